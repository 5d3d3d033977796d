import type { Switch, SwitchBoard, SwitchValue } from "../control/types.ts";
import { PLANS, type Plan, toPlan } from "./model.ts";

/** Everything about the stand-in that can be changed while it runs. Numbers of zero mean "off". */
export interface Behaviour {
  plan: Plan;
  limits: boolean;
  dailyLimit: boolean;
  crm: boolean;
  boardItemLimit: number;
  createItemComplexity: number;
  createBoardsPerMinute: number;
  emptyBoardColumns: "name" | "name, person, status, date";
  dropRelationsOnCreate: boolean;
  lookupLagMs: number;
  latencyMs: number;
  answerDelayMs: number;
  failNext: number;
  dropNext: number;
  dropEvery: number;
  lockEvery: number;
  rateLimitEvery: number;
  failCreateEvery: number;
  blocked: boolean;
  idempotencyFull: boolean;
  legacyErrors: boolean;
  outage: "none" | "answers 503" | "cuts connections";
  bulkDeleteRefused: boolean;
  bulkDeleteSkipEvery: number;
  activityRefused: boolean;
}

type Described = {
  [K in keyof Behaviour]: { label: string; help: string; unit?: string; choices?: readonly string[] };
};

const DESCRIPTIONS: Described = {
  plan: {
    label: "Plan",
    help: "Decides the account's limits and what account { plan } says.",
    choices: PLANS,
  },
  limits: {
    label: "Enforce limits",
    help: "Requests a minute, concurrency, complexity and daily calls of the plan.",
  },
  dailyLimit: {
    label: "Daily limit counts",
    help: "Off for apps listed in the marketplace, which are exempt.",
  },
  crm: { label: "CRM product", help: "Whether the account has monday CRM and its workspace." },
  boardItemLimit: {
    label: "Items per board",
    help: "What items_limit says and create_item enforces.",
    unit: "items",
  },
  createItemComplexity: { label: "Cost of a create", help: "Complexity of one create_item.", unit: "points" },
  createBoardsPerMinute: { label: "create_board a minute", help: "Enforced with the limits.", unit: "calls" },
  emptyBoardColumns: {
    label: "Columns of an empty board",
    help: "What create_board(empty: true) comes with; the platform does not say.",
    choices: ["name", "name, person, status, date"],
  },
  dropRelationsOnCreate: {
    label: "create_item drops relations",
    help: "Connect-board values sent with create_item are accepted and lost, as practitioners report.",
  },
  lookupLagMs: {
    label: "Lookup lag",
    help: "New items stay invisible to items_page_by_column_values and filters for this long.",
    unit: "ms",
  },
  latencyMs: { label: "Latency", help: "Waits before each request is carried out.", unit: "ms" },
  answerDelayMs: {
    label: "Answer delay",
    help: "Waits after carrying out a request, before answering.",
    unit: "ms",
  },
  failNext: {
    label: "Fail the next requests",
    help: "Answers 500 and does nothing; counts down.",
    unit: "requests",
  },
  dropNext: {
    label: "Lose the next answers",
    help: "Carries the mutation out, then cuts the connection; counts down.",
    unit: "requests",
  },
  dropEvery: {
    label: "Lose every nth answer",
    help: "Every nth mutation is carried out unheard.",
    unit: "requests",
  },
  lockEvery: {
    label: "423 every nth mutation",
    help: "The board is locked by somebody else's change.",
    unit: "requests",
  },
  rateLimitEvery: {
    label: "429 every nth request",
    help: "A minute limit is hit out of nowhere.",
    unit: "requests",
  },
  failCreateEvery: {
    label: "Fail every nth create",
    help: "Every nth create_item fails alone inside its request; the other aliases go through.",
    unit: "items",
  },
  blocked: { label: "API temporarily blocked", help: "Answers API_TEMPORARILY_BLOCKED to everything." },
  idempotencyFull: { label: "Idempotency cache full", help: "Keys are ignored; requests run unprotected." },
  legacyErrors: {
    label: "Older error shape",
    help: "Errors come as error_code and error_message at the top level.",
  },
  outage: {
    label: "monday is down",
    help: "Nothing is carried out: every call gets a 503 page, or its connection is cut.",
    choices: ["none", "answers 503", "cuts connections"],
  },
  bulkDeleteRefused: {
    label: "Deletion jobs refused",
    help: "bulk_delete_items is not allowed; delete_item still is.",
  },
  bulkDeleteSkipEvery: {
    label: "Deletion jobs skip every nth item",
    help: "The job says it is done although every nth of its items is still there.",
    unit: "items",
  },
  activityRefused: {
    label: "Activity log refused",
    help: "Board.activity_logs is not allowed for this token.",
  },
};

/** What the stand-in does unless told otherwise. */
export function defaultBehaviour(options: { plan: Plan; limits: boolean; crm: boolean }): Behaviour {
  return {
    ...options,
    dailyLimit: true,
    boardItemLimit: 10_000,
    createItemComplexity: 10_000,
    createBoardsPerMinute: 40,
    emptyBoardColumns: "name",
    dropRelationsOnCreate: true,
    lookupLagMs: 0,
    latencyMs: 0,
    answerDelayMs: 0,
    failNext: 0,
    dropNext: 0,
    dropEvery: 0,
    lockEvery: 0,
    rateLimitEvery: 0,
    failCreateEvery: 0,
    blocked: false,
    idempotencyFull: false,
    legacyErrors: false,
    outage: "none",
    bulkDeleteRefused: false,
    bulkDeleteSkipEvery: 0,
    activityRefused: false,
  };
}

/** Draws the behaviour as switches; `onChange` is called after each change. */
export function createSwitchBoard(
  behaviour: Behaviour,
  onChange: (id: keyof Behaviour) => void,
): SwitchBoard {
  const ids = Object.keys(DESCRIPTIONS).filter(isBehaviourKey);
  return {
    title: "monday",
    list: () => ids.map((id) => toSwitch(id, behaviour)),
    set(id, value) {
      if (!isBehaviourKey(id)) throw new RangeError(`Unknown switch: ${id}`);
      assign(behaviour, id, value);
      onChange(id);
    },
  };
}

function isBehaviourKey(id: string): id is keyof Behaviour {
  return Object.hasOwn(DESCRIPTIONS, id);
}

function toSwitch(id: keyof Behaviour, behaviour: Behaviour): Switch {
  const { label, help, unit = "", choices } = DESCRIPTIONS[id];
  const value = behaviour[id];
  if (typeof value === "boolean") return { id, label, help, kind: "toggle", value };
  if (typeof value === "number") return { id, label, help, kind: "number", value, unit };
  return { id, label, help, kind: "choice", value, choices: choices ?? [] };
}

function assign(behaviour: Behaviour, id: keyof Behaviour, value: SwitchValue): void {
  const wrong = () => new RangeError(`Switch ${id} does not take ${JSON.stringify(value)}`);
  const { choices } = DESCRIPTIONS[id];
  if (typeof value !== typeof behaviour[id]) throw wrong();
  if (typeof value === "string" && !choices?.includes(value)) throw wrong();
  if (typeof value === "number" && !(Number.isFinite(value) && value >= 0)) throw wrong();
  if (id === "plan") behaviour.plan = toPlan(String(value));
  else Object.assign(behaviour, { [id]: value });
}
