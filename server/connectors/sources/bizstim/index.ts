import { setTimeout as wait } from "node:timers/promises";
import { ok } from "../../../contract/result.ts";
import { foldKey } from "../../../core/canonical.ts";
import type { MatchKey, SourceRecord } from "../../../core/records.ts";
import { createHttpGet } from "../../transport/http-get.ts";
import type { Credentials, ReadContext, ReadStep, Source, SourceConnector, SourceDeps } from "../../types.ts";
import { checkAccount } from "./check.ts";
import type { BizstimClient } from "./client.ts";
import { createBizstimClient } from "./client.ts";
import { costOf } from "./cost.ts";
import type { Enrichment } from "./enrich-step.ts";
import { readEnrichment } from "./enrich-step.ts";
import { keyPrint } from "./keyed-calls.ts";
import type { BudgetOptions, BudgetScope } from "./limits.ts";
import { connections, maxAnswerBytes, sharedLimitOption, timeoutMs, usualCallsPerHour } from "./limits.ts";
import { readList } from "./list-step.ts";
import { listNotMoving } from "./not-moving.ts";
import { recognise } from "./recognise.ts";
import { assignments } from "./streams/assignments.ts";
import { availability } from "./streams/availability.ts";
import { clientDetail, practitionerDetail } from "./streams/detail.ts";
import { listStreams } from "./streams/index.ts";
import { serviceGroups } from "./streams/service-groups.ts";
import { bizstimView } from "./view.ts";

export interface BizstimOptions extends Partial<BudgetOptions> {
  /** `https://www.bizstim.com/api`; comes from the environment only. */
  readonly apiUrl: string;
  /** Waits between repetitions of a call; tests pass one that does not wait. */
  readonly sleep?: (delayMs: number, signal: AbortSignal) => Promise<void>;
}

const enrichments: Readonly<Record<string, { title: string; enrichment: Enrichment }>> = {
  client_detail: { title: "Client details", enrichment: clientDetail },
  practitioner_detail: { title: "Practitioner details", enrichment: practitionerDetail },
  availability: { title: "Availability", enrichment: availability },
};

const steps: readonly ReadStep[] = [
  ...listStreams.map(({ definition }): ReadStep => {
    const { name, title } = definition;
    return { id: name, title, kind: "list", streams: [name], option: null };
  }),
  ...Object.entries(enrichments).map(([id, { title, enrichment }]): ReadStep => {
    return { id, title, kind: "enrich", streams: enrichment.streams, option: id };
  }),
];

const derived = [serviceGroups, assignments];
const streams = [...listStreams.map((list) => list.definition), serviceGroups.stream, assignments.stream];

const emailPattern = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Clients match by any valid address, the team by its login row (facts 10). */
export function matchKeys(record: SourceRecord): readonly MatchKey[] {
  const { email, users_id: login } = record.fields;
  if (record.stream === "clients") {
    const addresses = (Array.isArray(email) ? email : []).map((address: string) => foldKey(address));
    const valid = new Set(addresses.filter((address) => emailPattern.test(address)));
    return [...valid].map((value) => ({ kind: "email", value }));
  }
  if (record.stream !== "practitioners" && record.stream !== "staff") return [];
  return typeof login === "string" && Number(login) > 0 ? [{ kind: "login", value: login }] : [];
}

function readStep(client: BizstimClient, stepId: string, checkpoint: string | null, context: ReadContext) {
  const list = listStreams.find(({ definition }) => definition.name === stepId);
  if (list !== undefined) return readList(client, list, checkpoint, context);
  const enrich = enrichments[stepId];
  if (enrich === undefined) throw new Error(`bizstim has no step ${stepId}`);
  return readEnrichment(client, enrich.enrichment, checkpoint, context);
}

async function sleepUnlessAborted(delayMs: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(delayMs, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** The keys a user gave, in the order they are used. */
function keysOf(credentials: Credentials): readonly string[] {
  const given = [credentials.apiKey, credentials.secondApiKey].map((key) => key?.trim() ?? "");
  return [...new Set(given.filter((key) => key !== ""))];
}

/** The Bizstim connector. One pool of connections serves all accounts; budgets are per key. */
export function bizstimConnector(options: BizstimOptions): SourceConnector {
  const get = createHttpGet({ baseUrl: options.apiUrl, timeoutMs, maxBytes: maxAnswerBytes, connections });
  const sleep = options.sleep ?? sleepUnlessAborted;
  const budget: BudgetOptions = {
    scope: options.scope ?? "key_and_method",
    callsPerHour: options.callsPerHour ?? usualCallsPerHour,
  };

  const open = ({ budgets, now, reportCall }: SourceDeps, credentials: Credentials): Source => {
    const keys = keysOf(credentials);
    const makeClient = (scope: BudgetScope, used: readonly string[] = keys) =>
      createBizstimClient({ get, budgets, sleep, now, reportCall }, { ...budget, scope, keys: used });
    const client = makeClient(budget.scope);
    const careful = makeClient("key");
    return {
      check: (signal) => checkAccount(client, keyPrint(keys[0] ?? ""), signal),
      async recognises(sample, signal) {
        // A second key of another account would bring records of its own half way through a list.
        for (const key of keys) {
          const recognised = await recognise(makeClient(budget.scope, [key]), sample, signal);
          if (!recognised.ok || !recognised.value) return recognised;
        }
        return ok(true);
      },
      cost: (counts) => costOf(counts, budget, Math.max(1, keys.length)),
      streams,
      steps,
      derived,
      read: (stepId, checkpoint, context) =>
        readStep(context.options[sharedLimitOption] ? careful : client, stepId, checkpoint, context),
      matchKeys,
      notMoving: listNotMoving,
      peopleStreams: ["practitioners", "staff"],
    };
  };
  return { kind: "bizstim", view: bizstimView, streams, open };
}
