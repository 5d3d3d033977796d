import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { startSandbox } from "../../sandbox/main.ts";
import type { MondaySandboxOptions } from "../../sandbox/monday/index.ts";
import { blueprintFor } from "../../server/blueprints/index.ts";
import { parseCredentials } from "../../server/connectors/credentials.ts";
import { createMondayDestinations } from "../../server/connectors/destinations/monday/index.ts";
import { withNamedFailures } from "../../server/connectors/named-source.ts";
import { bizstimConnector } from "../../server/connectors/sources/bizstim/index.ts";
import type { Destination, WriteBatch } from "../../server/connectors/types.ts";
import type { Finding, Plan, PlanEdit } from "../../server/contract/plan.ts";
import { ok } from "../../server/contract/result.ts";
import type { RunKind, RunView, StartRun } from "../../server/contract/run.ts";
import { createCallLog } from "../../server/engine/call-log.ts";
import type { EngineDeps } from "../../server/engine/deps.ts";
import { createRunEvents } from "../../server/engine/events.ts";
import { createScheduler } from "../../server/engine/schedule/scheduler.ts";
import type { Actor } from "../../server/engine/services/actor.ts";
import { createServices } from "../../server/engine/services/index.ts";
import { createWorker, type Worker } from "../../server/engine/worker.ts";
import { createHttpServer } from "../../server/http/server.ts";
import { createSessionVerifier } from "../../server/http/session-token.ts";
import { createIds } from "../../server/platform/ids.ts";
import { createLogger } from "../../server/platform/logger.ts";
import { createSecrets } from "../../server/platform/secrets.ts";
import { openSqliteStore } from "../../server/store/sqlite/index.ts";
import type { Store } from "../../server/store/store.ts";
import { boardOf } from "../builders/plan.ts";
import { must } from "./engine-harness.ts";
import { buildToken } from "./http-server.ts";
import { createQuickClock, foreverMs } from "./quick-clock.ts";

const clientSecret = "client-secret-of-the-tests";
const clientId = "client-of-the-tests";
const never = new AbortController().signal;
const unhurried = { pollMs: foreverMs, leaseMs: foreverMs, heartbeatMs: foreverMs };

export interface PortageOptions {
  /** Rows in the source; as few as the stand-in makes unless told otherwise. */
  readonly records?: number;
  /** Its rows depend on this number alone. */
  readonly seed?: number;
  readonly monday?: Partial<MondaySandboxOptions>;
  /** Token the installation works with; the account's own admin unless told otherwise. */
  readonly token?: "admin" | "otherAccount" | "viewer" | null;
  /** Address of the source; the stand-in's unless told otherwise. */
  readonly bizstimApiUrl?: string;
  /** The database file; in memory unless told otherwise. */
  readonly file?: string;
  /** Folder of the stand-ins' memory; nothing is kept unless told otherwise. */
  readonly worldDir?: string;
  /** When the clock begins, in milliseconds. */
  readonly startAt?: number;
  /** Dresses the store, to make it fail. */
  readonly dress?: (store: Store) => Store;
}

export type Portage = Awaited<ReturnType<typeof openPortage>>;

/**
 * The whole product in this process: real store, engine, connectors and HTTP, against the stand-ins over real HTTP.
 * Everything but the network runs on a clock whose waits pass at once.
 */
