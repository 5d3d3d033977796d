import type { RequestListener } from "node:http";
import { createServer } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { createHttpGet } from "./http-get.ts";
import { scrub } from "./scrub.ts";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}/base/`;
}

const limits = { timeoutMs: 5_000, maxBytes: 1_000, connections: 1 };
const { signal } = new AbortController();

describe("reading over HTTP", () => {
  it("puts the path behind the base address and passes headers on", async () => {
    const baseUrl = await serve((req, res) => {
      res.setHeader("content-type", "Application/JSON; charset=utf-8");
      res.end(JSON.stringify([req.url, req.headers["x-api-key"]]));
    });
    const answer = await createHttpGet({ baseUrl, ...limits })("/clients?a=1", { "x-api-key": "k" }, signal);
    expect(answer).toEqual({
      kind: "answer",
      status: 200,
      contentType: "application/json",
      body: '["/base/clients?a=1","k"]',
    });
  });

  it("does not follow a redirect, so that a key stays with its host", async () => {
    let asked = 0;
    const baseUrl = await serve((_req, res) => {
      asked += 1;
      res.writeHead(302, { location: "/elsewhere" }).end();
    });
    const answer = await createHttpGet({ baseUrl, ...limits })("/clients", {}, signal);
    expect(answer).toMatchObject({ kind: "answer", status: 302 });
    expect(asked).toBe(1);
  });

  it("stops reading an answer that is too large", async () => {
    const baseUrl = await serve((_req, res) => res.end("x".repeat(5_000)));
    const answer = await createHttpGet({ baseUrl, ...limits })("/clients", {}, signal);
    expect(answer).toMatchObject({ kind: "trouble", reason: "too_large" });
  });

  it("gives up at its deadline", async () => {
    const baseUrl = await serve(() => {});
    const answer = await createHttpGet({ baseUrl, ...limits, timeoutMs: 20 })("/clients", {}, signal);
    expect(answer).toMatchObject({ kind: "trouble", reason: "timeout" });
  });

  it("ends when the caller does", async () => {
    const caller = new AbortController();
    const baseUrl = await serve(() => caller.abort());
    const answer = await createHttpGet({ baseUrl, ...limits })("/clients", {}, caller.signal);
    expect(answer).toMatchObject({ kind: "trouble", reason: "aborted" });
  });

  it("names the system's error code when nothing listens", async () => {
    const answer = await createHttpGet({ baseUrl: "http://127.0.0.1:9", ...limits })("/clients", {}, signal);
    expect(answer).toMatchObject({ kind: "trouble", reason: "network", detail: "ECONNREFUSED" });
  });
});

describe("texts of a vendor", () => {
  it("lose secrets before they are shortened", () => {
    const secret = "s".repeat(40);
    expect(scrub(`Invalid API key ${secret}`, [secret])).toBe("Invalid API key [removed]");
    expect(scrub(`${"a".repeat(190)}${secret}`, [secret])).not.toContain("sss");
  });
});
