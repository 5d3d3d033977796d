import { bizstimToMonday } from "../../server/blueprints/bizstim-to-monday.ts";
import type { Plan, PlanBoard, PlanColumn } from "../../server/contract/plan.ts";
import { buildPlan, type PlanInput } from "../../server/core/planning/build-plan.ts";
import { displayName } from "../../server/core/planning/samples.ts";
import { type SourceRecord, toExternalId } from "../../server/core/records.ts";
import { buildFacts } from "./facts.ts";
import { buildInventory } from "./inventory.ts";
import { buildAccount } from "./records.ts";

function samplesOf(records: readonly SourceRecord[]): PlanInput["samples"] {
  const byStream: Record<string, SourceRecord[]> = {};
  const names: Record<string, string> = {};
  for (const record of records) {
    byStream[record.stream] = [...(byStream[record.stream] ?? []), record].slice(0, 10);
    names[toExternalId("bizstim", record.stream, record.id)] = displayName(
      bizstimToMonday,
      record.stream,
      record,
    );
  }
  return { records: byStream, names };
}

/** Everything a plan of these records is built from. */
export function buildPlanInput(
  part: Partial<PlanInput> & { readonly records?: readonly SourceRecord[] } = {},
): PlanInput {
  const { records = buildAccount(), ...rest } = part;
  return {
    blueprint: bizstimToMonday,
    inventory: buildInventory(records),
    facts: buildFacts(),
    edits: [],
    samples: samplesOf(records),
    previousApproval: null,
    migrationId: "migration-1",
    builtAt: "2026-11-21T10:00:00.000Z",
    ...rest,
  };
}

/** The plan of a small account, or of the given records and edits. */
export function buildTestPlan(part: Parameters<typeof buildPlanInput>[0] = {}): Plan {
  return buildPlan(buildPlanInput(part));
}

/** A board of a plan by key; its absence fails the test. */
export function boardOf(plan: Plan, key: string): PlanBoard {
  const board = plan.boards.find((each) => each.key === key);
  if (!board) throw new Error(`The plan has no board ${key}`);
  return board;
}

/** A column of a board by key; its absence fails the test. */
export function columnOf(board: PlanBoard, key: string): PlanColumn {
  const column = board.columns.find((each) => each.key === key);
  if (!column) throw new Error(`Board ${board.key} has no column ${key}`);
  return column;
}
