import type { Blueprint } from "../blueprints/types.ts";
import type { Destination } from "../connectors/types.ts";
import { toFailure } from "../contract/errors.ts";
import type { Inventory } from "../contract/inventory.ts";
import type { Plan, PlanEdit } from "../contract/plan.ts";
import { err, ok, type Result } from "../contract/result.ts";
import { foldKey } from "../core/canonical.ts";
import { isEmail } from "../core/mapping/email.ts";
import { toList } from "../core/mapping/text.ts";
import { buildPlan } from "../core/planning/build-plan.ts";
import { foldEdits } from "../core/planning/decisions.ts";
import type { DestinationFacts } from "../core/planning/facts.ts";
import { displayName, type Samples, sampleReferences } from "../core/planning/samples.ts";
import { fromExternalId, type SourceRecord } from "../core/records.ts";
import { isTestKey } from "../core/sampling/test-prefix.ts";
import type { MigrationRow, PlanState, Scope, SnapshotStore } from "../store/store.ts";
import type { EngineDeps } from "./deps.ts";
import { snapshotPages } from "./steps/snapshot-reader.ts";

/** Records of each stream the preview is made from: more than it shows, as some may be left out. */
const sampleRecords = 10;
/** Addresses compared with an existing board when planning; the import itself compares all of them. */
const maxEmails = 50_000;

/** Everything a plan of this migration is built from, except the destination's facts and the edits. */
export interface PlanningGround {
  readonly migration: MigrationRow;
  readonly blueprint: Blueprint;
  readonly inventory: Inventory;
  readonly state: PlanState;
}

/** Reads what a plan is built from; `plan.not_ready` before the first inventory. */
export async function readGround(deps: EngineDeps, scope: Scope): Promise<Result<PlanningGround>> {
  const migration = await deps.store.migrations.get(scope);
  if (!migration) return err(toFailure("request.not_found", { message: "No such migration" }));
  const blueprint = deps.blueprints(migration.source, migration.destination.kind);
  const state = await deps.store.plans.get(scope);
  if (!blueprint || !state.inventory) {
    return err(toFailure("plan.not_ready", { message: "The migration has no inventory yet" }));
  }
  return ok({ migration, blueprint, inventory: state.inventory, state });
}

/** Reads live what the plan must know of the destination, for the workspace and board the edits choose. */
export async function readFacts(
  deps: EngineDeps,
  input: {
    destination: Destination;
    ground: PlanningGround;
    edits: readonly PlanEdit[];
    scope: Scope;
    signal: AbortSignal;
  },
): Promise<Result<DestinationFacts>> {
  const { ground } = input;
  const decisions = foldEdits(input.edits);
  const { workspaceId, contactsBoardId } = ground.migration.destination;
  const [target] = ground.blueprint.boards.filter((board) => board.mayUseContactsBoard);
  const decided = target ? decisions.boardTarget.get(target.key) : undefined;
  const boardId = decided === undefined ? contactsBoardId : decided;
  const stream = target?.streams[0];
  const emails =
    boardId === null || stream === undefined
      ? []
      : await readEmails(deps.store.snapshot, { scope: input.scope, stream, inventory: ground.inventory });
  const facts = await input.destination.facts(
    {
      workspaceId: decisions.workspaceId === undefined ? workspaceId : decisions.workspaceId,
      contactsBoardId: boardId,
      emails,
      peopleEmails: ground.inventory.people.flatMap((person) => person.emails),
    },
    input.signal,
  );
  return facts.ok ? ok(await withoutOwn(deps, input.scope, facts.value)) : facts;
}

/** Columns an earlier import has added to the customer's board are planned as they were: they are no columns of theirs. */
async function withoutOwn(
  deps: EngineDeps,
  scope: Scope,
  facts: DestinationFacts,
): Promise<DestinationFacts> {
  const { contactsBoard } = facts;
  if (contactsBoard === null) return facts;
  const objects = await deps.store.objects.list(scope);
  const isOurs = ({ kind, key, id }: (typeof objects)[number]): boolean =>
    kind === "board" && id === contactsBoard.id && !isTestKey(key);
  const boards = new Set(objects.filter(isOurs).map(({ key }) => key));
  const own = new Set(
    objects
      .filter(({ kind, key, created }) => kind === "column" && created && boards.has(key.split("/")[0] ?? ""))
      .map(({ id }) => id),
  );
  if (own.size === 0) return facts;
  const columns = contactsBoard.columns.filter(({ id }) => !own.has(id));
  return { ...facts, contactsBoard: { ...contactsBoard, columns } };
}

async function readEmails(
  snapshot: SnapshotStore,
  input: { scope: Scope; stream: string; inventory: Inventory },
): Promise<readonly string[]> {
  const stream = input.inventory.streams.find((each) => each.stream === input.stream);
  const fields = (stream?.fields ?? []).filter((field) => field.type === "email_list");
  const emails = new Set<string>();
  for await (const page of snapshotPages(snapshot, input.scope, input.stream)) {
    for (const record of page) {
      for (const field of fields) {
        for (const email of toList(record.fields[field.name])) if (isEmail(email)) emails.add(foldKey(email));
      }
    }
    if (emails.size >= maxEmails) break;
  }
  return [...emails];
}

/** Builds the plan as the edits want it. Same input, same plan. */
export async function drawPlan(
  deps: EngineDeps,
  input: { scope: Scope; ground: PlanningGround; facts: DestinationFacts; edits: readonly PlanEdit[] },
): Promise<Plan> {
  const { blueprint, inventory, state, migration } = input.ground;
  const samples = await readSamples(deps.store.snapshot, input.scope, { blueprint, inventory });
  return buildPlan({
    blueprint,
    inventory,
    facts: input.facts,
    edits: input.edits,
    samples,
    previousApproval: state.approval,
    migrationId: migration.id,
    builtAt: new Date(deps.clock.now()).toISOString(),
  });
}

async function readSamples(
  snapshot: SnapshotStore,
  scope: Scope,
  input: { blueprint: Blueprint; inventory: Inventory },
): Promise<Samples> {
  const { blueprint, inventory } = input;
  const records: Record<string, readonly SourceRecord[]> = {};
  for (const { stream } of inventory.streams) {
    const page = await snapshot.page(scope, stream, 0, sampleRecords);
    records[stream] = page.map((row) => row.record);
  }
  const names: Record<string, string> = {};
  const wanted = new Map<string, string[]>();
  for (const externalId of sampleReferences(blueprint, records, inventory)) {
    const place = fromExternalId(externalId);
    if (place) wanted.set(place.stream, [...(wanted.get(place.stream) ?? []), place.id]);
  }
  for (const [stream, ids] of wanted) {
    for (const record of await snapshot.get(scope, stream, ids)) {
      names[`${blueprint.source}:${stream}:${record.id}`] = displayName(blueprint, stream, record);
    }
  }
  return { records, names };
}
