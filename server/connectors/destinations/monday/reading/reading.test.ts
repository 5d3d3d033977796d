import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startClient, type TestClient } from "../../../../../sandbox/monday/test-client.ts";
import type { Result } from "../../../../contract/result.ts";
import type { WriteOperation } from "../../../types.ts";
import { buildBoard, buildColumn, buildHooks, buildPlan } from "../testing/build-plan.ts";
import { openMonday, type TestMonday } from "../testing/start.ts";
import { contactsScore } from "./boards.ts";

let monday: TestMonday<TestClient>;
beforeEach(async () => {
  monday = await openMonday(await startClient({ existingContacts: true }));
});
afterEach(() => monday.close());

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}
const workspaces = async () => value(await monday.destination.workspaces(monday.signal));
const contactsBoard = async () => {
  const [crm] = await workspaces();
  const [first] = value(await monday.destination.boards(crm?.id ?? "", monday.signal));
  if (!crm || !first) throw new Error("no contacts board");
  return { workspaceId: crm.id, board: first };
};

describe("account", () => {
  it("knows plan, products and whom the token is", async () => {
    expect(value(await monday.destination.account(monday.signal))).toMatchObject({
      accountId: monday.sandbox.account.id,
      slug: "brightpath",
      plan: "pro",
      crm: true,
      user: { name: "Dana Levi" },
    });
  });

  it("refuses to work without a token, or in an account the token does not belong to", async () => {
    const { account, otherAccount } = monday.sandbox;
    const none = await monday.reopen(null).forAccount(account.id);
    expect(none).toMatchObject({ ok: false, error: { code: "monday.not_connected" } });
    const other = await monday.reopen().forAccount(otherAccount.id);
    expect(other).toMatchObject({ ok: false, error: { code: "monday.token_of_other_account" } });
  });

  it("asks again after a failed sign-in and keeps one instance after a good one", async () => {
    const destinations = monday.reopen();
    monday.sandbox.switches.set("blocked", true);
    expect(await destinations.forAccount("1001")).toMatchObject({
      ok: false,
      error: { code: "monday.blocked" },
    });
    monday.sandbox.switches.set("blocked", false);
    monday.clock.nowMs += 600_000;
    const [first, second] = [await destinations.forAccount("1001"), await destinations.forAccount("1001")];
    expect(value(first)).toBe(value(second));
  });

  it("says that a token is not accepted", async () => {
    const refused = await monday.reopen("stolen").forAccount("1001");
    expect(refused).toMatchObject({
      ok: false,
      error: { code: "monday.not_authenticated", kind: "needs_user" },
    });
    expect(JSON.stringify(refused)).not.toContain("stolen");
  });
});

describe("workspaces and boards", () => {
  it("puts CRM workspaces and the likeliest Contacts board first", async () => {
    expect(await workspaces()).toEqual([
      { id: expect.any(String), name: "CRM", crm: true },
      { id: expect.any(String), name: "Main workspace", crm: false },
    ]);
    const { board } = await contactsBoard();
    expect(board).toMatchObject({ name: "Contacts", itemsCount: expect.any(Number) });
    expect(board.contactsScore).toBeGreaterThanOrEqual(70);
    expect(board.contactsReason).toContain("is named after contacts");
  });

  it("scores what does not look like contacts with nothing", () => {
    expect(contactsScore({ name: "Sprint 12", columns: [{ title: "Status", type: "status" }] })).toEqual({
      score: 0,
      reason: "Nothing about this board looks like contacts.",
    });
  });
});

