/**
 * Reads one list from its first row to its last. Nothing is published about the order of rows and lists change
 * while they are read, so: pages advance by the rows received, the end is an empty page or a short page that
 * reaches the total, and when the distinct records differ from the total the list is read once more (facts 6).
 *
 * Every page is staged before the next one is asked for; the closing page therefore counts what was staged.
 */
import { z } from "zod";
import type { SourceFinding } from "../../../contract/inventory.ts";
import type { Result } from "../../../contract/result.ts";
import { ok } from "../../../contract/result.ts";
import type { ReadContext, SourcePage } from "../../types.ts";
import type { BizstimClient, ListPage } from "./client.ts";
import { fetchPage } from "./fetch-page.ts";
import type { ListStream } from "./list-stream.ts";
import { readRow } from "./list-stream.ts";
import type { Row } from "./schema.ts";
import { addToTally, methodMissing, toFindings } from "./tally.ts";

const stateSchema = z.strictObject({
  stage: z.enum(["reading", "closing", "closed"]),
  start: z.number().int(),
  /** 1, or 2 when the list is read again because it did not add up. */
  pass: z.number().int(),
  /** Distinct records of this pass as far as neighbouring pages tell, and rows that are no records. */
  records: z.number().int(),
  skipped: z.number().int(),
  total: z.number().int().nullable(),
  /** Records staged before the step began: when there were some, staged counts say nothing about this pass. */
  stagedBefore: z.number().int(),
  /** Last ids of the page before: rows that moved show up here again. */
  tail: z.array(z.string()),
  tally: z.record(z.string(), z.number().int()),
  methodMissing: z.boolean(),
});
type State = z.infer<typeof stateSchema>;

/** Rows repeated by an insertion in front are the last ones of the page before; more than a few is unheard of. */
const tailLength = 20;

function newState(stagedBefore: number): State {
  return {
    stage: "reading",
    start: 0,
    pass: 1,
    records: 0,
    skipped: 0,
    total: null,
    stagedBefore,
    tail: [],
    tally: {},
    methodMissing: false,
  };
}

function isEnd(page: ListPage, pageSize: number, nextStart: number): boolean {
  if (page.received === 0) return true;
  return page.received < pageSize && (page.total === null || nextStart >= page.total);
}

function toPage(
  state: State,
  records: SourcePage["records"],
  findings: readonly SourceFinding[],
  calls: number,
) {
  const { records: done, total } = state;
  return ok({ records, checkpoint: JSON.stringify(state), done, total, findings, calls });
}

/** Takes a page in; returns the next state and the records. */
function takePage(
  stream: ListStream,
  state: State,
  page: ListPage,
): { state: State; records: SourcePage["records"] } {
  const tail = new Set(state.tail);
  const kept = page.rows.filter((row) => !stream.isSkipped?.(row));
  const read = kept.map((row) => readRow(stream, row));
  const unsetDates = read.reduce((sum, one) => sum + one.unsetDates, 0);
  const isNew = (row: Row) => !tail.has(row.id);
  const start = state.start + page.received;
  const skipped = page.received - kept.length;
  // The second pass sees the same rows again; what they hold has been counted.
  const counting = state.pass === 1;
  const unreadable = page.received - page.rows.length;
  let tally = state.tally;
  if (counting) {
    tally = addToTally(tally, "unset_date", unsetDates);
    tally = addToTally(tally, "bookkeeping_copies", page.rows.length - kept.length);
    tally = addToTally(tally, "unreadable_rows", unreadable);
  }
  return {
    records: read.map((one) => one.record),
    state: {
      ...state,
      stage: isEnd(page, stream.pageSize, start) ? "closing" : "reading",
      start,
      records: state.records + kept.filter(isNew).length,
      skipped: state.skipped + skipped,
      total: page.total ?? state.total,
      tail: page.rows.slice(-tailLength).map((row) => row.id),
      tally,
    },
  };
}

function totalFinding(stream: ListStream, state: State, distinct: number): SourceFinding | null {
  const { name, title } = stream.definition;
  const total = state.total;
  if (total !== null && total !== distinct + state.skipped) {
    return {
      code: "wrong_total",
      stream: name,
      title: `Bizstim's total for ${title} is not what it sends`,
      detail: `It announces ${total}, but reading the whole list twice gave ${distinct + state.skipped} different rows. Portage moves what was sent.`,
      count: Math.abs(total - distinct - state.skipped),
    };
  }
  if (state.pass === 1) return null;
  return {
    code: "rows_moved",
    stream: name,
    title: `${title} changed while they were read`,
    detail: "Rows moved between pages, so the list was read a second time. Now it is complete.",
    count: 1,
  };
}

/** Ends a pass: everything told, or a second pass when the list does not add up. */
async function close(
  stream: ListStream,
  state: State,
  context: ReadContext,
): Promise<Result<SourcePage> | State> {
  const { name } = stream.definition;
  const staged = state.stagedBefore === 0 ? await context.snapshot.count(name) : state.records;
  const addsUp = state.total === null || state.total === staged + state.skipped;
  if (!addsUp && state.pass === 1) {
    return { ...state, stage: "reading", start: 0, pass: 2, records: 0, skipped: 0, tail: [] };
  }
  const about = state.methodMissing ? null : totalFinding(stream, state, staged);
  const findings = [
    ...toFindings(name, state.tally),
    ...(about === null ? [] : [about]),
    ...(state.methodMissing ? [methodMissing(name, stream.method)] : []),
  ];
  return toPage({ ...state, stage: "closed", records: staged }, [], findings, 0);
}

/** Yields the pages of a list after `checkpoint`. */
export async function* readList(
  client: BizstimClient,
  stream: ListStream,
  checkpoint: string | null,
  context: ReadContext,
): AsyncGenerator<Result<SourcePage>> {
  let state: State =
    checkpoint === null
      ? newState(await context.snapshot.count(stream.definition.name))
      : stateSchema.parse(JSON.parse(checkpoint));
  while (state.stage !== "closed") {
    if (state.stage === "closing") {
      const closed = await close(stream, state, context);
      if ("ok" in closed) {
        yield closed;
        return;
      }
      state = closed;
    }
    const callsBefore = client.calls();
    const page = await fetchPage(client, stream, state, context.signal);
    if (!page.ok) {
      yield page;
      return;
    }
    if (page.value === "method_missing") {
      state = { ...state, stage: "closing", methodMissing: true };
      continue;
    }
    const taken = takePage(stream, state, page.value);
    state = taken.state;
    yield toPage(state, taken.records, [], client.calls() - callsBefore);
  }
}
