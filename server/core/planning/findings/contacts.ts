import type { Finding, PlanBoard } from "../../../contract/plan.ts";
import { recordsWithoutKey } from "../build-boards.ts";
import type { ExistingBoard } from "../facts.ts";
import { counted, type FindingInput, shownBoards, toFinding } from "../finding.ts";

/** What becomes of the duplicates of a board: "Contacts: 3 clients share an e-mail and become 1 contact". */
export function duplicatesBecome({ title, dedupe, itemSingular }: PlanBoard): string {
  const { key = "", groups = 0, records = 0, policy = "keep_both" } = dedupe ?? {};
  const same =
    key === "email"
      ? `${counted(records, "client")} share ${groups === 1 ? "an e-mail" : `${groups.toLocaleString("en")} e-mails`}`
      : `${counted(records, "record")} are of ${counted(groups, "person", "people")}`;
  if (policy === "keep_both") return `${title}: ${same} and stay apart`;
  if (policy === "skip") return `${title}: ${same}; only the first of each is moved`;
  return `${title}: ${same} and become ${counted(groups, itemSingular, pluralOf(itemSingular))}`;
}

function pluralOf(singular: string): string {
  return singular === "person" ? "people" : `${singular}s`;
}

function duplicateFindings(board: PlanBoard, input: FindingInput): Finding[] {
  const definition = input.blueprint.boards.find((each) => each.key === board.key)?.dedupe;
  const { dedupe } = board;
  if (!definition || !dedupe || dedupe.groups === 0) return [];
  // Keeping everybody changes nothing, so there is nothing to tell.
  if (!definition.ask && dedupe.policy === "keep_both") return [];
  const isMail = dedupe.key === "email";
  const shared = isMail
    ? `${counted(dedupe.groups, "e-mail address is", "e-mail addresses are")} shared by ${counted(dedupe.records, "client")}`
    : `${counted(dedupe.groups, "person is", "people are")} entered more than once (${counted(dedupe.records, "record")})`;
  const labels = {
    merge: isMail ? "One contact per address" : "One item per person",
    keep_both: "Keep all of them",
    skip: "Only the first of each",
  };
  return [
    toFinding({
      id: `duplicates:${board.key}`,
      code: "duplicates.found",
      severity: definition.ask ? "choice" : "accept",
      title: definition.ask ? `${board.title}: ${shared}` : duplicatesBecome(board),
      detail: definition.reason,
      count: dedupe.records,
      board: board.key,
      stream: board.streams[0] ?? null,
      answered: input.decisions.boardDedupe.has(board.key),
      remedy: "Choose what happens to them; the result names every one.",
      actions: definition.ask
        ? dedupe.choices.map((policy) => ({
            label: labels[policy],
            edits: [{ op: "board.dedupe" as const, board: board.key, policy }],
          }))
        : [],
    }),
  ];
}

function matchFindings(board: PlanBoard, input: FindingInput): Finding[] {
  const existing = input.facts.contactsBoard;
  const without = withoutEmail(board, input);
  if (board.target.mode !== "existing" || existing === null) return without;
  const hasEmails = existing.columns.some((column) => column.type === "email");
  return [
    ...without,
    existingUsed(board, existing),
    ...(existing.emailAmbiguous > 0 ? [ambiguousEmails(board, existing)] : []),
    ...(hasEmails ? [] : [noEmailColumn(board, existing)]),
  ];
}

function withoutEmail(board: PlanBoard, input: FindingInput): Finding[] {
  const definition = input.blueprint.boards.find((each) => each.key === board.key);
  const without = definition ? recordsWithoutKey(definition, input.inventory) : 0;
  if (without === 0) return [];
  return [
    toFinding({
      id: `no_email:${board.key}`,
      code: "contacts.without_email",
      severity: "accept",
      title: `${counted(without, "client")} without a valid e-mail ${without === 1 ? "gets" : "get"} no contact`,
      detail: "Contacts are matched by e-mail. These clients are complete on the Clients board.",
      count: without,
      board: board.key,
      column: "email",
      stream: "clients",
      remedy: "Add an address in the source and read again if you want a contact for them.",
    }),
  ];
}

function existingUsed(board: PlanBoard, existing: ExistingBoard): Finding {
  return toFinding({
    id: "contacts.existing",
    code: "contacts.existing_used",
    severity: "info",
    title: `Contacts go to your board "${existing.name}"`,
    detail: `${counted(existing.emailMatches, "contact")} there already ${existing.emailMatches === 1 ? "has" : "have"} an e-mail of your clients: only their empty cells are filled. The others are added. Columns are added, none is changed.`,
    count: existing.emailMatches,
    board: board.key,
    remedy: "Choose a new board instead if you want to keep them apart.",
    actions: [toNewBoard(board)],
  });
}

function ambiguousEmails(board: PlanBoard, existing: ExistingBoard): Finding {
  return toFinding({
    id: "contacts.ambiguous",
    code: "contacts.ambiguous",
    severity: "info",
    title: `${counted(existing.emailAmbiguous, "e-mail address")} in "${existing.name}" ${existing.emailAmbiguous === 1 ? "belongs" : "belong"} to several contacts`,
    detail: "Portage fills the oldest of them and names it in the result.",
    count: existing.emailAmbiguous,
    board: board.key,
    column: "email",
    remedy: "Merge them in monday before the import if you want it otherwise.",
  });
}

function noEmailColumn(board: PlanBoard, existing: ExistingBoard): Finding {
  return toFinding({
    id: "contacts.no_email_column",
    code: "contacts.no_email_column",
    severity: "info",
    title: `"${existing.name}" has no e-mail column`,
    detail: "Nothing there can be matched, so every client becomes a new item and an e-mail column is added.",
    count: 0,
    board: board.key,
    column: "email",
    remedy: "Check that this is your Contacts board, or use a new one.",
    actions: [toNewBoard(board)],
  });
}

function toNewBoard(board: PlanBoard): Finding["actions"][number] {
  return { label: "Use a new board", edits: [{ op: "board.target", board: board.key, boardId: null }] };
}

/** Duplicates, and how clients meet the contacts that are already in monday. */
export function contactFindings(input: FindingInput): Finding[] {
  return shownBoards(input.boards).flatMap((board) => [
    ...duplicateFindings(board, input),
    ...(board.columns.some((column) => column.conversion === "email_key") ? matchFindings(board, input) : []),
  ]);
}
