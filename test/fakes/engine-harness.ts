import type { Failure } from "../../server/contract/errors.ts";
import { ok } from "../../server/contract/result.ts";
import type { RunKind } from "../../server/contract/run.ts";
import type { DestinationFacts } from "../../server/core/planning/facts.ts";
import type { SourceRecord } from "../../server/core/records.ts";
import { createCallLog } from "../../server/engine/call-log.ts";
import type { EngineDeps, Logger } from "../../server/engine/deps.ts";
import { createRunEvents } from "../../server/engine/events.ts";
import { executeRun } from "../../server/engine/execute-run.ts";
import type { Actor } from "../../server/engine/services/actor.ts";
import { createServices } from "../../server/engine/services/index.ts";
import { openSqliteStore } from "../../server/store/sqlite/index.ts";
import type { RunRow, Scope, Store } from "../../server/store/store.ts";
import { buildFacts } from "../builders/facts.ts";
import { buildRecord } from "../builders/records.ts";
import { type CrashPlan, createMortal, type Mortal } from "./crashing.ts";
import { createFakeDestination, type FakeDestination, type FakeItem } from "./fake-destination.ts";
import { createFakeSource, type FakeSource } from "./fake-source.ts";
import { createQuickClock, foreverMs, type QuickClock } from "./quick-clock.ts";
import { shopToMonday } from "./shop-blueprint.ts";

export interface LoggedEvent {
  readonly level: "info" | "warn" | "error";
  readonly fields: object;
}

export interface EngineHarness {
  readonly deps: EngineDeps;
  readonly store: Store;
  readonly clock: QuickClock;
  readonly source: FakeSource;
  readonly monday: FakeDestination;
  readonly services: ReturnType<typeof createServices>;
  readonly admin: Actor;
  readonly scope: Scope;
  readonly logged: LoggedEvent[];
  /** Starts a run and works on it in this "process" until it ends or stops. */
  run(kind: RunKind): Promise<RunRow>;
  /** Takes up the oldest runnable run; dies where the plan says. Null when there is none. */
  workOnce(crash?: CrashPlan): Promise<{ run: RunRow; mortal: Mortal } | null>;
  /** Discovers, answers what is open, approves. */
  plan(): Promise<void>;
  /** Accepts every class by name and approves the plan as it is. */
  approve(): Promise<void>;
}

const never = new AbortController().signal;

/** A small shop: a person, clients of whom two share an address, payments of theirs and of nobody. */
export function shopRecords(): Record<string, readonly SourceRecord[]> {
  const emails = ["ana@x.example", "bo@x.example", "cy@x.example", "ANA@x.example ", "di@x.example"];
  return {
    team: [buildRecord("team", "1", { name: "Kim Berg", email: ["kim@studio.example"] })],
    clients: emails.map((email, index) =>
      buildRecord("clients", String(index + 1), {
        first_name: null,
        last_name: null,
        name: `Client ${index + 1}`,
        email: [email.trim()],
        owner: "1",
        city: index === 0 ? "" : `City ${index + 1}`,
      }),
    ),
    payments: Array.from({ length: 9 }, (_, index) =>
      buildRecord("payments", String(index + 1), {
        client_id: null,
        client: index === 8 ? "404" : String((index % 5) + 1),
        amount: `${index + 1}.10`,
        note: index % 4 === 0 ? `Note ${index + 1}` : "",
      }),
    ),
  };
}

