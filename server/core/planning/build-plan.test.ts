import { describe, expect, it } from "vitest";
import { buildContactsBoard, buildFacts, buildUser } from "../../../test/builders/facts.ts";
import { boardOf, buildTestPlan, columnOf } from "../../../test/builders/plan.ts";
import { buildAccount, buildRecord } from "../../../test/builders/records.ts";
import { toColumnId } from "./column-id.ts";

const limits = buildFacts().limits;

describe("boards", () => {
  it("lands every stream on a board, each record of a client on two", () => {
    const plan = buildTestPlan();
    expect(plan.boards.map((board) => board.key)).toEqual([
      "contacts",
      "clients",
      "practitioners",
      "services",
      "locations",
      "discounts",
      "payments",
      "sessions",
      "assignments",
    ]);
    expect(plan.boards.every((board) => board.include)).toBe(true);
  });

  it("leaves out a board without records and says why", () => {
    const records = buildAccount().filter((record) => record.stream !== "discounts");
    const board = boardOf(buildTestPlan({ records }), "discounts");
    expect([board.include, board.reason]).toEqual([false, "There are no discounts in the source."]);
  });

  it("makes a group of each service group, called as the group is", () => {
    const records = [
      ...buildAccount(),
      buildRecord("services", "12", { group_id: "2" }),
      buildRecord("service_groups", "2", { name: "Science" }),
    ];
    const { groups } = boardOf(buildTestPlan({ records }), "services");
    expect(groups.map(({ key, title, count }) => [key, title, count])).toEqual([
      ["1", "Mathematics", 1],
      ["2", "Science", 1],
    ]);
  });

  it("groups clients by status once it was read", () => {
    const records = [
      buildRecord("clients", "21", { status: "active" }),
      buildRecord("clients", "22", { status: "prospect" }),
      buildRecord("clients", "23"),
    ];
    const titles = boardOf(buildTestPlan({ records }), "clients").groups.map((group) => group.title);
    expect(titles).toEqual(["Active", "Prospects", "Other clients"]);
    expect(boardOf(buildTestPlan(), "clients").groups.map((group) => group.title)).toEqual(["Clients"]);
  });

  it("counts duplicates once when they are merged and twice when they are kept", () => {
    const records = [buildRecord("clients", "21"), buildRecord("clients", "22")];
    const kept = buildTestPlan({
      records,
      edits: [{ op: "board.dedupe", board: "contacts", policy: "keep_both" }],
    });
    expect(boardOf(buildTestPlan({ records }), "contacts").items).toBe(1);
    expect(boardOf(buildTestPlan({ records }), "clients").items).toBe(2);
    expect(boardOf(kept, "contacts").items).toBe(2);
  });

  it("expects no contact for a client without a valid e-mail", () => {
    const records = [buildRecord("clients", "21"), buildRecord("clients", "22", { email: ["none"] })];
    const board = boardOf(buildTestPlan({ records }), "contacts");
    expect([board.records, board.items]).toEqual([2, 1]);
  });

  it("splits a board that monday cannot hold and fills the parts one after the other", () => {
    const records = Array.from({ length: 250 }, (_, index) => buildRecord("payments", String(index + 1)));
    const facts = buildFacts({ limits: { ...limits, itemsPerBoard: 100 } });
    const plan = buildTestPlan({ records, facts });
    const parts = plan.boards.filter((board) => board.part?.of === "payments");
    expect(parts.map(({ key, title, records: count }) => [key, title, count])).toEqual([
      ["payments", "Payments (1 of 3)", 95],
      ["payments-2", "Payments (2 of 3)", 95],
      ["payments-3", "Payments (3 of 3)", 60],
    ]);
    expect(plan.findings.map((finding) => finding.id)).toContain("split:payments");
  });
});

describe("an existing Contacts board", () => {
  const facts = buildFacts({ contactsBoard: buildContactsBoard() });

  it("uses its e-mail and phone columns and adds the others", () => {
    const board = boardOf(buildTestPlan({ facts }), "contacts");
    expect(board.target).toEqual({ mode: "existing", boardId: "900", boardName: "Contacts" });
    expect(columnOf(board, "email")).toMatchObject({ columnId: "contact_email", existing: true });
    expect(columnOf(board, "phone")).toMatchObject({ columnId: "contact_phone", existing: true });
    expect(columnOf(board, "mobile")).toMatchObject({ columnId: "p_mobile", existing: false });
    expect(board.groups).toEqual([]);
  });

  it("gives way to a new board when the admin wants one", () => {
    const plan = buildTestPlan({ facts, edits: [{ op: "board.target", board: "contacts", boardId: null }] });
    expect(boardOf(plan, "contacts").target).toEqual({ mode: "create" });
  });

  it("blocks the start when it has no room", () => {
    const full = buildFacts({ contactsBoard: buildContactsBoard({ itemsCount: 10_000 }) });
    const finding = buildTestPlan({ facts: full }).findings.find((each) => each.id === "full:contacts");
    expect(finding?.severity).toBe("block");
    expect(finding?.actions.map((action) => action.label)).toEqual(["Use a new board", "Leave them out"]);
  });
});

