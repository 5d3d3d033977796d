import type { Finding, PlanBoard, PlanColumn } from "../../../contract/plan.ts";
import { foldKey } from "../../canonical.ts";
import { longNames } from "../build-boards.ts";
import { type FieldStats, fieldStats } from "../field-stats.ts";
import { counted, type FindingInput, shownBoards, toFinding } from "../finding.ts";
import { statusCapacity } from "../labels.ts";

interface Place {
  readonly board: PlanBoard;
  readonly column: PlanColumn;
  readonly stats: FieldStats;
  readonly input: FindingInput;
}

function at({ board, column }: Place) {
  return { board: board.key, column: column.key, stream: column.stream };
}

function longTextFinding(place: Place): Finding[] {
  const { board, column, stats } = place;
  const count = stats.over.get("long_text") ?? 0;
  if (column.type !== "long_text" || count === 0) return [];
  const isWritten = board.updates.some((update) => update.key === `${column.key}_full` && update.include);
  return [
    toFinding({
      ...at(place),
      id: `long_text:${board.key}/${column.key}`,
      code: "text.over_limit",
      severity: isWritten ? "info" : "accept",
      title: `${board.title}, ${column.title}: ${counted(count, "text is", "texts are")} longer than monday's 2,000 characters`,
      detail: isWritten
        ? "The cell holds the beginning, an update of the item the full text. Nothing is cut off."
        : "You left the full text out, so these texts are shortened.",
      count,
      remedy: isWritten ? "Nothing to do." : "Include the full text under updates.",
    }),
  ];
}

function invalidFinding(place: Place): Finding[] {
  const { board, column, stats } = place;
  const isShown = !["text", "long_text"].includes(column.type);
  if (!isShown || stats.invalid === 0) return [];
  const isMail = column.type === "email";
  return [
    toFinding({
      ...at(place),
      id: `invalid:${board.key}/${column.key}`,
      code: isMail ? "email.invalid" : "value.invalid",
      severity: "accept",
      title: `${board.title}, ${column.title}: ${counted(stats.invalid, "value does", "values do")} not fit`,
      detail: isMail
        ? "They are no e-mail addresses. They are kept as text in Other e-mails."
        : "They are kept as text in an update of the item.",
      count: stats.invalid,
      remedy: "Correct them in the source and read again, or leave it as it is.",
    }),
  ];
}

function danglingFinding(place: Place): Finding[] {
  const { board, column, stats, input } = place;
  if (column.type !== "board_relation" || stats.dangling === 0) return [];
  const target = input.boards.find((each) => each.key === column.link?.board)?.itemSingular ?? "record";
  return [
    toFinding({
      ...at(place),
      id: `dangling:${board.key}/${column.key}`,
      code: "link.dangling",
      severity: "accept",
      title: `${board.title}: ${counted(stats.dangling, "record points", "records point")} to a ${target} that does not exist`,
      detail: "They are moved without this link; its source number is kept in Missing links.",
      count: stats.dangling,
      remedy: "Nothing to do. The result names every one.",
    }),
  ];
}

function labelsFinding(place: Place): Finding[] {
  const { board, column, input } = place;
  const most = statusCapacity(input.facts.limits);
  if (column.type !== "dropdown" || column.conversion !== "label" || column.labels.length <= most) return [];
  return [
    toFinding({
      ...at(place),
      id: `labels:${board.key}/${column.key}`,
      code: "labels.too_many",
      severity: "info",
      title: `${board.title}, ${column.title}: ${column.labels.length} different values`,
      detail: `A status column takes ${most} labels with a colour of their own, so this one is a dropdown. Every value is kept.`,
      count: column.labels.length,
      remedy: "Map several values to one label if you prefer a coloured status.",
    }),
  ];
}

