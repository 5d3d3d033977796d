import type { Plan, SandboxUser, UserKind, UserState } from "./model.ts";
import { seedContacts } from "./seed-contacts.ts";
import { createWorkspace } from "./structure.ts";
import { AccountWorld, type IdSource } from "./world.ts";

/** The first day of the stand-in's accounts. */
const FOUNDED_MS = Date.UTC(2024, 2, 4, 9, 0, 0);

interface Person {
  id: number;
  name: string;
  kind: UserKind;
  status: UserState;
  title: string;
  token: string | null;
}

/** Colleagues at Brightpath. Their e-mails are those of practitioners in the generated Bizstim account. */
const BRIGHTPATH_PEOPLE: readonly Person[] = [
  {
    id: 71_000_001,
    name: "Dana Levi",
    kind: "admin",
    status: "ACTIVE",
    title: "Owner",
    token: "sandbox-admin",
  },
  {
    id: 71_000_002,
    name: "Nora Quinn",
    kind: "member",
    status: "ACTIVE",
    title: "Therapist",
    token: "sandbox-member",
  },
  { id: 71_000_003, name: "Tomas Reyes", kind: "member", status: "ACTIVE", title: "Therapist", token: null },
  { id: 71_000_004, name: "Amina Hassan", kind: "member", status: "ACTIVE", title: "Coach", token: null },
  { id: 71_000_005, name: "Leo Fischer", kind: "member", status: "ACTIVE", title: "Coach", token: null },
  { id: 71_000_006, name: "Ivy Chen", kind: "member", status: "INACTIVE", title: "Therapist", token: null },
  { id: 71_000_007, name: "Sam Okafor", kind: "member", status: "PENDING", title: "", token: null },
  {
    id: 71_000_008,
    name: "Vera Lund",
    kind: "view_only",
    status: "ACTIVE",
    title: "Bookkeeper",
    token: "sandbox-viewer",
  },
  {
    id: 71_000_009,
    name: "Gus Pereira",
    kind: "guest",
    status: "ACTIVE",
    title: "Accountant",
    token: "sandbox-guest",
  },
];

const HARBOUR_PEOPLE: readonly Person[] = [
  {
    id: 72_000_001,
    name: "Mira Stone",
    kind: "admin",
    status: "ACTIVE",
    title: "Owner",
    token: "sandbox-other-account",
  },
  { id: 72_000_002, name: "Jon Bell", kind: "member", status: "ACTIVE", title: "Assistant", token: null },
];

interface SeedOptions {
  plan: Plan;
  crm: boolean;
  existingContacts: boolean;
}

/** The account everybody works in: people, the main workspace and, if asked for, monday CRM with contacts. */
export function seedBrightpath(ids: IdSource, nowMs: number, options: SeedOptions): AccountWorld {
  const world = new AccountWorld({
    id: 1001,
    slug: "brightpath",
    name: "Brightpath Wellness",
    timeZone: "America/New_York",
    plan: options.plan,
    createdAtMs: FOUNDED_MS,
  });
  addPeople(world, BRIGHTPATH_PEOPLE, "brightpath.example");
  addCore(world, ids);
  if (options.crm) addCrm(world, ids);
  if (options.crm && options.existingContacts) seedContacts({ world, ids, nowMs });
  return world;
}

/** A second account, to prove that nothing leaks from one to the other. */
export function seedHarbour(ids: IdSource, plan: Plan): AccountWorld {
  const world = new AccountWorld({
    id: 1002,
    slug: "harbour",
    name: "Harbour Studio",
    timeZone: "Europe/London",
    plan,
    createdAtMs: FOUNDED_MS,
  });
  addPeople(world, HARBOUR_PEOPLE, "harbour.example");
  addCore(world, ids);
  return world;
}

/** Adds the CRM product with its workspace, once. */
export function addCrm(world: AccountWorld, ids: IdSource): void {
  if (world.products.some((product) => product.kind === "crm")) return;
  const product = { id: world.id * 10 + 2, kind: "crm", defaultWorkspaceId: 0 };
  world.products.push(product);
  product.defaultWorkspaceId = createWorkspace(
    { world, ids, nowMs: FOUNDED_MS },
    { name: "CRM", productId: product.id },
  ).id;
}

/** Takes the CRM product away; its workspace stays as an ordinary one. */
export function removeCrm(world: AccountWorld): void {
  const position = world.products.findIndex((product) => product.kind === "crm");
  if (position >= 0) world.products.splice(position, 1);
  world.touch();
}

function addCore(world: AccountWorld, ids: IdSource): void {
  const product = { id: world.id * 10 + 1, kind: "core", defaultWorkspaceId: 0 };
  world.products.push(product);
  product.defaultWorkspaceId = createWorkspace(
    { world, ids, nowMs: FOUNDED_MS },
    { name: "Main workspace", productId: product.id, isDefault: true },
  ).id;
}

function addPeople(world: AccountWorld, people: readonly Person[], domain: string): void {
  for (const person of people) {
    const user: SandboxUser = {
      ...person,
      accountId: world.id,
      email: `${person.name.toLowerCase().replace(" ", ".")}@${domain}`,
      createdAtMs: FOUNDED_MS,
    };
    world.users.set(user.id, user);
  }
}
