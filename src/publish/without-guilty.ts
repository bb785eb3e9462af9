import type { Story } from '../types.ts'

/** What was written, and which stories had to be left out for it. */
export interface Written<Value> {
  readonly value: Value
  readonly problems: readonly { readonly storyId: string; readonly reason: string }[]
}

/**
 * Writes all stories together. When that fails, those that fail alone as well are left out and named, so that one can't
 * stop all. Throws what the first attempt threw when no story can be blamed, or each: an empty feed would be worse than
 * the last one.
 */
export function withoutGuilty<Value>(
  stories: readonly Story[],
  write: (stories: readonly Story[]) => Value,
): Written<Value> {
  try {
    return { value: write(stories), problems: [] }
  } catch (error) {
    const problems = stories.flatMap((story) => {
      const reason = reasonToFail(() => write([story]))
      return reason === undefined ? [] : [{ storyId: story.id, reason }]
    })
    if (problems.length === 0 || problems.length === stories.length) throw error
    const guilty = new Set(problems.map(({ storyId }) => storyId))
    return { value: write(stories.filter(({ id }) => !guilty.has(id))), problems }
  }
}

/** What an action throws, as a message; undefined when it succeeds. */
export function reasonToFail(action: () => unknown): string | undefined {
  try {
    action()
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
