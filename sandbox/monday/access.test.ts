import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeBoard, startClient, type TestClient } from "./test-client.ts";

describe("signing in to the stand-in for monday", () => {
  let client: TestClient;
  beforeEach(async () => {
    client = await startClient({ existingContacts: true });
  });
  afterEach(() => client.close());

  it("takes the bare token and says who asks", async () => {
    const { me } = await client.ask("{ me { id name email kind status account { id slug tier } } }");
    expect(me).toMatchObject({
      name: "Dana Levi",
      email: "dana.levi@brightpath.example",
      kind: "admin",
      status: "ACTIVE",
      account: { id: "1001", slug: "brightpath", tier: "pro" },
    });
  });

  it("answers 401 to an unknown token and to a Bearer prefix", async () => {
    const { admin } = client.sandbox.tokens;
    for (const authorization of ["nobody", `Bearer ${admin}`]) {
      const answer = await client.send("{ me { id } }", {}, { authorization });
      expect([answer.status, answer.body.errors[0].extensions.code]).toEqual([401, "NOT_AUTHENTICATED"]);
    }
  });

  it("denies viewers and people who were deactivated", async () => {
    const viewer = await client.send("{ me { id } }", {}, { authorization: client.sandbox.tokens.viewer });
    expect([viewer.status, viewer.body.errors[0].extensions.code]).toEqual([403, "USER_ACCESS_DENIED"]);
    client.sandbox.act.deactivateUser(String(client.sandbox.userByRole("member").id));
    const member = await client.send("{ me { id } }", {}, { authorization: client.sandbox.tokens.member });
    expect(member.body.errors[0].extensions.code).toBe("USER_ACCESS_DENIED");
  });

  it("keeps the accounts apart", async () => {
    const board = await makeBoard(client);
    const other = await client.send(
      "query ($ids: [ID!]) { boards(ids: $ids) { id } account { slug } }",
      { ids: [board] },
      {
        authorization: client.sandbox.tokens.otherAccount,
      },
    );
    expect(other.body.data).toEqual({ boards: [], account: { slug: "harbour" } });
  });

  it("says which version served the request", async () => {
    const versionOf = async (name: string) =>
      (await client.send("{ me { id } }", {}, { "api-version": name })).headers.get("api-version");
    expect(await versionOf("2026-10")).toBe("2026-10");
    expect(await versionOf("2024-01")).toBe("2026-07");
    expect(await versionOf("2031-05")).toBe("2026-10");
    const malformed = await client.send("{ me { id } }", {}, { "api-version": "october" });
    expect(malformed.body.errors[0].extensions.code).toBe("InvalidVersionException");
  });

  it("finds people by exact e-mail, active and pending ones by default", async () => {
    const emails = [
      "nora.quinn@brightpath.example",
      "ivy.chen@brightpath.example",
      "sam.okafor@brightpath.example",
    ];
    const found = await client.ask("query ($emails: [String!]) { users(emails: $emails) { name status } }", {
      emails,
    });
    expect(found.users).toEqual([
      { name: "Nora Quinn", status: "ACTIVE" },
      { name: "Sam Okafor", status: "PENDING" },
    ]);
    expect(await client.refusal("{ users(limit: 1001) { id } }")).toBe("MaxQueryLimitExceededException");
  });

  it("has a CRM workspace with contacts when asked for", async () => {
    const { workspaces, account } = await client.ask(
      `{ account { products { kind default_workspace_id } }
         workspaces(query_params: { account_product_kind: crm }) { id name } }`,
    );
    expect(workspaces).toEqual([{ id: account.products[1].default_workspace_id, name: "CRM" }]);
    const { boards } = await client.ask(
      "query ($ids: [ID]) { boards(workspace_ids: $ids) { name items_count } }",
      {
        ids: [workspaces[0].id],
      },
    );
    expect(boards).toEqual([{ name: "Contacts", items_count: 40 }]);
    client.sandbox.switches.set("crm", false);
    expect((await client.ask("{ account { products { kind } } }")).account.products).toEqual([
      { kind: "core" },
    ]);
  });

  it("serves its schema and refuses documents that do not fit it", async () => {
    const schema = await fetch(`${client.url}/get_schema?format=sdl&version=2026-10`);
    expect(await schema.text()).toContain("type Query");
    const invalid = await client.send("{ me { shoe_size } }");
    expect([invalid.status, invalid.body.errors[0].extensions.code]).toEqual([
      400,
      "GRAPHQL_VALIDATION_FAILED",
    ]);
    const unset = await client.send("query ($ids: [ID!]!) { boards(ids: $ids) { id } }");
    expect([unset.status, unset.body.errors[0].extensions.code]).toEqual([400, "GRAPHQL_VALIDATION_FAILED"]);
    const broken = await client.send("{ me {");
    expect([broken.status, broken.body.errors[0].extensions.code]).toEqual([400, "GRAPHQL_PARSE_FAILED"]);
  });
});
