import type { Router } from "express";
import type { SwitchBoard } from "../control/types.ts";
import { createActs, type HumanActs } from "./act.ts";
import type { Platform } from "./context.ts";
import { inspectWorld, type WorldInspection } from "./inspect.ts";
import type { Plan, SandboxUser } from "./model.ts";
import { keepSnapshot, readSnapshot } from "./persistence.ts";
import { emptyLog } from "./request-log.ts";
import { addCrm, removeCrm, seedBrightpath, seedHarbour } from "./seed.ts";
import { createRouter } from "./server.ts";
import { restoreWorlds, takeSnapshot } from "./snapshot.ts";
import { type Behaviour, createSwitchBoard, defaultBehaviour } from "./switches.ts";
import { type AccountWorld, createIds } from "./world.ts";

export { sandboxSchemaSdl } from "./sdl.ts";

const ITEM_ID_START = 9_000_000_000;

export interface MondaySandboxOptions {
  plan: Plan;
  /** Whether the account has the monday CRM product. */
  crm: boolean;
  /** Whether the CRM workspace holds a Contacts board in use. */
  existingContacts: boolean;
  /** Whether the plan's limits are enforced. */
  limits: boolean;
  /** Milliseconds since the epoch; the real clock by default. */
  clock?: () => number;
  itemIdStart?: number;
  /** Where the world is kept; null for memory only. */
  file: string | null;
}

interface MondayAccount {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

type UserRole = "admin" | "member" | "viewer" | "guest";

export interface MondaySandbox {
  /** To be mounted at `/monday`: serves `POST /v2`, `POST /v2/file` and `GET /v2/get_schema`. */
  router: Router;
  switches: SwitchBoard;
  /** API tokens, sent bare in `Authorization`. */
  tokens: { admin: string; member: string; viewer: string; guest: string; otherAccount: string };
  users: readonly SandboxUser[];
  account: MondayAccount;
  otherAccount: MondayAccount;
  world: WorldInspection;
  otherWorld: WorldInspection;
  act: HumanActs;
  userByRole(role: UserRole): SandboxUser;
  /** Writes what is not yet on disk. */
  close(): Promise<void>;
}

/** Starts the stand-in for monday.com's platform API; it listens once its router is mounted. */
export async function createMondaySandbox(options: MondaySandboxOptions): Promise<MondaySandbox> {
  const clock = options.clock ?? Date.now;
  const ids = createIds(options.itemIdStart ?? ITEM_ID_START);
  const saved = options.file === null ? null : await readSnapshot(options.file);
  const worlds = saved
    ? restoreWorlds(saved, ids)
    : [seedBrightpath(ids, clock(), options), seedHarbour(ids, options.plan)];
  const [world, other] = worlds;
  if (!world || !other) throw new Error("The sandbox file holds no accounts");
  const persistence =
    options.file === null ? null : keepSnapshot(options.file, () => takeSnapshot(ids, worlds));
  const changed = (): void => persistence?.changed();
  if (!saved) changed();

  const hasCrm = world.products.some((product) => product.kind === "crm");
  const behaviour = defaultBehaviour({ plan: world.plan, limits: options.limits, crm: hasCrm });
  const platform: Platform = { behaviour, ids, clock, creates: 0 };
  const switches = createSwitchBoard(behaviour, (id) => {
    applySwitch(id, { behaviour, worlds, world, platform });
    changed();
  });
  const log = emptyLog();
  return {
    router: createRouter({ platform, worlds, log, onWrite: changed }),
    switches,
    tokens: {
      admin: tokenOf(world, "admin"),
      member: tokenOf(world, "member"),
      viewer: tokenOf(world, "view_only"),
      guest: tokenOf(world, "guest"),
      otherAccount: tokenOf(other, "admin"),
    },
    users: [...world.users.values()],
    account: describe(world),
    otherAccount: describe(other),
    world: inspectWorld(world, log),
    otherWorld: inspectWorld(other, log),
    act: createActs(world, { ids, clock, onChange: changed }),
    userByRole: (role) => signedIn(world, role === "viewer" ? "view_only" : role),
    close: async () => persistence?.close(),
  };
}

/** Plan and CRM product are facts of the accounts, not only of the behaviour. */
function applySwitch(
  id: keyof Behaviour,
  deps: { behaviour: Behaviour; worlds: readonly AccountWorld[]; world: AccountWorld; platform: Platform },
): void {
  if (id === "plan") for (const world of deps.worlds) world.plan = deps.behaviour.plan;
  if (id !== "crm") return;
  if (deps.behaviour.crm) addCrm(deps.world, deps.platform.ids);
  else removeCrm(deps.world);
}

function signedIn(world: AccountWorld, kind: SandboxUser["kind"]): SandboxUser {
  const user = [...world.users.values()].find(
    (candidate) => candidate.kind === kind && candidate.token !== null,
  );
  if (!user) throw new Error(`Nobody of kind ${kind} can sign in`);
  return user;
}

function tokenOf(world: AccountWorld, kind: SandboxUser["kind"]): string {
  return signedIn(world, kind).token ?? "";
}

function describe(world: AccountWorld): MondayAccount {
  return { id: String(world.id), slug: world.slug, name: world.name };
}
