import type { Plan, PlanBoard, PlanColumn, PlanGroup } from "../../../../contract/plan.ts";
import type { SchemaHooks, SchemaObject } from "../../../types.ts";

/** Builders of plans for tests: fixed defaults, overridden where a test cares. */
export function buildColumn(overrides: Partial<PlanColumn> & Pick<PlanColumn, "key" | "type">): PlanColumn {
  return {
    columnId: overrides.key,
    existing: false,
    title: overrides.key,
    include: true,
    reason: "",
    stream: "clients",
    fields: [],
    conversion: "text",
    conversionText: "",
    loss: null,
    choices: [],
    labels: [],
    unit: null,
    link: null,
    filled: 0,
    examples: [],
    ...overrides,
  };
}

export function buildGroup(key: string, color = "#00c875"): PlanGroup {
  return { key, title: `Group ${key}`, color, count: 0 };
}

export function buildBoard(overrides: Partial<PlanBoard> & Pick<PlanBoard, "key">): PlanBoard {
  return {
    title: `Board ${overrides.key}`,
    purpose: "",
    include: true,
    reason: "",
    target: { mode: "create" },
    part: null,
    streams: [overrides.key],
    itemSingular: "item",
    nameFields: ["name"],
    externalIdColumnId: "portage_id",
    groupBy: null,
    groups: [],
    columns: [],
    updates: [],
    dedupe: null,
    dependsOn: [],
    lane: "aliased",
    records: 0,
    items: 0,
    seconds: 0,
    sample: [],
    ...overrides,
  };
}

export function buildPlan(boards: readonly PlanBoard[], workspaceId: string | null = null): Plan {
  return {
    migrationId: "m1",
    source: "bizstim",
    destination: "monday",
    hash: "hash",
    builtAt: "2026-11-21T12:00:00.000Z",
    workspace: { id: workspaceId, name: "Moved from Bizstim" },
    currency: null,
    boards: [...boards],
    people: [],
    peopleDefault: { action: "text", fallbackUserId: null },
    assignable: [],
    notMoving: [],
    findings: [],
    forecast: { items: 0, updates: 0, links: 0, calls: 0, seconds: 0, phases: [], bound: "" },
    openQuestions: 0,
    openAcceptances: 0,
    approval: null,
  };
}

/** Hooks over a list that survives, as the store does. `crashAfter` throws once that many objects were saved. */
export function buildHooks(
  saved: SchemaObject[],
  crashAfter: number = Number.POSITIVE_INFINITY,
): SchemaHooks & { progressed: (readonly [number, number])[] } {
  let count = 0;
  const progressed: (readonly [number, number])[] = [];
  return {
    known: [...saved],
    progressed,
    async save(object) {
      if (count >= crashAfter) throw new Error("killed");
      count++;
      const at = saved.findIndex(({ key }) => key === object.key);
      if (at < 0) saved.push(object);
      else saved[at] = object;
    },
    progress(done, total) {
      progressed.push([done, total]);
    },
  };
}
