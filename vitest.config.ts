import { defineConfig } from 'vitest/config';
import { SummaryReporter } from './test/conformance/summary-reporter.js';

/** A file that the results are also written to, as JSON. */
const report = process.env['TEST_REPORT'];

export default defineConfig({
  // The libraries' sources, so that nothing has to be built before testing; then what Vite has by default.
  ssr: { resolve: { conditions: ['source', 'node', 'module', 'development|production'] } },
  test: {
    include: ['libs/*/src/**/*.spec.ts', 'apps/*/src/**/*.spec.ts', 'test/**/*.spec.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', 'test/conformance/apps/**'],
    maxWorkers: '100%',
    // Enough for a machine that has other things to do.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    env: { TZ: 'UTC' },
    globalSetup: ['test/support/postgres.ts'],
    setupFiles: ['reflect-metadata'],
    reporters: ['default', new SummaryReporter(), ...(report ? ['json'] : [])],
    outputFile: report ? { json: report } : {},
  },
});
