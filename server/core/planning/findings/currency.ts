import type { Finding } from "../../../contract/plan.ts";
import { type FindingInput, shownBoards, toFinding } from "../finding.ts";

const common = ["USD", "EUR", "GBP", "CAD"];

function isMoney(input: FindingInput, boardKey: string, columnKey: string): boolean {
  return input.blueprint.boards.some(
    (board) =>
      board.key === boardKey &&
      board.columns.some((column) => column.key === columnKey && column.unit === "money"),
  );
}

/** The source names no currency, so the admin says which one its amounts are in. */
export function currencyFindings(input: FindingInput): Finding[] {
  const money = shownBoards(input.boards).flatMap((board) =>
    board.columns
      .filter(
        (column) => column.include && column.type === "numbers" && isMoney(input, board.key, column.key),
      )
      .map((column) => ({ board, column })),
  );
  const [first] = money;
  if (!first) return [];
  const guess = input.currencyGuesses[0] ?? null;
  const offered = [...new Set([...input.currencyGuesses, ...common])].slice(0, 4);
  return [
    toFinding({
      id: "currency",
      code: "currency.unknown",
      severity: "choice",
      title: "Which currency are your amounts in?",
      detail:
        guess === null
          ? `${input.blueprint.sourceTitle} does not say. The figures are moved as they are, never converted.`
          : `${input.blueprint.sourceTitle} does not say. Most of your clients' addresses suggest ${guess}. The figures are moved as they are, never converted.`,
      count: money.reduce((sum, { column }) => sum + column.filled, 0),
      board: first.board.key,
      column: first.column.key,
      answered: input.decisions.currency !== null,
      remedy: guess === null ? "Choose the currency." : `Choose the currency, or accept ${guess}.`,
      actions: offered.map((code) => ({ label: code, edits: [{ op: "currency" as const, code }] })),
    }),
  ];
}
