import { describe, expect, it } from "vitest";
import type { HttpAnswer } from "../../transport/http-get.ts";
import { classifyAnswer, saysNothingFound } from "./classify.ts";

const key = "k".repeat(40);

function answer(status: number, body: unknown, contentType = "application/json"): HttpAnswer {
  return {
    kind: "answer",
    status,
    contentType,
    body: typeof body === "string" ? body : JSON.stringify(body),
  };
}
const library = (status: number, error: string) => answer(status, { status: false, error });

function codeOf(given: HttpAnswer): string {
  const verdict = classifyAnswer("clients", given, [key]);
  return verdict.kind === "failure" ? verdict.error.code : verdict.kind;
}

describe("answers of Bizstim", () => {
  it.each([
    ["success", answer(200, { status: "success", response: [] })],
    ["nothing", answer(200, { status: "failure", response: "No records found." })],
    ["nothing", answer(200, { status: false, response: [] })],
    ["nothing", answer(404, "", "")],
    ["throttled", library(401, "This API key has reached the hourly limit for this method.")],
    ["throttled", library(403, "This API key has reached the time limit for this method")],
    ["throttled", answer(429, "slow down", "text/plain")],
    ["connection.key_refused", library(403, "Invalid API Key.")],
    ["connection.key_refused", library(403, "")],
    ["connection.key_refused", library(401, "IP denied")],
    ["connection.plan_without_api", library(401, "This API key does not have enough permissions")],
    ["source.method_missing", library(404, "Unknown method")],
    ["source.method_missing", library(405, "Unknown method")],
    ["source.not_json", answer(200, "<!doctype html><p>API Method</p>", "text/html")],
    ["source.not_json", answer(404, "<p>gone</p>", "text/html")],
    ["source.not_json", answer(302, "", "")],
    ["source.not_json", answer(200, "not json")],
    ["source.failed", answer(500, "<p>oops</p>", "text/html")],
    ["source.failed", answer(503, { status: "success" })],
    ["source.failed", answer(400, { status: false, error: "odd" })],
  ])("means %s", (code, given) => {
    expect(codeOf(given)).toBe(code);
  });

  it("does not repeat the key a refusal echoes", () => {
    const verdict = classifyAnswer("clients", library(403, `Invalid API key ${key}`), [key]);
    expect(JSON.stringify(verdict)).not.toContain(key);
  });

  it("tells an empty list from something that broke", () => {
    expect(saysNothingFound("No records found.")).toBe(true);
    expect(saysNothingFound("Database error")).toBe(false);
  });
});
