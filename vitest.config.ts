import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** `npm test` is the project `unit`; the others need more than the project's own packages, or more time. */
const apart = ['browser', 'readers', 'chaos', 'disk', 'fuzz']

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // As the program does for itself: threads that load no WebAssembly (see src/main.ts).
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/tests', import.meta.url)) },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: [...apart, 'lab'].map((name) => `tests/${name}/**`),
        },
      },
      ...apart.map((name) => ({
        extends: true as const,
        test: { name, include: [`tests/${name}/**/*.test.ts`], testTimeout: 600_000, hookTimeout: 60_000 },
      })),
    ],
  },
})
