import type { Finding, Plan, PlanEdit } from "../../server/contract/plan.ts";
import type { Reconciliation } from "../../server/contract/records.ts";
import type { RunView } from "../../server/contract/run.ts";
import type { SampleOptions } from "../../server/contract/sample.ts";
import type { Api } from "./api.ts";

export interface MainJobOptions {
  readonly source: string;
  readonly credentials: Record<string, string>;
  /** Source options (client detail, availability) are read when they cost at most this many hours of waiting. */
  readonly optionHours: number;
  /** The sample to run before signing off, as the guided import does; null signs off without one. */
  readonly sample: SampleOptions | null;
  readonly say: (line: string) => void;
  readonly onRun: (run: RunView) => void;
}

export interface MainJobResult {
  readonly discover: RunView | null;
  readonly load: RunView;
  readonly plan: Plan;
  readonly reconciliation: Reconciliation;
}

/**
 * The guided import as an admin would click it, through the HTTP API: connect, discover, answer the plan's
 * questions with what it proposes, sample, sign off, import, reconcile. Goes on with an unfinished migration if
 * there is one.
 */
export async function runMainJob(api: Api, options: MainJobOptions): Promise<MainJobResult> {
  const { migrationId, discover } = await prepareSample(api, options);
  const plan = await ensureApproved(api, migrationId, options.say);
  const load = await ensureImported(api, migrationId, options);
  return { discover, load, plan, reconciliation: await api.reconciliation(migrationId) };
}

/** The first half: up to the sample, ready to be signed off. */
export async function prepareSample(
  api: Api,
  options: MainJobOptions,
): Promise<{ migrationId: string; discover: RunView | null }> {
  const migrationId = (await unfinishedMigration(api, options.say)) ?? (await setUp(api, options));
  const discover = await ensureDiscovered(api, migrationId, options);
  await ensureAnswered(api, migrationId, options.say);
  if (options.sample) await ensureSampled(api, migrationId, { ...options, sample: options.sample });
  return { migrationId, discover };
}

async function unfinishedMigration(api: Api, say: (line: string) => void): Promise<string | null> {
  const [latest] = (await api.migrations()).items;
  if (!latest || latest.step === "verify") return null;
  say(`Going on with "${latest.name}": ${latest.stepText}`);
  return latest.id;
}

async function setUp(api: Api, options: MainJobOptions): Promise<string> {
  const me = await api.me();
  if (!me.monday.connected) throw new Error(`${me.monday.userMessage} ${me.monday.remedy}`);
  const connection = await api.connect(options.source, options.credentials);
  options.say(`Connected ${connection.title}: ${connection.account.planText}`);
  const workspace = (await api.workspaces()).items[0] ?? null;
  const boards = workspace ? (await api.boards(workspace.id)).items : [];
  const contacts = boards
    .toSorted((a, b) => b.contactsScore - a.contactsScore)
    .find((board) => board.contactsScore >= 50);
  options.say(
    `Landing in ${workspace ? `workspace "${workspace.name}"` : "the main workspace"}, ${contacts ? `contacts on the existing board "${contacts.name}"` : "contacts on a new board"}`,
  );
  const migration = await api.createMigration({
    connectionId: connection.id,
    workspaceId: workspace?.id ?? null,
    contactsBoardId: contacts?.id ?? null,
  });
  return migration.id;
}

/** Every option by name, so that nothing depends on its default. */
async function affordableOptions(
  api: Api,
  connectionId: string,
  hours: number,
): Promise<Record<string, boolean>> {
  const connection = (await api.connections()).items.find((candidate) => candidate.id === connectionId);
  const costs = connection?.account.options ?? [];
  return Object.fromEntries(costs.map((cost) => [cost.id, cost.calls > 0 && cost.hours <= hours]));
}

async function ensureDiscovered(
  api: Api,
  migrationId: string,
  options: MainJobOptions,
): Promise<RunView | null> {
  const migration = await api.migration(migrationId);
  if (!["connect", "discover"].includes(migration.step)) return null;
  const active = migration.activeRun?.kind === "discover" ? migration.activeRun.id : null;
  const source = await affordableOptions(api, migration.connectionId, options.optionHours);
  const id = active ?? (await api.startRun(migrationId, "discover", { source })).id;
  return mustSucceed(await api.follow(id, options.onRun));
}

async function ensureAnswered(api: Api, migrationId: string, say: (line: string) => void): Promise<void> {
  let plan = await api.plan(migrationId);
  if (plan.approval?.current) return;
  const isOpen = ({ severity, answered }: Finding): boolean =>
    !answered && (severity === "block" || severity === "choice");
  for (const finding of plan.findings.filter(isOpen)) {
    const edits: PlanEdit[] = finding.actions[0]?.edits ?? [{ op: "finding.accept", finding: finding.id }];
    say(`Question: ${finding.title} -> ${finding.actions[0]?.label ?? "accepted"}`);
    plan = await api.edit(migrationId, plan.hash, edits);
  }
  say(
    `Plan: ${plan.boards.filter((b) => b.include).length} boards, ${plan.forecast.items} items, ${plan.forecast.calls} calls`,
  );
}

async function ensureSampled(
  api: Api,
  migrationId: string,
  options: MainJobOptions & { readonly sample: SampleOptions },
): Promise<void> {
  const before = await api.sample(migrationId);
  const { activeRun } = await api.migration(migrationId);
  if (before.state !== "ready") {
    const id =
      activeRun?.kind === "sample"
        ? activeRun.id
        : (await api.startRun(migrationId, "sample", { sample: options.sample })).id;
    mustSucceed(await api.follow(id, options.onRun));
  }
  const { coverage, counts } = await api.sample(migrationId);
  if (!coverage) throw new Error("The sample has no coverage");
  options.say(
    `Sample: ${coverage.records} records cover ${coverage.covered} of ${coverage.shapes} value shapes; ` +
      `${counts.same} fields the same, ${counts.converted} converted, ${counts.lossy} lossy, ${counts.wrong} wrong`,
  );
}

async function ensureApproved(api: Api, migrationId: string, say: (line: string) => void): Promise<Plan> {
  const plan = await api.plan(migrationId);
  if (plan.approval?.current) return plan;
  const { classes } = await api.signOff(migrationId);
  for (const each of classes) say(`Accepted: ${each.title} (${each.count})`);
  return api.approve(
    migrationId,
    plan.hash,
    classes.map(({ id }) => id),
  );
}

async function ensureImported(api: Api, migrationId: string, options: MainJobOptions): Promise<RunView> {
  const { activeRun } = await api.migration(migrationId);
  const id = activeRun?.kind === "import" ? activeRun.id : (await api.startRun(migrationId, "import")).id;
  return mustSucceed(await api.follow(id, options.onRun));
}

function mustSucceed(run: RunView): RunView {
  if (run.state === "succeeded" || run.state === "needs_attention") return run;
  const why = run.failure ? `${run.failure.userMessage} ${run.failure.remedy} (${run.failure.code})` : "";
  throw new Error(`The ${run.kind} run ended as ${run.state}. ${why}`);
}
