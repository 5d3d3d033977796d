import type { z } from "zod";
import { FailureError, toFailure } from "../contract/errors.ts";

export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

/** A request that does not fit its schema, with the places that are wrong. Never repeats what was sent. */
export class InvalidRequest extends FailureError {
  readonly fields: readonly FieldProblem[];
  constructor(fields: readonly FieldProblem[]) {
    const where = fields.map(({ path }) => path).join(", ");
    super(toFailure("request.invalid", { message: `invalid: ${where}` }));
    this.name = "InvalidRequest";
    this.fields = fields;
  }
}

/** The issues of a schema as fields; `part` is `params`, `query` or `body`. */
export function toFields(part: string, error: z.ZodError): readonly FieldProblem[] {
  return error.issues.map(({ path, message }) => ({ path: [part, ...path.map(String)].join("."), message }));
}
