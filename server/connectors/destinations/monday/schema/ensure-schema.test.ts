import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startClient, type TestClient } from "../../../../../sandbox/monday/test-client.ts";
import type { Plan } from "../../../../contract/plan.ts";
import type { SchemaObject } from "../../../types.ts";
import { buildBoard, buildColumn, buildGroup, buildHooks, buildPlan } from "../testing/build-plan.ts";
import { openMonday, type TestMonday } from "../testing/start.ts";

const clients = buildBoard({
  key: "clients",
  groups: [buildGroup("active"), buildGroup("past", "#df2f4a")],
  columns: [
    buildColumn({ key: "email", type: "email" }),
    buildColumn({ key: "amount", type: "numbers", unit: "USD" }),
    buildColumn({
      key: "stage",
      type: "status",
      labels: [
        { label: "Lead", color: "done-green", values: [], count: 1 },
        { label: "Client", color: "done-green", values: [], count: 1 },
        { label: "Grey", color: "explosive", values: [], count: 1 },
      ],
    }),
    buildColumn({
      key: "tags",
      type: "dropdown",
      labels: [{ label: "A, b", color: "", values: [], count: 1 }],
    }),
  ],
});
const sessions = (part: number) =>
  buildBoard({
    key: `sessions${part}`,
    part: { of: "sessions", index: part, count: 2 },
    title: `Sessions ${part}`,
  });
const payments = buildBoard({
  key: "payments",
  columns: [
    buildColumn({
      key: "client",
      type: "board_relation",
      link: { board: "clients", twoWay: true, missing: 0 },
    }),
    buildColumn({
      key: "sessions",
      type: "board_relation",
      link: { board: "sessions", twoWay: false, missing: 0 },
    }),
    buildColumn({ key: "left_out", type: "text", include: false }),
  ],
});
const plan = buildPlan([clients, payments, sessions(1), sessions(2)]);

let monday: TestMonday<TestClient>;
beforeEach(async () => {
  monday = await openMonday(await startClient({ existingContacts: true }));
});
afterEach(() => monday.close());

async function ensure(saved: SchemaObject[], wanted: Plan = plan, hooks = buildHooks(saved)) {
  const result = await monday.destination.ensureSchema(wanted, hooks, monday.signal);
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}
const idOf = (objects: readonly SchemaObject[], key: string) =>
  objects.find((object) => object.key === key)?.id ?? "";
const boardOf = (objects: readonly SchemaObject[], key: string) =>
  monday.sandbox.world.board(idOf(objects, key));
const ownBoards = () =>
  monday.sandbox.world
    .boards()
    .filter(({ name, state }) => /^(Board|Sessions) /.test(name) && state === "active");

