import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Suites of the whole product take longest although their files are small: they begin first, so that no worker is
 * left alone with one of them at the end.
 */
class WholeProductFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isWhole = ({ moduleId }: TestSpecification): boolean =>
      /\/test\/(crash|e2e|bad-input)\//.test(moduleId);
    const sorted = await super.sort(files);
    return [...sorted.filter(isWhole), ...sorted.filter((file) => !isWhole(file))];
  }
}

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
    sequence: { sequencer: WholeProductFirst },
    testTimeout: 20_000,
    hookTimeout: 30_000,
    restoreMocks: true,
    css: false,
    server: { deps: { inline: [/@vibe\//] } },
  },
});
