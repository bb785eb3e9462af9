/** How many inputs each property is tried with; the seed of a failure is in its message, to be given as FUZZ_SEED. */
export const runs = {
  numRuns: Number(process.env['FUZZ_RUNS'] ?? 2000),
  ...(process.env['FUZZ_SEED'] === undefined ? {} : { seed: Number(process.env['FUZZ_SEED']) }),
}

/** Dates within the feeds count from here. */
export const now = new Date('2026-11-20T12:00:00Z')