function codesFinding(place: Place): Finding[] {
  const { board, column, input } = place;
  const known = input.blueprint.undocumentedCodes.find(
    (each) => each.board === board.key && each.column === column.key,
  );
  if (!known) return [];
  const unnamed = column.labels.filter((label) => /^Status \d+$/.test(label.label));
  if (unnamed.length === 0) return [];
  return [
    toFinding({
      ...at(place),
      id: `codes:${board.key}/${column.key}`,
      code: "codes.undocumented",
      severity: "info",
      title: `${board.title}, ${column.title}: ${counted(unnamed.length, "code")} without a documented meaning`,
      detail: `${input.blueprint.sourceTitle} only sends numbers (${unnamed.map((label) => label.values.join(", ")).join(", ")}). They are moved as they are until you give them a name.`,
      count: unnamed.reduce((sum, label) => sum + label.count, 0),
      remedy: "Compare one of them with the source and name it under Values.",
      actions: unnamed.flatMap((label) =>
        label.values.flatMap((value) => {
          const suggestion = known.suggestions[value];
          if (suggestion === undefined) return [];
          return [
            {
              label: `Name ${value} “${suggestion}”`,
              edits: [
                { op: "column.map" as const, board: board.key, column: column.key, value, label: suggestion },
              ],
            },
          ];
        }),
      ),
    }),
  ];
}

function nameFindings(board: PlanBoard, input: FindingInput): Finding[] {
  const definition = input.blueprint.boards.find((each) => each.key === board.key);
  const count = definition ? longNames(definition, input.inventory) : 0;
  if (count === 0) return [];
  return [
    toFinding({
      id: `names:${board.key}`,
      code: "name.over_limit",
      severity: "info",
      title: `${board.title}: ${counted(count, "name is", "names are")} longer than monday's 255 characters`,
      detail: "The item shows the beginning; an update of the item holds the full name.",
      count,
      board: board.key,
      stream: board.streams[0] ?? null,
      remedy: "Nothing to do.",
    }),
  ];
}

/** Names that only differ in case, spaces, punctuation or a plural. */
function nearKey(name: string): string {
  return foldKey(name).replace(/[^\p{L}\p{N}]+/gu, "");
}

function similarNames(board: PlanBoard, input: FindingInput): Finding[] {
  if (board.key !== "services") return [];
  const { values } = fieldStats(input.inventory, board.streams, board.nameFields[0] ?? "");
  const groups = new Map<string, number>();
  for (const { value, count } of values ?? []) {
    const key = nearKey(value);
    groups.set(key, (groups.get(key) ?? 0) + count);
  }
  const similar = [...groups.values()].filter((count) => count > 1).length;
  if (similar === 0) return [];
  return [
    toFinding({
      id: `similar:${board.key}`,
      code: "names.similar",
      severity: "info",
      title: `${counted(similar, "service name occurs", "service names occur")} more than once with small differences`,
      detail: "They differ only in capitals, spaces or punctuation. Each is moved as its own item.",
      count: similar,
      board: board.key,
      stream: "services",
      remedy: "Nothing to do; you can merge them in monday afterwards.",
    }),
  ];
}

/** Boards to speak about: of several that show the same records (contacts, clients) only the fullest, the last. */
function tellingBoards(input: FindingInput): PlanBoard[] {
  const shown = shownBoards(input.boards);
  return shown.filter(
    (board, index) => !shown.slice(index + 1).some((later) => later.streams[0] === board.streams[0]),
  );
}

/** What does not fit its column, and what happens to it. */
export function valueFindings(input: FindingInput): Finding[] {
  return tellingBoards(input).flatMap((board) => [
    ...nameFindings(board, input),
    ...board.columns
      .filter((column) => column.include)
      .flatMap((column) => {
        const stats = fieldStats(input.inventory, board.streams, column.fields[0] ?? "");
        const place = { board, column, stats, input };
        return [
          ...longTextFinding(place),
          ...invalidFinding(place),
          ...danglingFinding(place),
          ...labelsFinding(place),
          ...codesFinding(place),
        ];
      }),
    ...similarNames(board, input),
  ]);
}
