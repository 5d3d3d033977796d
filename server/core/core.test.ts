import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildRecord } from "../../test/builders/records.ts";
import { type FailureCode, failureTable, toFailure } from "../contract/errors.ts";
import { canonicalJson, foldKey, recordHash } from "./canonical.ts";
import { decideRetry } from "./retry.ts";

describe("canonical JSON", () => {
  it("does not depend on the order keys were set in", () => {
    expect(canonicalJson({ b: 1, a: [{ d: null, c: "x" }] })).toBe('{"a":[{"c":"x","d":null}],"b":1}');
  });

  it("is JSON of the same value for any value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it("leaves out what is undefined", () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });
});

describe("record hash", () => {
  it("stays when fields come in another order and changes with any value", () => {
    const one = { stream: "clients", id: "21", fields: { a: "1", b: "2" } };
    expect(recordHash({ ...one, fields: { b: "2", a: "1" } })).toBe(recordHash(one));
    expect(recordHash({ ...one, fields: { a: "1", b: "3" } })).not.toBe(recordHash(one));
    expect(recordHash(buildRecord("clients", "21"))).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("fold key", () => {
  it("ignores case, outer space and forms of the same character", () => {
    expect(foldKey("  ANA@Mail.example ")).toBe("ana@mail.example");
    expect(foldKey("e\u0301cole")).toBe(foldKey("\u00e9cole"));
  });
});

describe("retrying", () => {
  const failed = (code: FailureCode, retryAfterMs?: number) =>
    toFailure(code, { message: "test", retryAfterMs });

  it("waits longer each time, up to two minutes", () => {
    const delays = [0, 1, 2, 10, 50].map((attempt) => {
      const decision = decideRetry(failed("monday.unreachable"), { attempt, random: 0 });
      return decision.action === "wait" ? decision.delayMs : null;
    });
    expect(delays).toEqual([500, 1_000, 2_000, 60_000, 60_000]);
  });

  it("never comes back earlier than it was told to", () => {
    fc.assert(
      fc.property(
        fc.nat(100_000),
        fc.nat(100),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (told, attempt, random) => {
          const decision = decideRetry(failed("monday.rate_limited", told), { attempt, random });
          expect(decision.action === "wait" && decision.delayMs >= told).toBe(true);
        },
      ),
    );
  });

  it("decides by the kind of every failure there is", () => {
    const byKind = { retryable: "wait", needs_user: "ask", permanent: "stop", bug: "stop" };
    for (const [code, row] of Object.entries(failureTable)) {
      const failure = { ...failed("internal.bug"), kind: row.kind };
      expect([code, decideRetry(failure, { attempt: 0, random: 0 }).action]).toEqual([
        code,
        byKind[row.kind],
      ]);
    }
  });
});
