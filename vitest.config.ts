import { defineConfig } from "vitest/config";

/**
 * `npm test` runs everything. Unit tests sit beside their source; `test/` holds contract, crash and browser suites.
 * Two workers: the suite is meant for a two-core machine.
 */
export default defineConfig({
  test: {
    include: ["{server,client,sandbox,scripts,test}/**/*.test.{ts,tsx}"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    globalSetup: ["test/global-setup.ts"],
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    restoreMocks: true,
    css: false,
    server: { deps: { inline: [/@vibe\//] } },
  },
});