describe("columns", () => {
  it("leaves out what is empty in every record and says so", () => {
    const column = columnOf(boardOf(buildTestPlan(), "clients"), "city");
    expect([column.include, column.reason]).toEqual([false, "Empty in every record."]);
  });

  it("offers custom fields as text under their number", () => {
    const records = [buildRecord("clients", "21", { custom_12: "Friend" })];
    const column = columnOf(boardOf(buildTestPlan({ records }), "clients"), "custom_12");
    expect(column).toMatchObject({ title: "Custom field 12", type: "text", include: true });
    expect(column.choices.map((choice) => choice.type)).toEqual(["text", "long_text", "status", "dropdown"]);
  });

  it("offers a number only where every value is one", () => {
    const typesFor = (...values: string[]) => {
      const records = values.map((value, index) =>
        buildRecord("clients", String(index), { custom_1: value }),
      );
      const column = columnOf(boardOf(buildTestPlan({ records }), "clients"), "custom_1");
      return column.choices.map((choice) => choice.type);
    };
    expect(typesFor("1", "2.5")).toContain("numbers");
    expect(typesFor("1", "two")).not.toContain("numbers");
    expect(typesFor("0123", "2")).not.toContain("numbers");
  });

  it("turns 40 values into a status only while each has a colour, else into a dropdown", () => {
    const typeOf = (values: number) => {
      const records = Array.from({ length: values }, (_, index) =>
        buildRecord("sessions", String(index + 1), { session_status: String(index) }),
      );
      return columnOf(boardOf(buildTestPlan({ records }), "sessions"), "status").type;
    };
    expect([typeOf(39), typeOf(40), typeOf(41)]).toEqual(["status", "dropdown", "dropdown"]);
  });

  it("becomes a status again when labels are mapped together", () => {
    const records = Array.from({ length: 41 }, (_, index) =>
      buildRecord("sessions", String(index + 1), { session_status: String(index) }),
    );
    const edits = ["7", "8", "9"].map((value) => ({
      op: "column.map" as const,
      board: "sessions",
      column: "status",
      value,
      label: "Other",
    }));
    const column = columnOf(boardOf(buildTestPlan({ records, edits }), "sessions"), "status");
    expect(column.type).toBe("status");
    expect(column.labels.find((label) => label.label === "Other")?.values).toEqual(["7", "8", "9"]);
  });

  it("leaves out a link to a board that is left out, and loads without it", () => {
    const plan = buildTestPlan({ edits: [{ op: "board.include", board: "services", include: false }] });
    const sessions = boardOf(plan, "sessions");
    expect(columnOf(sessions, "service")).toMatchObject({
      include: false,
      reason: "The board it connects to is left out.",
    });
    expect(sessions.dependsOn).not.toContain("services");
  });

  it("shortens long ids and keeps them apart", () => {
    const ids = ["a_very_long_custom_field_name_1", "a_very_long_custom_field_name_2"].map(toColumnId);
    expect(new Set(ids).size).toBe(2);
    expect(ids.every((id) => id.length <= 24)).toBe(true);
  });
});