export async function createEngineHarness(
  options: { records?: Record<string, readonly SourceRecord[]>; facts?: Partial<DestinationFacts> } = {},
): Promise<EngineHarness> {
  const clock = createQuickClock();
  const store = await openSqliteStore({ file: ":memory:" });
  const source = createFakeSource(options.records ?? shopRecords());
  const monday = createFakeDestination(clock, buildFacts(options.facts));
  const logged: LoggedEvent[] = [];
  const deps = toDeps({ store, clock, source, monday, logged });
  const scope = { accountId: "account-1", migrationId: "migration-1" };
  const admin: Actor = { accountId: "account-1", userId: "7000", role: "admin", slug: "shop" };
  const services = createServices(deps);
  await seed(store, scope);

  async function workOnce(crash: CrashPlan = { at: 0, when: "before" }) {
    await store.runs.releaseLeases();
    const owner = deps.ids.next();
    const leaseMs = foreverMs;
    const run = await store.runs.claim({ owner, now: clock.now(), leaseMs });
    if (!run) return null;
    const mortal = createMortal(store, crash);
    const own: EngineDeps = {
      ...deps,
      store: mortal.store,
      destinations: { forAccount: async () => ok(mortal.destination(monday.destination)) },
    };
    await executeRun(own, run, { owner, leaseMs, heartbeatMs: foreverMs, stop: never });
    const row = await store.runs.get(run.accountId, run.id);
    if (!row) throw new Error("The run is gone");
    return { run: row, mortal };
  }

  async function run(kind: RunKind): Promise<RunRow> {
    const started = must(await services.startRun(admin, { migrationId: scope.migrationId, kind }));
    const worked = await workOnce();
    if (worked?.run.id !== started.id) throw new Error("The run was not claimed");
    return worked.run;
  }

  async function plan(): Promise<void> {
    await run("discover");
    let current = must(await services.getPlan(admin, { migrationId: scope.migrationId }));
    const note = { op: "update.include" as const, board: "payments", update: "note", include: true };
    const withNotes = { migrationId: scope.migrationId, hash: current.hash, edits: [note], signal: never };
    current = must(await services.editPlan(admin, withNotes));
    while (current.openQuestions > 0) {
      const open = current.findings.filter((each) => each.severity === "choice" && !each.answered);
      const edits = open.map((each) => ({ op: "finding.accept" as const, finding: each.id }));
      if (edits.length === 0) throw new Error("The plan is blocked");
      const edit = { migrationId: scope.migrationId, hash: current.hash, edits, signal: never };
      current = must(await services.editPlan(admin, edit));
    }
    await approve();
  }

  async function approve(): Promise<void> {
    const { classes, planHash: hash } = must(await services.getSignOff(admin, scope));
    const accepted = classes.map(({ id }) => id);
    must(await services.approvePlan(admin, { migrationId: scope.migrationId, hash, accepted }));
  }

  return { deps, store, clock, source, monday, services, admin, scope, logged, run, workOnce, plan, approve };
}

/** The shop after its first import. */
export async function createImportedHarness(): Promise<EngineHarness> {
  const engine = await createEngineHarness();
  await engine.plan();
  await engine.run("import");
  return engine;
}

/** The item that carries this external id. */
export function itemOf({ monday }: EngineHarness, externalId: string): FakeItem {
  const [item] = monday.itemsOf(externalId);
  if (!item) throw new Error(`No item carries ${externalId}`);
  return item;
}

/** The value of a result that has to be one. */
export function must<T>(result: { ok: true; value: T } | { ok: false; error: Failure }): T {
  if (!result.ok)
    throw new Error(`${result.error.code}: ${result.error.message} ${result.error.userMessage}`);
  return result.value;
}

function toDeps(input: {
  store: Store;
  clock: QuickClock;
  source: FakeSource;
  monday: FakeDestination;
  logged: LoggedEvent[];
}): EngineDeps {
  const log =
    (level: LoggedEvent["level"]): Logger["info"] =>
    (fields) => {
      input.logged.push({ level, fields });
    };
  let id = 0;
  return {
    store: input.store,
    sources: (kind) => (kind === "shop" ? input.source.connector : null),
    destinations: { forAccount: async () => ok(input.monday.destination) },
    blueprints: () => shopToMonday,
    clock: input.clock,
    ids: {
      next() {
        id += 1;
        return `id-${String(id).padStart(6, "0")}`;
      },
    },
    logger: { info: log("info"), warn: log("warn"), error: log("error") },
    events: createRunEvents(),
    callLog: createCallLog(),
    sealCredentials: (credentials) => JSON.stringify(credentials),
    openCredentials: () => ({ key: "secret" }),
    random: () => 0.5,
  };
}

async function seed(store: Store, scope: Scope): Promise<void> {
  const { accountId } = scope;
  const account = {
    label: "shop 1",
    planText: "Full",
    counts: [],
    callsLeftText: "plenty",
    base: { calls: 3, hours: 0 },
    options: [],
  };
  await store.connections.insert({
    id: "connection-1",
    accountId,
    source: "shop",
    createdAt: 1,
    sealedCredentials: "sealed",
    view: {
      id: "connection-1",
      source: "shop",
      title: "Shop",
      createdAt: new Date(1).toISOString(),
      account,
    },
  });
  await store.migrations.insert({
    id: scope.migrationId,
    accountId,
    slug: "shop",
    name: "Shop to monday",
    connectionId: "connection-1",
    source: "shop",
    destination: { kind: "monday", workspaceId: null, contactsBoardId: null },
    createdAt: 1,
    createdBy: "7000",
  });
}
