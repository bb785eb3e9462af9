import { spawnSync } from 'node:child_process'

/** Why a tool can't be used, as one line, told at once so that no test is skipped silently; undefined when it works. */
export function whyWithout(tool: string, command: string, args: readonly string[], remedy: string): string | undefined {
  const { error, status } = spawnSync(command, args, { stdio: 'ignore' })
  if (error === undefined && status === 0) return undefined
  const line = `skipped: ${tool} is not here (${command} ${args.join(' ')}); ${remedy}`
  console.warn(line)
  return line
}
