import { describe, expect, it } from "vitest";
import { buildContactsBoard, buildFacts, buildUser } from "../../../test/builders/facts.ts";
import { boardOf, buildTestPlan, columnOf } from "../../../test/builders/plan.ts";
import { buildAccount } from "../../../test/builders/records.ts";
import type { PlanEdit } from "../../contract/plan.ts";
import { checkEdits } from "./check-edits.ts";

const viewer = buildUser({ id: "7002", name: "Vera Viewer", kind: "view_only" });
const facts = buildFacts({ users: [...buildFacts().users, viewer], contactsBoard: buildContactsBoard() });

function sentence(edit: PlanEdit, records = buildAccount()): string | null {
  const checked = checkEdits(buildTestPlan({ facts, records }), facts, [edit]);
  return checked.ok ? null : checked.error.userMessage;
}

const impossible: [string, PlanEdit, string][] = [
  [
    "a board that is not in the plan",
    { op: "board.include", board: "invoices", include: true },
    'The plan has no board "invoices".',
  ],
  [
    "a type that does not hold every value",
    { op: "column.type", board: "payments", column: "note", type: "numbers" },
    '"Note" cannot be a numbers column: not all of its values fit.',
  ],
  [
    "a column of the customer's own board",
    { op: "column.rename", board: "contacts", column: "email", title: "Mail" },
    '"Email" is a column of your own board; Portage does not rename it.',
  ],
  [
    "leaving out what contacts are matched by",
    { op: "column.include", board: "contacts", column: "email", include: false },
    '"Contacts" is matched by e-mail, so this column is needed. Leave the whole board out instead.',
  ],
  [
    "a board nobody confirmed",
    { op: "board.target", board: "contacts", boardId: "901" },
    "Only the Contacts board confirmed for this migration can be used.",
  ],
  [
    "a user who cannot be assigned",
    { op: "people.default", action: "fallback", fallbackUserId: "7002" },
    "Vera Viewer cannot be assigned: only active users who are no viewers can.",
  ],
  [
    "inviting somebody without an e-mail",
    { op: "person.action", person: "bizstim:staff:3", action: "invite", userId: null },
    "Lee Ode has no e-mail to be invited by.",
  ],
  [
    "a label longer than monday takes",
    { op: "column.map", board: "payments", column: "kind", value: "0", label: "x".repeat(31) },
    "A status label has at most 30 characters.",
  ],
  [
    "a group that is not there",
    { op: "group.rename", board: "services", group: "9", title: "Nine" },
    '"Services" has no such group.',
  ],
  [
    "an answer to a question nobody asks",
    { op: "finding.accept", finding: "weather" },
    "This question is no longer there.",
  ],
];

describe("edits", () => {
  it.each(impossible)("refuses %s", (_, edit, expected) => {
    expect(sentence(edit)).toBe(expected);
  });

  it("refuses with its own code, so that nothing is saved", () => {
    const checked = checkEdits(buildTestPlan(), buildFacts(), [
      { op: "currency", code: "EUR" },
      { op: "board.include", board: "invoices", include: true },
    ]);
    expect(!checked.ok && checked.error.code).toBe("plan.impossible_edit");
  });

  it.each([0, 1, 2, 3])("takes the types the plan offers (choice %i of each column)", (nth) => {
    const plan = buildTestPlan({ facts });
    const edits = plan.boards.flatMap((board) =>
      board.columns.flatMap((column): Extract<PlanEdit, { op: "column.type" }>[] => {
        const type = column.existing ? undefined : column.choices[nth]?.type;
        return type === undefined ? [] : [{ op: "column.type", board: board.key, column: column.key, type }];
      }),
    );
    expect(checkEdits(plan, facts, edits).ok).toBe(true);
    const changed = buildTestPlan({ facts, edits });
    for (const { board, column, type } of edits) {
      expect(columnOf(boardOf(changed, board), column).type).toBe(type);
    }
  });

  it("takes every one-click answer of every finding", () => {
    const plan = buildTestPlan({ facts });
    const edits = plan.findings.flatMap((finding) => finding.actions.flatMap((action) => action.edits));
    for (const edit of edits) expect(checkEdits(plan, facts, [edit]).ok).toBe(true);
  });
});
