import { describe, expect, it } from "vitest";
import { createFormat, durationInWords, paceInWords, toTimeZone, toWholePercent } from "./format.ts";

const format = createFormat({ country: "GB", timeFormat: "24H", timeZone: "UTC" });

describe("createFormat", () => {
  it("groups numbers and picks the plural", () => {
    expect(format.count(12481, "record")).toBe("12,481 records");
    expect(format.count(1, "record")).toBe("1 record");
    expect(format.count(2, "copy", "copies")).toBe("2 copies");
  });

  it("shows only the time for today and adds the day otherwise", () => {
    const now = new Date("2026-11-21T18:00:00Z");
    expect(format.when("2026-11-21T14:20:00Z", now)).toBe("14:20");
    expect(format.when("2026-11-20T14:20:00Z", now)).toBe("14:20 on 20 Nov 2026");
  });

  it("follows the user's hours and zone", () => {
    const american = createFormat({ country: "US", timeFormat: "12H", timeZone: "-05:00" });
    expect(american.time("2026-11-21T19:20:00Z").replaceAll("\u202f", " ")).toBe("2:20 PM");
  });

  it("falls back to the browser's zone when it does not know the given one", () => {
    expect(() => createFormat({ timeZone: "Moon/Base" }).time("2026-11-21T19:20:00Z")).not.toThrow();
  });
});

describe("toWholePercent", () => {
  it("never claims 100 or 0 before it is true", () => {
    expect(toWholePercent(9999, 10000)).toBe(99);
    expect(toWholePercent(1, 10000)).toBe(1);
    expect(toWholePercent(10000, 10000)).toBe(100);
    expect(toWholePercent(0, 0)).toBe(0);
  });
});

describe("durationInWords", () => {
  it.each([
    [10, "less than a minute"],
    [60, "about a minute"],
    [640, "about 11 minutes"],
    [3600, "1 hour"],
    [7800, "2 hours 10 minutes"],
    [3 * 3600 - 60, "3 hours"],
    [9 * 3600 + 1500, "9 hours"],
    [26 * 3600, "1 day 2 hours"],
  ])("says %i seconds as a person would", (seconds, words) => {
    expect(durationInWords(seconds)).toBe(words);
  });
});

describe("paceInWords", () => {
  it("chooses the unit that gives a readable number", () => {
    expect(paceInWords(240, String)).toBe("240 a second");
    expect(paceInWords(3.5, String)).toBe("210 a minute");
    expect(paceInWords(0.01, String)).toBe("36 an hour");
  });
});

describe("toTimeZone", () => {
  it("writes monday's offset as a zone, halves of hours included", () => {
    const now = new Date("2026-11-21T00:00:00Z");
    const local = -now.getTimezoneOffset() / 60;
    expect(toTimeZone(local, now)).toBeUndefined();
    expect(toTimeZone(local === 5.5 ? -3.5 : 5.5, now)).toBe(local === 5.5 ? "-03:30" : "+05:30");
  });
});
