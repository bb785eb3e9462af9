/**
 * Runs `task` over the items, at most `limit` at once, and gives the results in the items' order. After a rejection no
 * further item is begun; what is under way is waited for, then the first rejection rejects.
 */
export async function mapBounded<Item, Result>(
  items: readonly Item[],
  limit: number,
  task: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = new Array(items.length)
  const queue = items.entries()
  let failed = false
  const work = async (): Promise<void> => {
    for (const [index, item] of queue) {
      if (failed) return
      try {
        results[index] = await task(item)
      } catch (error) {
        failed = true
        throw error
      }
    }
  }
  const workers = await Promise.allSettled(Array.from({ length: Math.min(limit, items.length) }, work))
  const rejection = workers.find((worker) => worker.status === 'rejected')
  if (rejection !== undefined) throw rejection.reason
  return results
}
