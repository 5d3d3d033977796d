import { expect, it } from "vitest";
import { ok } from "../../../../contract/result.ts";
import type { MondayClient } from "../api/client.ts";
import { usersByEmailDocument } from "../api/documents.ts";
import { USERS_PAGE_SIZE, USERS_PAGES_MAX } from "../limits.ts";
import { readUsers } from "./users.ts";

const toUser = (id: number, name: string, status: string) => {
  return { id: String(id), name, email: `${name}@x.example`, kind: "member", status };
};

it("finds the source's people by address in an account too large to list", async () => {
  let pages = 0;
  const client: Pick<MondayClient, "query"> = {
    async query(call, schema) {
      const isByEmail = call.document === usersByEmailDocument;
      if (!isByEmail) pages += 1;
      const first = (pages - 1) * USERS_PAGE_SIZE;
      const users = isByEmail
        ? [toUser(9_000_001, "ivy", "INACTIVE")]
        : Array.from({ length: USERS_PAGE_SIZE }, (_, nth) =>
            toUser(first + nth, `user${first + nth}`, "ACTIVE"),
          );
      return ok(schema.parse({ users }));
    },
  };
  const found = await readUsers(client, ["ivy@x.example"], new AbortController().signal);
  expect(pages).toBe(USERS_PAGES_MAX);
  expect(found.ok && found.value.find(({ name }) => name === "ivy")).toMatchObject({ status: "inactive" });
  expect(found.ok && found.value).toHaveLength(USERS_PAGE_SIZE * USERS_PAGES_MAX + 1);
});
