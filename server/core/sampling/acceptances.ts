import type { Finding, Plan, PlanBoard } from "../../contract/plan.ts";
import type { Acceptance, Verdict } from "../../contract/sample.ts";
import { sha256 } from "../canonical.ts";
import { counted } from "../planning/finding.ts";
import { duplicatesBecome } from "../planning/findings/contacts.ts";

export type Class = Acceptance & { readonly accepted: boolean };

/** Diff rows of one board, column and verdict. */
export interface SeenVerdict {
  readonly board: string;
  readonly column: string;
  readonly title: string;
  readonly verdict: Verdict;
  readonly count: number;
}

/** Diff rows that tell of a whole record have this in front of the outcome instead of a column key. */
export const recordColumnPrefix = "record:";
/** Diff rows of a field without a column have this in front of its name. */
export const fieldColumnPrefix = "field:";

/** The board a finding or diff row names; of a split board its first part speaks for all. */
function boardOf(plan: Plan, key: string | null): PlanBoard | undefined {
  const named = plan.boards.find((board) => board.key === key);
  return named?.part ? plan.boards.find((board) => board.key === named.part?.of) : named;
}

function kindOf(plan: Plan, finding: Finding): Acceptance["kind"] {
  switch (finding.code) {
    case "duplicates.found":
      return boardOf(plan, finding.board)?.dedupe?.policy === "skip" ? "skipped" : "merged";
    case "contacts.without_email":
      return "skipped";
    case "columns.left_out":
    case "board.left_out":
      return "left_out";
    default:
      return "lossy";
  }
}

/** What the plan alone says will not arrive as it is. A question about duplicates was answered by name already. */
export function planClasses(plan: Plan): readonly Class[] {
  return plan.findings.flatMap((finding): Class[] => {
    const isDuplicates = finding.code === "duplicates.found" && finding.severity === "choice";
    const board = boardOf(plan, finding.board);
    if (isDuplicates && board?.dedupe?.policy === "keep_both") return [];
    if (finding.severity !== "accept" && !isDuplicates) return [];
    const { id, detail, count, column, answered } = finding;
    const title = isDuplicates && board ? duplicatesBecome(board) : finding.title;
    const place = { board: finding.board, column };
    return [
      { id, kind: kindOf(plan, finding), title, detail, count, from: "plan", ...place, accepted: answered },
    ];
  });
}

/** What the sample showed besides: a class for each board, column and verdict no class of the plan speaks of. */
export function sampleClasses(
  plan: Plan,
  seen: readonly SeenVerdict[],
  told: readonly Class[],
): readonly SampleClass[] {
  const known = (each: SeenVerdict): boolean => {
    const board = boardOf(plan, each.board)?.key ?? each.board;
    return told.some((other) => isSame(other, { ...each, board, kind: seenKind(each) }));
  };
  const open = seen.filter((each) => (each.verdict === "lossy" || each.verdict === "wrong") && !known(each));
  const isField = ({ column }: SeenVerdict): boolean => column.startsWith(fieldColumnPrefix);
  const classes = open.filter((each) => !isField(each)).map((each) => toClass(plan, each));
  return [...classes, ...fieldsClass(plan, open.filter(isField))];
}

/** A class of the sample; `example` names diff rows that tell why. */
export interface SampleClass {
  readonly shown: Class;
  readonly example: Pick<SeenVerdict, "board" | "column" | "verdict">;
}

function toClass(plan: Plan, each: SeenVerdict): SampleClass {
  const { board, column, count, verdict } = each;
  const kind = seenKind(each);
  const place = boardOf(plan, board)?.title ?? board;
  const isRecord = column.startsWith(recordColumnPrefix);
  const title = `${isRecord ? place : `${place}, ${each.title}`}: ${seenWords(each, kind)}`;
  const id = `sample:${verdict}:${board}/${column}`;
  return {
    shown: { id, kind, title, detail: "", count, from: "sample", board, column, accepted: false },
    example: { board, column, verdict },
  };
}

/** All fields without a column are one class: their number and names tell it all. */
function fieldsClass(plan: Plan, fields: readonly SeenVerdict[]): readonly SampleClass[] {
  const [example] = fields;
  if (!example) return [];
  const names = fields.map(({ board, title }) => `${boardOf(plan, board)?.title ?? board}: ${title}`);
  return [
    {
      shown: {
        id: `sample:left_out:${sha256(JSON.stringify(names)).slice(0, 12)}`,
        kind: "left_out",
        title: `${counted(fields.length, "filled field of the sample has", "filled fields of the sample have")} no column`,
        detail: `${names.join("; ")}.`,
        count: fields.length,
        from: "sample",
        board: null,
        column: null,
        accepted: false,
      },
      example,
    },
  ];
}

function seenKind({ column, verdict }: SeenVerdict): Acceptance["kind"] {
  if (column === `${recordColumnPrefix}merged`) return "merged";
  if (column === `${recordColumnPrefix}skipped`) return "skipped";
  if (column === `${recordColumnPrefix}failed`) return "failed";
  if (column.startsWith(fieldColumnPrefix)) return "left_out";
  return verdict === "wrong" ? "wrong" : "lossy";
}

/** What is wrong in the sample is never covered by something that was accepted beforehand. */
function isSame(known: Class, seen: SeenVerdict & { kind: Acceptance["kind"] }): boolean {
  if (known.kind !== seen.kind || seen.verdict === "wrong") return false;
  if (seen.kind === "left_out") return true;
  if (known.board !== seen.board) return false;
  return seen.kind === "merged" || seen.kind === "skipped" || known.column === seen.column;
}

function seenWords({ count }: SeenVerdict, kind: Acceptance["kind"]): string {
  switch (kind) {
    case "merged":
      return `${counted(count, "record is", "records are")} merged into another`;
    case "skipped":
      return `${counted(count, "record is", "records are")} skipped`;
    case "failed":
      return `${counted(count, "record", "records")} could not be written`;
    case "left_out":
      return "there is no column for it in monday";
    case "wrong":
      return `${counted(count, "value is", "values are")} not in monday as written`;
    case "lossy":
      return `${counted(count, "value loses", "values lose")} something`;
  }
}
