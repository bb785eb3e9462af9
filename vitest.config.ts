import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/browser/**', 'tests/readers/**', 'tests/lab/**'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
})
