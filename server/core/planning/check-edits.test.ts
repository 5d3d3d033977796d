import { describe, expect, it } from "vitest";
import { buildContactsBoard, buildFacts, buildUser } from "../../../test/builders/facts.ts";
import { boardOf, buildTestPlan, columnOf } from "../../../test/builders/plan.ts";
import { buildAccount, buildRecord } from "../../../test/builders/records.ts";
import { toFailure } from "../../contract/errors.ts";
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
    '"Contacts" is matched by e-mail, so this column is needed.',
  ],
  [
    "a board nobody confirmed",
    { op: "board.target", board: "contacts", boardId: "901" },
    "Only the Contacts board confirmed for this migration can be used.",
  ],
  [
    "a user who cannot be assigned",
    { op: "people.default", action: "fallback", fallbackUserId: "7002" },
    "Vera Viewer is a viewer in monday, so monday does not assign them.",
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

  it.each(impossible)("says what to do instead of %s", (_, edit) => {
    const checked = checkEdits(buildTestPlan({ facts }), facts, [edit]);
    const remedy = checked.ok ? "" : checked.error.remedy;
    expect(remedy).toMatch(/^[A-Z].{10,}\.$/);
    expect(remedy).not.toBe(toFailure("plan.impossible_edit", { message: "" }).remedy);
  });

  it("tells apart why a person cannot be invited", () => {
    const invite: PlanEdit = {
      op: "person.action",
      person: "bizstim:practitioners:5",
      action: "invite",
      userId: null,
    };
    const records = [buildRecord("practitioners", "5", { email: ["kim@studio.example"] })];
    expect(sentence(invite, records)).toBe("Kim Berg is in monday already.");
  });

  it("refuses to map somebody by hand where nobody can be assigned", () => {
    const alone = buildFacts({ users: [viewer] });
    const plan = buildTestPlan({ facts: alone });
    const [person] = plan.people;
    const checked = checkEdits(plan, alone, [
      { op: "person.action", person: person?.key ?? "", action: "user", userId: "7002" },
    ]);
    expect(!checked.ok && checked.error.userMessage).toBe("Nobody in this monday account can be assigned.");
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