describe("facts", () => {
  it("reads users, limits, pace and the Contacts board with its matches", async () => {
    const { workspaceId, board } = await contactsBoard();
    const emailColumn =
      monday.sandbox.world.board(board.id)?.columns.find(({ type }) => type === "email")?.id ?? "";
    const emails = monday.sandbox.world
      .items(board.id)
      .flatMap(({ texts }) => texts[emailColumn] ?? [])
      .filter((email) => email !== "");
    const asked = [emails[0]?.toUpperCase() ?? "", "nobody@nowhere.example"];
    const input = { workspaceId, contactsBoardId: board.id, emails: asked, peopleEmails: [] };
    const facts = value(await monday.destination.facts(input, monday.signal));
    expect(facts).toMatchObject({
      accountId: "1001",
      planName: "pro",
      workspace: { id: workspaceId, name: "CRM" },
      contactsBoard: { id: board.id, itemsLimit: 10_000, emailMatches: 1 },
      limits: { itemsPerBoard: 10_000, nameLength: 255, statusLabels: 39 },
      pace: { complexityPerCreate: 30_001, itemsPerCall: 20 },
    });
    expect(facts.pace.requestsPerMinute).toBe(1_000_000);
    const byName = new Map(facts.users.map((user) => [user.name, user]));
    expect(byName.get("Dana Levi")).toMatchObject({ kind: "admin", status: "active" });
    expect(byName.get("Ivy Chen")).toMatchObject({ status: "inactive" });
    expect(byName.get("Sam Okafor")).toMatchObject({ status: "pending" });
    expect(byName.get("Vera Lund")).toMatchObject({ kind: "view_only" });
  });

  it("takes the CRM workspace when none was chosen, the default one without CRM", async () => {
    const input = { workspaceId: null, contactsBoardId: null, emails: [], peopleEmails: [] };
    expect(value(await monday.destination.facts(input, monday.signal)).workspace.name).toBe("CRM");
    monday.sandbox.switches.set("crm", false);
    expect(value(await monday.destination.facts(input, monday.signal)).workspace.name).toBe("Main workspace");
  });

  it("follows the account's own items limit", async () => {
    monday.sandbox.switches.set("boardItemLimit", 300);
    const { workspaceId } = await contactsBoard();
    const facts = value(
      await monday.destination.facts(
        { workspaceId, contactsBoardId: null, emails: [], peopleEmails: [] },
        monday.signal,
      ),
    );
    expect(facts.limits.itemsPerBoard).toBe(300);
  });

  it("says when the chosen workspace or Contacts board is gone", async () => {
    const { workspaceId, board } = await contactsBoard();
    monday.sandbox.act.deleteBoard(board.id);
    const gone = { contactsBoardId: board.id, emails: [], peopleEmails: [] };
    expect(await monday.destination.facts({ ...gone, workspaceId }, monday.signal)).toMatchObject({
      ok: false,
      error: { code: "monday.board_missing" },
    });
    expect(await monday.destination.facts({ ...gone, workspaceId: "1" }, monday.signal)).toMatchObject({
      ok: false,
      error: { code: "monday.schema_conflict" },
    });
  });
});

describe("people", () => {
  const user = (name: string) => String(monday.sandbox.users.find((each) => each.name === name)?.id ?? "");

  it("adds whoever can be assigned and names the others", async () => {
    const { board } = await contactsBoard();
    const wanted = ["Nora Quinn", "Ivy Chen", "Sam Okafor", "Vera Lund", "Dana Levi"].map(user);
    const refused = value(await monday.destination.addPeople(board.id, [...wanted, "404"], monday.signal));
    expect(new Set(refused)).toEqual(
      new Set([user("Ivy Chen"), user("Sam Okafor"), user("Vera Lund"), "404"]),
    );
  });

  it("subscribes nobody twice, so that owners stay owners", async () => {
    const { board } = await contactsBoard();
    await monday.destination.addPeople(board.id, [user("Dana Levi"), user("Nora Quinn")], monday.signal);
    const { requestLog } = monday.sandbox.world;
    const before = requestLog.fields.add_users_to_board ?? 0;
    await monday.destination.addPeople(board.id, [user("Dana Levi"), user("Nora Quinn")], monday.signal);
    expect(requestLog.fields.add_users_to_board ?? 0).toBe(before);
  });

  it("invites by e-mail and says who could not be invited", async () => {
    const outcomes = value(await monday.destination.invite(["new.person@brightpath.example"], monday.signal));
    expect(outcomes).toEqual([{ email: "new.person@brightpath.example", ok: true }]);
  });
});

