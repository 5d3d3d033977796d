/**
 * Visits records that are staged already, one or more calls each, and gives them back completed. Progress is kept
 * to the record: a budget that ends in the middle costs nothing but the wait.
 */
import { z } from "zod";
import type { Failure } from "../../../contract/errors.ts";
import type { SourceFinding } from "../../../contract/inventory.ts";
import type { Result } from "../../../contract/result.ts";
import { err, ok } from "../../../contract/result.ts";
import type { SourceRecord } from "../../../core/records.ts";
import type { ReadContext, SourcePage } from "../../types.ts";
import { toReadFailure } from "./classify.ts";
import type { BizstimClient } from "./client.ts";
import { addToTally, methodMissing, toFindings } from "./tally.ts";

/** Records handed over at once: small, because each costs a call and none should be asked for twice. */
const pageSize = 25;

/** A record completed, and what was noticed (`detail_missing`, …). */
export interface Enriched {
  readonly record: SourceRecord;
  readonly noticed: Readonly<Record<string, number>>;
}

export interface Enrichment {
  /** Streams visited, in this order. */
  readonly streams: readonly string[];
  readonly method: string;
  /** Null: nothing to ask for this record. */
  visit(client: BizstimClient, record: SourceRecord, signal: AbortSignal): Promise<Result<Enriched | null>>;
}

const stateSchema = z.strictObject({
  /** Position in `streams`; their number when everything was visited. */
  at: z.number().int(),
  afterSeq: z.number().int(),
  done: z.number().int(),
  /** Noticed per stream, `stream/code`. */
  tally: z.record(z.string(), z.number().int()),
  methodMissing: z.boolean(),
  closed: z.boolean(),
});
type State = z.infer<typeof stateSchema>;

function newState(): State {
  return { at: 0, afterSeq: -1, done: 0, tally: {}, methodMissing: false, closed: false };
}

const readState = (checkpoint: string): State => stateSchema.parse(JSON.parse(checkpoint));
const isClosed = (state: State): boolean => state.closed;

function closingFindings(enrichment: Enrichment, state: State): readonly SourceFinding[] {
  const found = enrichment.streams.flatMap((stream) => {
    const prefix = `${stream}/`;
    const own = Object.entries(state.tally).filter(([key]) => key.startsWith(prefix));
    return toFindings(
      stream,
      Object.fromEntries(own.map(([key, count]) => [key.slice(prefix.length), count])),
    );
  });
  const [first = ""] = enrichment.streams;
  return state.methodMissing ? [...found, methodMissing(first, enrichment.method)] : found;
}

interface Visited {
  readonly state: State;
  readonly records: readonly SourceRecord[];
  readonly failure: Failure | null;
}

/** Visits a handful of records; stops at the first failure and keeps what came before it. */
async function visitSome(
  client: BizstimClient,
  enrichment: Enrichment,
  stream: string,
  before: State,
  context: ReadContext,
): Promise<Visited> {
  const rows = await context.snapshot.page(stream, before.afterSeq, pageSize);
  if (rows.length === 0) {
    return { state: { ...before, at: before.at + 1, afterSeq: -1 }, records: [], failure: null };
  }
  const records: SourceRecord[] = [];
  let state = before;
  for (const { seq, record } of rows) {
    const visited = await enrichment.visit(client, record, context.signal);
    if (!visited.ok) return { state, records, failure: visited.error };
    let { tally } = state;
    if (visited.value !== null) {
      records.push(visited.value.record);
      for (const [code, count] of Object.entries(visited.value.noticed))
        tally = addToTally(tally, `${stream}/${code}`, count);
    }
    state = { ...state, afterSeq: seq, done: state.done + 1, tally };
  }
  return { state, records, failure: null };
}

async function countAll(enrichment: Enrichment, context: ReadContext): Promise<number> {
  let total = 0;
  for (const stream of enrichment.streams) total += await context.snapshot.count(stream);
  return total;
}

/** One more step of the walk: some records, the next stream, or the end with everything noticed. */
async function advance(
  client: BizstimClient,
  enrichment: Enrichment,
  state: State,
  context: ReadContext,
): Promise<Visited & { findings: readonly SourceFinding[] }> {
  const stream = state.methodMissing ? undefined : enrichment.streams[state.at];
  if (stream === undefined) {
    const findings = closingFindings(enrichment, state);
    return { state: { ...state, closed: true }, records: [], failure: null, findings };
  }
  const visited = await visitSome(client, enrichment, stream, state, context);
  if (visited.failure?.code !== "source.method_missing") return { ...visited, findings: [] };
  return { ...visited, state: { ...visited.state, methodMissing: true }, failure: null, findings: [] };
}

/** Yields the completed records after `checkpoint`. A method that does not exist ends the step with a finding. */
export async function* readEnrichment(
  client: BizstimClient,
  enrichment: Enrichment,
  checkpoint: string | null,
  context: ReadContext,
): AsyncGenerator<Result<SourcePage>> {
  let state = checkpoint === null ? newState() : readState(checkpoint);
  const total = await countAll(enrichment, context);
  while (!isClosed(state)) {
    const callsBefore = client.calls();
    const { records, failure, findings, ...next } = await advance(client, enrichment, state, context);
    state = next.state;
    const calls = client.calls() - callsBefore;
    yield ok({ records, checkpoint: JSON.stringify(state), done: state.done, total, findings, calls });
    if (failure !== null) {
      yield err(toReadFailure(failure));
      return;
    }
  }
}
