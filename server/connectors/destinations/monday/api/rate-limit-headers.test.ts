import { describe, expect, it } from "vitest";
import { readRateLimits, readRetryAfter } from "./rate-limit-headers.ts";

const headers = (entries: Record<string, string>) => new Headers(entries);

describe("readRateLimits", () => {
  it("reads policy and state", () => {
    const rates = readRateLimits(
      headers({
        "RateLimit-Policy":
          '"minuteRate";q=2500;w=60, "concurrency";q=100;qu="concurrent-requests", "complexityMinute";q=5000000;w=60;qu="content-bytes"',
        RateLimit: '"minuteRate";r=0;t=12, "concurrency";r=99, "complexityMinute";r=4990000;t=31',
      }),
    );
    expect(rates).toEqual({
      minuteRate: { limit: 2500, left: 0, resetMs: 12_000 },
      concurrency: { limit: 100, left: 99, resetMs: null },
      complexityMinute: { limit: 5_000_000, left: 4_990_000, resetMs: 31_000 },
    });
  });

  it("knows nothing without headers or with broken ones", () => {
    const nothing = { limit: null, left: null, resetMs: null };
    expect(readRateLimits(headers({})).minuteRate).toEqual(nothing);
    expect(
      readRateLimits(headers({ "RateLimit-Policy": "minuteRate;q=many;;=", RateLimit: ",,;" })).minuteRate,
    ).toEqual(nothing);
  });
});

describe("readRetryAfter", () => {
  it("takes seconds and dates", () => {
    const nowMs = Date.UTC(2026, 0, 1);
    expect(readRetryAfter(headers({ "Retry-After": "3" }), nowMs)).toBe(3_000);
    expect(readRetryAfter(headers({ "Retry-After": new Date(nowMs + 5_000).toUTCString() }), nowMs)).toBe(
      5_000,
    );
    expect(readRetryAfter(headers({ "Retry-After": "soon" }), nowMs)).toBeNull();
    expect(readRetryAfter(headers({}), nowMs)).toBeNull();
  });
});