describe("items", () => {
  const plan = buildPlan([
    buildBoard({ key: "clients", columns: [buildColumn({ key: "amount", type: "numbers" })] }),
    buildBoard({
      key: "payments",
      columns: [
        buildColumn({
          key: "client",
          type: "board_relation",
          link: { board: "clients", twoWay: false, missing: 0 },
        }),
      ],
    }),
  ]);

  async function load(count: number) {
    const made = value(await monday.destination.ensureSchema(plan, buildHooks([]), monday.signal));
    const boardId = made.find(({ key }) => key === "clients")?.id ?? "";
    const paymentsId = made.find(({ key }) => key === "payments")?.id ?? "";
    const operations = Array.from(
      { length: count },
      (_, n): WriteOperation => ({
        kind: "create_item",
        externalId: `s:clients:${n}`,
        groupId: null,
        name: `Client ${n}`,
        values: { amount: { kind: "number", decimal: `${n}.10` } },
      }),
    );
    const ids: string[] = [];
    for (let at = 0; at < count; at += 50) {
      const answer = await monday.destination.write(
        {
          boardId,
          externalIdColumnId: "portage_id",
          idempotencyKey: `k${at}`,
          operations: operations.slice(at, at + 50),
        },
        monday.signal,
      );
      if (answer.kind !== "answered") throw new Error(answer.error.message);
      ids.push(...answer.results.map((result) => (result.ok ? result.id : "")));
    }
    return { boardId, paymentsId, ids };
  }

  it("finds items by external id beyond one call's hundred and sees doubles", async () => {
    const { boardId } = await load(230);
    const double: WriteOperation = {
      kind: "create_item",
      externalId: "s:clients:5",
      groupId: null,
      name: "Double",
      values: {},
    };
    await monday.destination.write(
      { boardId, externalIdColumnId: "portage_id", idempotencyKey: "double", operations: [double] },
      monday.signal,
    );
    const externalIds = Array.from({ length: 240 }, (_, n) => `s:clients:${n}`);
    const found = value(
      await monday.destination.findByExternalId(
        { boardId, columnId: "portage_id", externalIds },
        monday.signal,
      ),
    );
    expect(found.size).toBe(230);
    expect(found.get("s:clients:5")).toHaveLength(2);
    expect(found.get("s:clients:6")).toHaveLength(1);
  });

  it("reads a board page by page with exact decimals", async () => {
    const { boardId } = await load(550);
    const input = { boardId, columnIds: ["amount", "portage_id"] };
    const first = value(await monday.destination.readItems({ ...input, cursor: null }, monday.signal));
    const second = value(
      await monday.destination.readItems({ ...input, cursor: first.cursor }, monday.signal),
    );
    expect([first.items.length, second.items.length, second.cursor]).toEqual([500, 50, null]);
    expect(first.items.find(({ name }) => name === "Client 7")?.values).toMatchObject({
      amount: { text: "7.10" },
      portage_id: { text: "s:clients:7" },
    });
  });

  it("reads items by id without those that were deleted, and links by id", async () => {
    const { ids, paymentsId } = await load(150);
    monday.sandbox.act.deleteItem(ids[3] ?? "");
    const read = value(await monday.destination.itemsById({ itemIds: ids, columnIds: [] }, monday.signal));
    expect(read).toHaveLength(149);
    expect(read[0]?.values).toEqual({});
    const payment: WriteOperation = {
      kind: "create_item",
      externalId: "s:payments:1",
      groupId: null,
      name: "Payment",
      values: { client: { kind: "relation_items", itemIds: [ids[0] ?? ""] } },
    };
    const answer = await monday.destination.write(
      { boardId: paymentsId, externalIdColumnId: "portage_id", idempotencyKey: "p", operations: [payment] },
      monday.signal,
    );
    const [made] = answer.kind === "answered" ? answer.results : [];
    const itemIds = [made?.ok ? made.id : ""];
    const [item] = value(
      await monday.destination.itemsById({ itemIds, columnIds: ["client"] }, monday.signal),
    );
    expect(item?.values.client?.linkedItemIds).toEqual([ids[0]]);
  });

  it("says when the board is gone", async () => {
    const { boardId } = await load(1);
    monday.sandbox.act.deleteBoard(boardId);
    const read = await monday.destination.readItems({ boardId, columnIds: [], cursor: null }, monday.signal);
    expect(read).toMatchObject({ ok: false, error: { code: "monday.board_missing" } });
  });

  it("repeats a read whose answer was lost, and reports a fault that stays", async () => {
    monday.sandbox.switches.set("failNext", 2);
    expect((await monday.destination.workspaces(monday.signal)).ok).toBe(true);
    monday.sandbox.switches.set("failNext", 3);
    const failed = await monday.destination.workspaces(monday.signal);
    expect(failed).toMatchObject({ ok: false, error: { code: "monday.internal" } });
  });

  it("links to an item's page", () => {
    expect(monday.destination.itemUrl("acme", "1", "2")).toBe("https://acme.monday.com/boards/1/pulses/2");
  });
});
