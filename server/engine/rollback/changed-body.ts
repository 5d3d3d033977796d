import { z } from "zod";
import { typedValueSchema } from "../../contract/values.ts";

const valuesSchema = z.record(z.string(), typedValueSchema.nullable());

/** Values an event of kind "changed" notes, by the plan's column ids. */
export const changedBodySchema = z.object({
  before: valuesSchema.default({}),
  after: valuesSchema.default({}),
  /** What stays in columns that were replaced by others. */
  replaced: valuesSchema.default({}),
});
