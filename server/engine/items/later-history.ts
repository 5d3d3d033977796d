import { z } from "zod";
import type { ItemView } from "../../contract/item.ts";
import { type TypedValue, typedValueSchema } from "../../contract/values.ts";
import { toCellText } from "../../core/mapping/cell-text.ts";
import type { ConflictRow, RecordEvent } from "../../store/store.ts";
import { boardKeyOf, type Landed } from "./landed.ts";
import { userName } from "./origins.ts";

const bodySchema = z.object({
  columns: z.array(z.string()).default([]),
  before: z.record(z.string(), z.unknown()).default({}),
  after: z.record(z.string(), z.unknown()).default({}),
  by: z.string().nullable().default(null),
  text: z.string().nullable().default(null),
});
type EventBody = z.output<typeof bodySchema>;

/** Longest value shown in a line of the history. */
const valueShown = 60;

/** What happened to the item after it was written: later changes, conflicts, repairs and reports. */
export function toLaterHistory(
  landed: readonly Landed[],
  later: { events: readonly RecordEvent[]; conflicts: readonly ConflictRow[] },
): ItemView["history"] {
  const told = later.events.map((event) => ({ at: event.at, text: eventWords(landed, event) }));
  const decided = later.conflicts.flatMap((conflict) => {
    const text = decisionWords(landed, conflict);
    return conflict.decidedAt === null || text === null ? [] : [{ at: conflict.decidedAt, text }];
  });
  return [...told, ...decided].map(({ at, text }) => ({ at: new Date(at).toISOString(), text }));
}

function eventWords(landed: readonly Landed[], event: RecordEvent): string {
  const body = bodySchema.parse(JSON.parse(event.body));
  const of = placeOf(landed, event);
  const { list, isOne } = titlesOf(of, body.columns);
  switch (event.kind) {
    case "changed":
      return changeWords(of, body);
    case "conflict":
      return `${list} ${isOne ? "was" : "were"} changed in the source and in monday; a person has to decide.`;
    case "repaired":
      if (body.columns.length === 0) return body.text ?? "A text was added again: it was repaired.";
      return `${list} ${isOne ? "was" : "were"} repaired: Portage wrote again what the import had written.`;
    case "reported":
      return `${nameOf(of, body.by)} reported ${body.columns.length === 0 ? "the item" : list} as wrong.`;
    case "kept":
      if (body.text !== null) return body.text;
      return `${nameOf(of, body.by)} accepted what monday holds${body.columns.length === 0 ? "" : ` in ${list}`}.`;
  }
}

function placeOf(landed: readonly Landed[], at: { phase: string; externalId: string }): Landed | null {
  const own = landed.find(({ row }) => row.phase === at.phase && row.externalId === at.externalId);
  return own ?? landed.find(({ row }) => boardKeyOf(row) === boardKeyOf(at)) ?? landed[0] ?? null;
}

function titleOf(of: Landed | null, key: string): string {
  if (key === "name") return "The name";
  return of?.board?.columns.find((column) => column.key === key || column.columnId === key)?.title ?? key;
}

function titlesOf(of: Landed | null, keys: readonly string[]): { list: string; isOne: boolean } {
  const titles = keys.map((key) => titleOf(of, key));
  const list =
    titles.length < 2 ? (titles[0] ?? "A field") : `${titles.slice(0, -1).join(", ")} and ${titles.at(-1)}`;
  return { list, isOne: titles.length < 2 };
}

function nameOf(of: Landed | null, userId: string | null): string {
  return (of && userId !== null ? userName(of.ground, userId) : null) ?? "Somebody";
}

/** With what it was and became when it is about one field. */
function changeWords(of: Landed | null, { columns, before, after }: EventBody): string {
  const { list, isOne } = titlesOf(of, columns);
  const text = `${list} followed the source`;
  const [columnId] = Object.keys(after);
  if (!isOne || columnId === undefined) return `${text}.`;
  const was = valueWords(of, columnId, before[columnId]);
  const now = valueWords(of, columnId, after[columnId]);
  if (was === null || now === null) return `${text}.`;
  if (was === "") return `${text}: it became “${now}”.`;
  return now === "" ? `${text}: “${was}” was taken away.` : `${text}: “${was}” became “${now}”.`;
}

/** Null where the stored value says nothing to a reader: links and people are ids. */
function valueWords(of: Landed | null, columnId: string, stored: unknown): string | null {
  if (stored === null || stored === undefined) return "";
  const parsed = typedValueSchema.safeParse(stored);
  if (!parsed.success || isIds(parsed.data)) return null;
  const column = of?.board?.columns.find((each) => each.columnId === columnId);
  const shape = { unit: column?.unit ?? null, labels: column?.labels ?? [] };
  const { text } = toCellText(parsed.data, shape, { recordName: () => null, userName: () => null });
  return text.length > valueShown ? `${text.slice(0, valueShown)}…` : text;
}

function isIds({ kind }: TypedValue): boolean {
  return kind === "people" || kind === "relation" || kind === "relation_items";
}

function decisionWords(landed: readonly Landed[], conflict: ConflictRow): string | null {
  const of = placeOf(landed, conflict);
  const by = nameOf(of, conflict.decidedBy);
  const title = conflict.columnKey === null ? "the item" : titleOf(of, conflict.columnKey);
  switch (conflict.decision) {
    case "monday":
      return `${by} decided: ${title} stays as it is in monday.`;
    case "source":
      return `${by} decided: ${title} follows the source.`;
    case "keep":
      return `${by} decided: the item stays although the source no longer has its record.`;
    case "remove":
      return `${by} decided: the item goes, as its record has gone from the source.`;
    case null:
      return null;
  }
}
