/** The API's shapes as the client uses them: the one place that reaches into the server's contract folder. */
export * from "../../../server/contract/audit.ts";
export * from "../../../server/contract/delta.ts";
export * from "../../../server/contract/inventory.ts";
export * from "../../../server/contract/item.ts";
export * from "../../../server/contract/plan.ts";
export * from "../../../server/contract/records.ts";
export { assertNever } from "../../../server/contract/result.ts";
export * from "../../../server/contract/rollback.ts";
export * from "../../../server/contract/run.ts";
export * from "../../../server/contract/sample.ts";
export * from "../../../server/contract/setup.ts";
export * from "../../../server/contract/values.ts";
export * from "../../../server/contract/verification.ts";