describe("people", () => {
  it("matches by any of a person's e-mails and assigns them", () => {
    const records = [
      buildRecord("practitioners", "5", { email: ["private@mail.example", "KIM@studio.example"] }),
    ];
    const [person] = buildTestPlan({ records }).people;
    expect(person).toMatchObject({ match: "matched", action: "user", userId: "7001" });
  });

  it.each([
    [{ status: "inactive" as const }, "has been deactivated in monday"],
    [{ status: "pending" as const }, "has not accepted the invitation"],
    [{ kind: "view_only" as const }, "is a viewer"],
  ])("does not assign a user monday would refuse", (part, text) => {
    const [person] = buildTestPlan({ facts: buildFacts({ users: [buildUser(part)] }) }).people;
    expect(person).toMatchObject({ match: "blocked", action: "text", userId: null });
    expect(person?.matchText).toContain(text);
  });

  it("counts rows that share a login as one person", () => {
    const records = [
      buildRecord("practitioners", "5", { users_id: "50" }),
      buildRecord("staff", "3", { users_id: "50" }),
      buildRecord("sessions", "301"),
    ];
    expect(buildTestPlan({ records }).people).toMatchObject([
      { key: "bizstim:practitioners:5", role: "Practitioner, Staff member", records: 1 },
    ]);
  });

  it("lists by name who can be assigned, which changes nothing written", () => {
    const users = [
      buildUser({ id: "3", name: "Zoe", email: "zoe@studio.example", kind: "guest" }),
      buildUser({ id: "2", name: "ada", email: "ada@studio.example", kind: "admin" }),
      buildUser({ id: "4", name: "Bob", kind: "view_only" }),
      buildUser({ id: "5", name: "Cy", status: "pending" }),
    ];
    const plan = buildTestPlan({ facts: buildFacts({ users }) });
    expect(plan.assignable).toEqual([
      { id: "2", name: "ada", email: "ada@studio.example" },
      { id: "3", name: "Zoe", email: "zoe@studio.example" },
    ]);
    const fewer = buildTestPlan({ facts: buildFacts({ users: users.slice(1) }) });
    expect(fewer.hash).toBe(plan.hash);
  });

  it("offers at most 500 users", () => {
    const users = Array.from({ length: 501 }, (_, index) =>
      buildUser({ id: String(index), name: `User ${index}`, email: `${index}@studio.example` }),
    );
    const { assignable } = buildTestPlan({ facts: buildFacts({ users }) });
    expect([assignable.length, assignable.at(-1)?.name]).toEqual([500, "User 499"]);
  });

  it("assigns whom the admin chose for somebody without a monday user", () => {
    const [, lee] = buildTestPlan().people;
    expect(lee).toMatchObject({ match: "unmatched", choices: ["user", "fallback", "text"] });
    const person = lee?.key ?? "";
    const plan = buildTestPlan({ edits: [{ op: "person.action", person, action: "user", userId: "7000" }] });
    expect(plan.people[1]).toMatchObject({ action: "user", userId: "7000" });
  });

  it("offers nobody where nobody can be assigned", () => {
    const users = [buildUser({ status: "pending" })];
    const plan = buildTestPlan({ facts: buildFacts({ users }) });
    expect(plan.people.map(({ choices }) => choices)).toEqual([["text"], ["text"]]);
  });

  it("gives everybody without an answer the chosen stand-in", () => {
    const plan = buildTestPlan({
      edits: [{ op: "people.default", action: "fallback", fallbackUserId: "7000" }],
    });
    expect(plan.people.map(({ action, userId }) => [action, userId])).toEqual([
      ["user", "7001"],
      ["fallback", "7000"],
    ]);
  });
});

describe("questions", () => {
  it("asks for the currency, with the one of most clients proposed", () => {
    const plan = buildTestPlan();
    const finding = plan.findings.find((each) => each.id === "currency");
    expect(plan.currency).toBe("CAD");
    expect(finding?.severity).toBe("choice");
    expect(finding?.actions[0]?.label).toBe("CAD");
  });

  it("is answered by an edit or by accepting the proposal, which changes nothing written", () => {
    const open = buildTestPlan();
    const accepted = buildTestPlan({
      edits: [
        { op: "finding.accept", finding: "currency" },
        { op: "finding.accept", finding: "people" },
      ],
    });
    const chosen = buildTestPlan({ edits: [{ op: "currency", code: "CAD" }] });
    expect(open.openQuestions).toBe(2);
    expect(accepted.openQuestions).toBe(0);
    expect(chosen.openQuestions).toBe(1);
    expect([accepted.hash, chosen.hash]).toEqual([open.hash, open.hash]);
  });

  it("asks at most four questions of any account", () => {
    const records = [
      ...buildAccount(),
      buildRecord("clients", "22", { email: ["ana@mail.example", "nobody"] }),
      buildRecord("payments", "62", { client_id: "404" }),
      buildRecord("sessions", "302", { session_status: "3" }),
    ];
    const choices = buildTestPlan({ records }).findings.filter((each) => each.severity === "choice");
    expect(choices.map((finding) => finding.id)).toEqual(["currency", "people", "duplicates:contacts"]);
  });

  it("tells of a payment whose client does not exist and gives its number a column", () => {
    const records = [buildRecord("clients", "21"), buildRecord("payments", "61", { client_id: "404" })];
    const plan = buildTestPlan({ records });
    expect(plan.findings.map((finding) => finding.id)).toContain("dangling:payments/client");
    expect(columnOf(boardOf(plan, "payments"), "missing_links").include).toBe(true);
  });

  it("keeps an approval while what is written stays the same, and loses it when that changes", () => {
    const { hash } = buildTestPlan();
    const previousApproval = { hash, by: "1", byName: "Ada", at: 0, accepted: [], sample: null };
    const renamed = buildTestPlan({
      previousApproval,
      edits: [{ op: "board.rename", board: "payments", title: "Money" }],
    });
    expect(buildTestPlan({ previousApproval }).approval?.current).toBe(true);
    expect(renamed.approval?.current).toBe(false);
  });
});
