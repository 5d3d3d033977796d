import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";

/** What a script has done already, in a file: killed half way and started again, it goes on after the last stage. */
export interface Stages {
  /** Does the work unless an earlier start has finished it; what it returned is remembered. */
  once(stage: string, work: () => Promise<string>): Promise<string>;
}

const stagesSchema = z.record(z.string(), z.string());

/** Stages are kept in `file`, which need not exist. */
export function createStages(file: string): Stages {
  const done = existsSync(file) ? stagesSchema.parse(JSON.parse(readFileSync(file, "utf8"))) : {};
  return {
    async once(stage, work) {
      const known = done[stage];
      if (known !== undefined) return known;
      const result = await work();
      done[stage] = result;
      writeFileSync(file, JSON.stringify(done));
      return result;
    },
  };
}