export async function openPortage(options: PortageOptions = {}) {
  const clock = createQuickClock(options.startAt);
  const sandbox = await startSandbox({
    port: 0,
    appUrl: "http://localhost:8400",
    clientId,
    clientSecret,
    dataDir: options.worldDir ?? null,
    clock: clock.now,
    bizstim: { size: { records: options.records ?? 150 }, seed: options.seed ?? 1, limits: false },
    monday: { plan: "pro", crm: true, existingContacts: true, limits: false, ...options.monday },
  });
  const opened = await openSqliteStore({ file: options.file ?? ":memory:" });
  const store = options.dress?.(opened) ?? opened;
  const lines: string[] = [];
  const logger = createLogger({ level: "trace", stream: { write: (line) => void lines.push(line) } });
  const hooks: Hooks = { beforeWrite: null, afterRead: null };
  const callLog = createCallLog();
  const secrets = createSecrets([Buffer.alloc(32, 7)]);
  const connector = withNamedFailures(
    bizstimConnector({ apiUrl: options.bizstimApiUrl ?? sandbox.bizstimApiUrl, sleep: clock.sleep }),
  );
  const { token = "admin" } = options;
  const monday = createMondayDestinations({
    apiUrl: sandbox.mondayApiUrl,
    apiVersion: "2026-10",
    token: token === null ? null : sandbox.monday.tokens[token],
    now: clock.now,
    sleep: clock.sleep,
    random: () => 0.5,
    logger,
    reportCall: callLog.report,
  });
  const deps: EngineDeps = {
    store,
    sources: (kind) => (kind === connector.kind ? connector : null),
    destinations: {
      async forAccount(accountId) {
        const found = await monday.forAccount(accountId);
        return found.ok ? ok(watched(found.value, hooks)) : found;
      },
    },
    blueprints: blueprintFor,
    clock,
    ids: createIds(clock.now),
    logger,
    events: createRunEvents(),
    callLog,
    sealCredentials: (credentials, context) => secrets.seal(JSON.stringify(credentials), context),
    openCredentials: (sealed, context) => parseCredentials(secrets.open(sealed, context)),
    random: () => 0.5,
  };
  const services = createServices(deps);
  const me = sandbox.monday.userByRole("admin");
  const admin: Actor = {
    accountId: sandbox.monday.account.id,
    userId: String(me.id),
    role: "admin",
    slug: sandbox.monday.account.slug,
  };
  /** Not started: tests wake it by hand. */
  const scheduler = createScheduler(deps);
  let worker: Worker | null = null;

  const app = createHttpServer(
    {
      services,
      sources: [connector.view],
      events: deps.events,
      verifySession: createSessionVerifier({ now: clock.now }, { clientSecret, clientId }),
      ids: deps.ids,
      logger,
      ready: async () => true,
      countRuns: () => store.runs.countByState(),
    },
    { appUrl: "http://localhost:8400", clientDir: tmpdir() },
  );
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}`;

  function startWorker(): void {
    worker = createWorker(deps, unhurried);
    worker.start();
  }

  /** Stops as on SIGTERM: requests in flight end, the run is given back. */
  async function stopWorker(): Promise<void> {
    await worker?.stop();
    worker = null;
  }

  /** The run once `isThere` says so; told of every change after it was saved. */
  function follow(runId: string, isThere: (run: RunView) => boolean = isAtRest): Promise<RunView> {
    return new Promise((resolve, reject) => {
      let done = false;
      const unsubscribe = deps.events.subscribe(admin.accountId, runId, () => void look().catch(reject));
      async function look(): Promise<void> {
        const run = must(await services.getRun(admin, { runId }));
        if (done || !isThere(run)) return;
        done = true;
        unsubscribe();
        resolve(run);
      }
      look().catch(reject);
    });
  }

  async function connect(apiKey = sandbox.bizstim.keys.good) {
    return services.createConnection(admin, { source: "bizstim", credentials: { apiKey }, signal: never });
  }

  /** Connects and discovers; contacts go to the board the account has, if it has one. */
  async function discover(startOptions: StartRun["options"] = {}): Promise<string> {
    const connection = must(await connect());
    const contactsBoardId = sandbox.monday.world.board("Contacts")?.id;
    const migration = must(
      await services.createMigration(admin, {
        connectionId: connection.id,
        destination: { kind: "monday", ...(contactsBoardId === undefined ? {} : { contactsBoardId }) },
      }),
    );
    await run(migration.id, "discover", startOptions);
    return migration.id;
  }

  async function start(migrationId: string, kind: RunKind, startOptions: StartRun["options"] = {}) {
    return must(await services.startRun(admin, { migrationId, kind, options: startOptions }));
  }

  async function run(migrationId: string, kind: RunKind, startOptions: StartRun["options"] = {}) {
    if (worker === null) startWorker();
    return follow((await start(migrationId, kind, startOptions)).id);
  }

  async function plan(migrationId: string): Promise<Plan> {
    return must(await services.getPlan(admin, { migrationId }));
  }

  async function edit(migrationId: string, edits: PlanEdit[], hash?: string) {
    const seen = hash ?? (await plan(migrationId)).hash;
    return services.editPlan(admin, { migrationId, hash: seen, edits, signal: never });
  }

  /** Answers every question with the first offer. */
  async function answer(migrationId: string): Promise<Plan> {
    let current = await plan(migrationId);
    const isOpen = (each: Finding): boolean =>
      (each.severity === "block" || each.severity === "choice") && !each.answered;
    for (const finding of current.findings.filter(isOpen)) {
      const accept: PlanEdit[] = [{ op: "finding.accept", finding: finding.id }];
      current = must(await edit(migrationId, finding.actions[0]?.edits ?? accept));
    }
    return current;
  }

  /** Answers every question with the first offer, accepts every class by name and approves. */
  async function approve(migrationId: string): Promise<Plan> {
    const { hash } = await answer(migrationId);
    const { classes } = must(await services.getSignOff(admin, { migrationId }));
    const accepted = classes.map(({ id }) => id);
    return must(await services.approvePlan(admin, { migrationId, hash, accepted }));
  }

  async function result(migrationId: string) {
    return must(await services.getReconciliation(admin, { migrationId }));
  }

  async function records(migrationId: string, phase: string) {
    const page = await services.listRecords(admin, { migrationId, phase, limit: 500 });
    return must(page).items;
  }

  /** Items of a board of the plan, as a person sees them in monday. */
  function items(title: string) {
    const board = sandbox.monday.world.board(title);
    if (!board) throw new Error(`monday has no board ${title}`);
    return sandbox.monday.world.items(board.id);
  }

  /** The item of a record on a board of the plan, its cells by the column's key. */
  async function itemOf(migrationId: string, board: string, externalId: string) {
    const found = (await itemsByKey(migrationId, board)).find((item) => item.externalId === externalId);
    if (!found) throw new Error(`monday has no item of ${externalId}`);
    return found;
  }

  async function itemsByKey(migrationId: string, board: string) {
    const planned = boardOf(await plan(migrationId), board);
    return items(planned.title).map((item) => ({
      ...{ id: item.id, name: item.name, externalId: item.texts[planned.externalIdColumnId] ?? "" },
      texts: new Map(planned.columns.map(({ key, columnId }) => [key, item.texts[columnId] ?? ""])),
      links: new Map(planned.columns.map(({ key, columnId }) => [key, item.links[columnId] ?? []])),
    }));
  }

  async function call(path: string, init: RequestInit & { token?: string } = {}) {
    const { token: given, ...rest } = init;
    const own = { account: Number(admin.accountId), user: me.id, expiresAtMs: clock.now() + 60_000 };
    const headers = new Headers(rest.headers);
    headers.set("authorization", `Bearer ${given ?? (await buildToken(own))}`);
    if (rest.body !== undefined) headers.set("content-type", "application/json");
    return fetch(`${url}${path}`, { ...rest, headers });
  }

  async function close(): Promise<void> {
    await stopWorker();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    await monday.close();
    await opened.close();
    await sandbox.close();
  }

  return {
    ...{ sandbox, store, clock, deps, services, scheduler, admin, lines, hooks, startWorker, stopWorker },
    ...{
      connect,
      discover,
      start,
      run,
      follow,
      plan,
      edit,
      answer,
      approve,
      result,
      records,
      items,
      itemOf,
      itemsByKey,
      call,
      close,
    },
  };
}

/** Nothing more happens to the run until somebody asks for it. */
function isAtRest(run: RunView): boolean {
  return !["queued", "running", "waiting"].includes(run.state);
}

/** Acts in the middle of a run. */
interface Hooks {
  beforeWrite: ((batch: WriteBatch) => Promise<void> | void) | null;
  /** After a page of a board was read with all its columns, before anything follows from it. */
  afterRead: ((boardId: string) => void) | null;
}

function watched(destination: Destination, hooks: Readonly<Hooks>): Destination {
  return {
    ...destination,
    async readItems(input, signal) {
      const page = await destination.readItems(input, signal);
      if (input.columnIds === null) hooks.afterRead?.(input.boardId);
      return page;
    },
    async write(batch, signal) {
      await hooks.beforeWrite?.(batch);
      return destination.write(batch, signal);
    },
  };
}

/** Runs `act` once, just before the first write after `after` others. */
export function onceDuringImport(
  portage: Portage,
  isTime: (batch: WriteBatch) => boolean,
  act: () => void,
): void {
  portage.hooks.beforeWrite = (batch) => {
    if (!isTime(batch)) return;
    portage.hooks.beforeWrite = null;
    act();
  };
}

/** What must hold after every import, whatever happened: all adds up, nothing is in monday twice. */
export async function expectComplete(portage: Portage, migrationId: string): Promise<void> {
  const { addsUp, phases } = await portage.result(migrationId);
  const wrong = phases
    .filter((phase) => !phase.addsUp)
    .map(({ title, differences }) => ({ title, differences }));
  if (!addsUp || wrong.length > 0) throw new Error(`Does not add up: ${JSON.stringify(wrong)}`);
  for (const board of (await portage.plan(migrationId)).boards) {
    const seen = portage.sandbox.monday.world.board(board.title);
    const ids = (seen ? portage.sandbox.monday.world.items(seen.id) : [])
      .map((item) => item.texts[board.externalIdColumnId] ?? "")
      .filter((id) => id !== "");
    if (new Set(ids).size !== ids.length) throw new Error(`${board.title} holds doubles`);
  }
}
