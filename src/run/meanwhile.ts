/**
 * Waits for the work, which tells of its progress; once nothing has happened for `quietMs`, the other thing is done
 * meanwhile, at most once. Settles when both have; rejects if either does.
 */
export async function whileQuiet(
  quietMs: number,
  work: (progress: () => void) => Promise<unknown>,
  meanwhile: () => Promise<unknown>,
): Promise<void> {
  let other: Promise<unknown> | undefined
  const timer = setTimeout(() => {
    other = meanwhile()
    // Handled below, when the work has ended.
    other.catch(() => undefined)
  }, quietMs)
  try {
    await work(() => {
      if (other === undefined) timer.refresh()
    })
  } finally {
    clearTimeout(timer)
    await other
  }
}
