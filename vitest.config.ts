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

const shared = {
  testTimeout: 20_000,
  hookTimeout: 30_000,
  restoreMocks: true,
  css: false,
  server: { deps: { inline: [/@vibe\//] } },
};

/**
 * `npm test` runs everything. Unit tests sit beside their source; `test/` holds contract, crash and browser suites.
 * Two workers: the suite is meant for a two-core machine. What runs on Node shares its modules from file to file,
 * since nothing of ours keeps state in a module: that halves its time. A page's document belongs to one file.
 */
export default defineConfig({
  test: {
    globalSetup: ["test/global-setup.ts"],
    maxWorkers: 2,
    sequence: { sequencer: WholeProductFirst },
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: "server",
          include: ["{server,sandbox,scripts,test}/**/*.test.ts"],
          isolate: false,
        },
      },
      {
        extends: true,
        test: { ...shared, name: "client", include: ["client/**/*.test.{ts,tsx}"] },
      },
    ],
  },
});