describe("ensureSchema", () => {
  it("makes workspace, boards, groups and columns as planned", async () => {
    const objects = await ensure([]);
    const board = boardOf(objects, "clients");
    expect(board?.groups).toEqual([
      { id: "topics", title: "Group active", color: "#00c875" },
      expect.objectContaining({ title: "Group past", color: "#df2f4a" }),
    ]);
    expect(board?.columns.map(({ id, type }) => `${id}:${type}`)).toEqual([
      "name:name",
      "portage_id:text",
      "email:email",
      "amount:numbers",
      "stage:status",
      "tags:dropdown",
      expect.stringContaining(":board_relation"),
    ]);
    expect(objects.every(({ created }) => created)).toBe(true);
  });

  it("gives each label a colour of its own and never the empty one", async () => {
    const objects = await ensure([]);
    const detail = JSON.parse(objects.find(({ key }) => key === "clients/stage")?.detail ?? "{}");
    const labels: { label: string; color: string }[] = detail.settings.labels;
    expect(labels.map(({ label }) => label)).toEqual(["Lead", "Client", "Grey"]);
    expect(new Set(labels.map(({ color }) => color)).size).toBe(3);
    expect(JSON.stringify(labels)).not.toContain("explosive");
  });

  it("connects a column to every part of a split board", async () => {
    const objects = await ensure([]);
    const detail = JSON.parse(objects.find(({ key }) => key === "payments/sessions")?.detail ?? "{}");
    expect(detail.settings.boardIds.map(String)).toEqual([
      idOf(objects, "sessions1"),
      idOf(objects, "sessions2"),
    ]);
  });

  it("makes nothing when run again", async () => {
    const saved: SchemaObject[] = [];
    const first = await ensure(saved);
    const version = monday.sandbox.world.version();
    const again = await ensure(saved);
    expect(again).toEqual(first);
    expect(monday.sandbox.world.version()).toBe(version);
  });

  it("counts its progress to the end", async () => {
    const hooks = buildHooks([]);
    const objects = await ensure([], plan, hooks);
    expect(hooks.progressed.at(-1)).toEqual([objects.length, objects.length]);
  });

  it("makes nothing twice when it is killed after any save, or before any save", async () => {
    const total = (await ensure([])).length;
    const single = ownBoards().length;
    await monday.close();
    for (let crashAfter = 0; crashAfter < total; crashAfter++) {
      monday = await openMonday(await startClient({ existingContacts: true }));
      const saved: SchemaObject[] = [];
      await expect(
        monday.destination.ensureSchema(plan, buildHooks(saved, crashAfter), monday.signal),
      ).rejects.toThrow("killed");
      const objects = await ensure(saved);
      expect(ownBoards()).toHaveLength(single);
      expect(boardOf(objects, "clients")?.groups.map(({ title }) => title)).toEqual([
        "Group active",
        "Group past",
      ]);
      expect(boardOf(objects, "clients")?.columns).toHaveLength(7);
      expect(boardOf(objects, "clients")?.columns.at(-1)?.id).toBe(idOf(objects, "payments/client~far"));
      expect(boardOf(objects, "payments")?.columns.map(({ id }) => id)).toEqual([
        "name",
        "portage_id",
        "client",
        "sessions",
      ]);
      expect(objects.every(({ created }) => created)).toBe(true);
      if (crashAfter < total - 1) await monday.close();
    }
  }, 120_000);

  it("loses nothing and doubles nothing when answers are lost", async () => {
    monday.sandbox.switches.set("dropEvery", 3);
    const saved: SchemaObject[] = [];
    await ensure(saved);
    monday.sandbox.switches.set("dropEvery", 0);
    expect(ownBoards()).toHaveLength(4);
    expect(monday.sandbox.world.board("Board clients")?.columns).toHaveLength(7);
  });

  it("removes the columns a new board comes with", async () => {
    monday.sandbox.switches.set("emptyBoardColumns", "name, person, status, date");
    const objects = await ensure([]);
    expect(boardOf(objects, "sessions1")?.columns.map(({ id }) => id)).toEqual(["name", "portage_id"]);
  });

  it("adds columns to an existing board and changes none", async () => {
    const existing = monday.sandbox.world.boards().find(({ name }) => name === "Contacts");
    const before = existing?.columns ?? [];
    const email = before.find(({ type }) => type === "email");
    const contacts = buildBoard({
      key: "contacts",
      target: { mode: "existing", boardId: existing?.id ?? "", boardName: "Contacts" },
      columns: [
        buildColumn({ key: "email", type: "email", columnId: email?.id ?? "", existing: true }),
        buildColumn({ key: "notes", type: "long_text", columnId: "pt_notes" }),
      ],
    });
    const objects = await ensure([], buildPlan([contacts], existing?.workspaceId ?? null));
    const after = monday.sandbox.world.board(existing?.id ?? "")?.columns ?? [];
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length).map(({ id }) => id)).toEqual(["portage_id", "pt_notes"]);
    expect(objects.map(({ key, created }) => [key, created])).toEqual([
      ["workspace", false],
      ["contacts", false],
      ["contacts/email", false],
      ["contacts/portage_id", true],
      ["contacts/notes", true],
    ]);
  });

  it("uses a workspace the account has under the plan's name", async () => {
    const named = { ...plan, workspace: { id: null, name: "Main workspace" } };
    const [workspace] = await ensure([], named);
    expect(workspace).toMatchObject({ key: "workspace", created: false });
  });

  it("says which board was deleted meanwhile", async () => {
    const saved: SchemaObject[] = [];
    const objects = await ensure(saved);
    monday.sandbox.act.deleteBoard(idOf(objects, "payments"));
    const result = await monday.destination.ensureSchema(plan, buildHooks(saved), monday.signal);
    expect(result).toMatchObject({
      ok: false,
      error: { code: "monday.board_missing", where: { board: "payments" } },
    });
    expect(!result.ok && result.error.userMessage).toContain("Board payments");
  });

  it("makes a removed column again under another id", async () => {
    const saved: SchemaObject[] = [];
    const objects = await ensure(saved);
    monday.sandbox.act.deleteColumn(idOf(objects, "clients"), "amount");
    const again = await ensure(saved);
    expect(idOf(again, "clients/amount")).toBe("amount_2");
  });

  it("adds the labels and boards a later plan needs, and takes none away", async () => {
    const saved: SchemaObject[] = [];
    await ensure(saved);
    const label = (text: string) => ({ label: text, color: "stuck-red", values: [], count: 1 });
    const later = buildPlan([
      {
        ...clients,
        columns: clients.columns.map((column) =>
          column.labels.length > 0 ? { ...column, labels: [...column.labels, label("New one")] } : column,
        ),
      },
      payments,
      sessions(1),
      sessions(2),
      sessions(3),
    ]);
    const objects = await ensure(saved, later);
    const settings = (key: string) =>
      JSON.parse(objects.find((object) => object.key === key)?.detail ?? "{}").settings;
    const names = (key: string) => settings(key).labels.map((each: { label: string }) => each.label);
    expect(names("clients/stage")).toEqual(["Lead", "Client", "Grey", "New one"]);
    expect(names("clients/tags")).toEqual(["A, b", "New one"]);
    expect(settings("payments/sessions").boardIds).toHaveLength(3);
    expect(boardOf(objects, "clients")?.columns).toHaveLength(7);
  });

  describe("when a later plan renames what was made", () => {
    const renamed = buildPlan([
      {
        ...clients,
        title: "People",
        groups: clients.groups.map((group) => (group.key === "past" ? { ...group, title: "Former" } : group)),
        columns: clients.columns.map((column) =>
          column.key === "stage"
            ? {
                ...column,
                title: "Standing",
                labels: [...column.labels, { label: "New one", color: "stuck-red", values: [], count: 1 }],
              }
            : column,
        ),
      },
      payments,
      { ...sessions(1), title: "Meetings 1" },
      { ...sessions(2), title: "Meetings 2" },
    ]);
    const titlesOf = (objects: readonly SchemaObject[]) => ({
      boards: ["clients", "sessions1", "sessions2"].map((key) => boardOf(objects, key)?.name),
      groups: boardOf(objects, "clients")?.groups.map(({ title }) => title),
      stage: boardOf(objects, "clients")?.columns.find(({ id }) => id === "stage")?.title,
    });
    const inLine = {
      boards: ["People", "Meetings 1", "Meetings 2"],
      groups: ["Group active", "Former"],
      stage: "Standing",
    };

    it("gives boards, their parts, groups and columns the new titles, once", async () => {
      const saved: SchemaObject[] = [];
      await ensure(saved);
      expect(titlesOf(await ensure(saved, renamed))).toEqual(inLine);
      const version = monday.sandbox.world.version();
      await ensure(saved, renamed);
      expect(monday.sandbox.world.version()).toBe(version);
    });

    it("ends the same when it is killed before any save", async () => {
      const saved: SchemaObject[] = [];
      await ensure(saved);
      for (let attempt = 0; attempt < 8; attempt++) {
        await monday.destination
          .ensureSchema(renamed, buildHooks(saved, attempt % 2), monday.signal)
          .catch(() => null);
      }
      expect(titlesOf(await ensure(saved, renamed))).toEqual(inLine);
      expect(titlesOf(await ensure(saved))).toMatchObject({
        boards: ["Board clients", "Sessions 1", "Sessions 2"],
      });
    });

    it("leaves the names people gave", async () => {
      const saved: SchemaObject[] = [];
      const objects = await ensure(saved);
      const { act } = monday.sandbox;
      const boardId = idOf(objects, "clients");
      act.renameBoard(boardId, "Our clients");
      act.renameGroup(boardId, idOf(objects, "clients/group:past"), "Gone");
      act.renameColumn(boardId, "stage", "Where they are");
      const theirs = {
        boards: ["Our clients", "Meetings 1", "Meetings 2"],
        groups: ["Group active", "Gone"],
        stage: "Where they are",
      };
      expect(titlesOf(await ensure(saved, renamed))).toEqual(theirs);
      expect(titlesOf(await ensure(saved, renamed))).toEqual(theirs);
    });

    it("leaves the title of what an earlier version made without noting it, until it is the plan's", async () => {
      const saved: SchemaObject[] = [];
      await ensure(saved);
      const older = saved.map((object) => {
        const { title: _title, ...rest } = JSON.parse(object.detail ?? "{}");
        return { ...object, detail: JSON.stringify(rest) };
      });
      expect(titlesOf(await ensure([...older], renamed)).stage).toBe("stage");
      await ensure(older);
      expect(titlesOf(await ensure(older, renamed))).toEqual(inLine);
    });
  });

  it("makes a column anew when a later plan wants another type", async () => {
    const saved: SchemaObject[] = [];
    await ensure(saved);
    const retyped = clients.columns.map((column) =>
      column.key === "amount" ? { ...column, type: "text" as const } : column,
    );
    const objects = await ensure(
      saved,
      buildPlan([{ ...clients, columns: retyped }, payments, sessions(1), sessions(2)]),
    );
    expect(idOf(objects, "clients/amount")).toBe("amount_2");
  });

  it("lets everybody go on using the planned ids of columns that were made again", async () => {
    const saved: SchemaObject[] = [];
    const boardId = idOf(await ensure(saved), "clients");
    for (const column of ["amount", "portage_id"]) monday.sandbox.act.deleteColumn(boardId, column);
    await ensure(saved);
    const answer = await monday.destination.write(
      {
        boardId,
        externalIdColumnId: "portage_id",
        idempotencyKey: "k",
        operations: [
          {
            kind: "create_item",
            externalId: "s:clients:1",
            groupId: null,
            name: "One",
            values: { amount: { kind: "number", decimal: "1.50" } },
          },
        ],
      },
      monday.signal,
    );
    const [made] = answer.kind === "answered" ? answer.results : [];
    const itemId = made?.ok ? made.id : "";
    expect(monday.sandbox.world.item(itemId)?.texts).toMatchObject({
      amount_2: "1.50",
      portage_id_2: "s:clients:1",
    });
    const columnIds = ["amount", "portage_id", "email"];
    const cells = { amount: { text: "1.50" }, portage_id: { text: "s:clients:1" } };
    const page = await monday.destination.readItems({ boardId, columnIds, cursor: null }, monday.signal);
    expect(page).toMatchObject({ ok: true, value: { items: [{ values: cells }] } });
    const byId = await monday.destination.itemsById({ itemIds: [itemId], columnIds }, monday.signal);
    expect(byId).toMatchObject({ ok: true, value: [{ values: cells }] });
    const wanted = { boardId, columnId: "portage_id", externalIds: ["s:clients:1"] };
    const found = await monday.destination.findByExternalId(wanted, monday.signal);
    expect(found.ok && found.value.get("s:clients:1")).toEqual([itemId]);
  });

  it("refuses a plan whose existing column is gone", async () => {
    const existing = monday.sandbox.world.boards().find(({ name }) => name === "Contacts");
    const contacts = buildBoard({
      key: "contacts",
      target: { mode: "existing", boardId: existing?.id ?? "", boardName: "Contacts" },
      columns: [buildColumn({ key: "email", type: "email", columnId: "nowhere", existing: true })],
    });
    const wanted = buildPlan([contacts], existing?.workspaceId ?? null);
    const result = await monday.destination.ensureSchema(wanted, buildHooks([]), monday.signal);
    expect(result).toMatchObject({ ok: false, error: { code: "monday.column_missing" } });
  });
});
