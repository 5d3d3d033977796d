import type { Router } from "express";
import type { SwitchBoard } from "../control/types.ts";
import type { AccountSize, BizstimAccount, Tables } from "./account.ts";
import { createAccount } from "./account.ts";
import type { BizstimKeys } from "./keys.ts";
import { defaultKeys } from "./keys.ts";
import { createCallWindows } from "./limits.ts";
import { openMemory } from "./memory.ts";
import { methodsOf } from "./methods.ts";
import { createBizstimRouter } from "./router.ts";
import type { ClientDetail, ClientRow, ListName, PaymentRow, Rows } from "./rows.ts";
import { createBizstimSwitches } from "./switches.ts";
import type { Patch } from "./table.ts";

export type { AccountSize, BizstimAccount } from "./account.ts";
export type * from "./rows.ts";

export interface BizstimSandboxOptions {
  size: AccountSize;
  /** Rows depend on this number alone; default 1. */
  seed?: number;
  /** Source of "now" in milliseconds for the hourly windows; default the real clock. */
  clock?: { now(): number };
  /** Start with the hourly limit on. It can be switched later. */
  limits: boolean;
  keys?: BizstimKeys;
  /** Where edits and switches are kept; null or absent keeps them in the process only. */
  file?: string | null;
}

/** Changes the source as its users would, so that a later read finds differences. All throw `RangeError` for an unknown id. */
interface BizstimEdits {
  updateClient(id: string, changes: Partial<ClientRow & ClientDetail>): ClientRow;
  addClient(fields?: Partial<ClientRow & ClientDetail>): ClientRow;
  deleteClient(id: string): void;
  updatePayment(id: string, changes: Partial<PaymentRow>): PaymentRow;
  deletePayment(id: string): void;
  /** The same for any list. An added row is a generated one with `fields` laid over it. */
  update<List extends ListName>(list: List, id: string, changes: Partial<Rows[List]>): Rows[List];
  add<List extends ListName>(list: List, fields?: Partial<Rows[List]>): Rows[List];
  remove(list: ListName, id: string): void;
}

export interface BizstimSandbox {
  /** Mount at `/bizstim`; the API is then `/bizstim/api`. */
  router: Router;
  switches: SwitchBoard;
  keys: BizstimKeys;
  account: BizstimAccount;
  edit: BizstimEdits;
  /** Calls received since the start: all, of one method, or those that were no GET. */
  calls: { total(): number; of(method: string): number; writes(): number };
  close(): void;
}

function toPatch(fields: object): Patch {
  const entries = Object.entries(fields).filter(
    ([, value]) => typeof value === "string" || Array.isArray(value),
  );
  return Object.fromEntries(entries);
}

function createEdits(account: Tables): BizstimEdits {
  const { clients, payments } = account;
  return {
    updateClient: (id, changes) => clients.update(id, toPatch(changes)),
    addClient: (fields = {}) => clients.add(toPatch(fields)),
    deleteClient: (id) => clients.remove(id),
    updatePayment: (id, changes) => payments.update(id, toPatch(changes)),
    deletePayment: (id) => payments.remove(id),
    update: (list, id, changes) => account[list].update(id, toPatch(changes)),
    add: (list, fields = {}) => account[list].add(toPatch(fields)),
    remove: (list, id) => account[list].remove(id),
  };
}

/** A stand-in for Bizstim with the invented business "Brightpath Tutoring" behind it. */
export function createBizstimSandbox(options: BizstimSandboxOptions): BizstimSandbox {
  const memory = openMemory(options.file ?? null);
  const account = createAccount(options.size, options.seed ?? 1, memory);
  const switches = createBizstimSwitches(options.limits, {
    initial: memory.state.switches,
    onChange(id, value) {
      memory.state.switches[id] = value;
      memory.save();
    },
  });
  const keys = options.keys ?? defaultKeys;
  const counts = new Map<string, number>();
  let total = 0;
  let writes = 0;

  const router = createBizstimRouter({
    keys,
    switches,
    windows: createCallWindows(options.clock ?? Date),
    findMethod: methodsOf(account, switches),
    onCall(verb, method) {
      total += 1;
      if (verb !== "GET") writes += 1;
      counts.set(method, (counts.get(method) ?? 0) + 1);
    },
  });

  return {
    router,
    switches,
    keys,
    account,
    edit: createEdits(account),
    calls: { total: () => total, of: (method) => counts.get(method) ?? 0, writes: () => writes },
    close: () => memory.save(),
  };
}
