import { expect, it } from "vitest";
import { openSqliteStore } from "./index.ts";

it("a column Portage has made stays one of its own when a later plan finds it on the board", async () => {
  const store = await openSqliteStore({ file: ":memory:" });
  const scope = { accountId: "a", migrationId: "m" };
  const column = { kind: "column" as const, key: "contacts/mobile", id: "p_mobile", detail: null };
  await store.objects.save(scope, { ...column, created: true });
  await store.objects.save(scope, { ...column, created: false });
  expect(await store.objects.list(scope)).toEqual([{ ...column, created: true }]);
  await store.objects.save(scope, { ...column, id: "phone", created: false });
  expect(await store.objects.list(scope)).toEqual([{ ...column, id: "phone", created: false }]);
  await store.close();
});
