import { describe, expect, it } from "vitest";
import {
  changedUpdateWords,
  differenceId,
  doubledWords,
  endedLinkWords,
  linkWords,
  missingBoardWords,
  replacedLinkWords,
  valueWords,
} from "./difference-words.ts";

describe("differenceId", () => {
  it("is the same for the same place and another for any other", () => {
    const place = { kind: "value", board: "clients", externalId: "a:b:1", column: "email" } as const;
    const others = [
      { ...place, kind: "link" as const },
      { ...place, board: "payments" },
      { ...place, externalId: "a:b:2" },
      { ...place, column: null },
      { ...place, also: "7" },
    ];
    expect(differenceId({ ...place })).toBe(differenceId(place));
    expect(new Set([place, ...others].map(differenceId)).size).toBe(others.length + 1);
  });
});

describe("the words of a difference", () => {
  it("tell which of two items is older", () => {
    expect(doubledWords("100", "99").text).toContain("it is the older of the two");
    expect(doubledWords("99", "100").text).toContain("most likely a copy");
  });

  it("offer to repair an update that was edited, not one that monday keeps in its own way", () => {
    const editedAt = "2026-11-03T10:00:00Z";
    expect(changedUpdateWords("Notes", { today: "Call", editedAt })).toMatchObject({
      text: "The update “Notes” was edited; it reads differently from what Portage wrote.",
      repairable: true,
    });
    expect(changedUpdateWords("Notes", { today: "", editedAt }).text).toBe(
      "The text of the update “Notes” was removed.",
    );
    expect(changedUpdateWords("Notes", { today: "Call", editedAt: null })).toMatchObject({
      repairable: false,
    });
  });

  it("count in plain words", () => {
    expect(endedLinkWords("Client", 1)).toMatchObject({
      text: "An item that Portage linked in Client was deleted or archived, and the link ended with it.",
      repairable: false,
    });
    expect(endedLinkWords("Client", 2).text).toContain("2 items that Portage linked in Client were");
    expect(replacedLinkWords("Client")).toMatchObject({ repairable: false });
    expect(linkWords("Client", 1).text).toBe("A link that Portage set in Client is no longer there.");
    expect(linkWords("Client", 2).text).toContain("2 links that Portage set in Client are");
    expect(missingBoardWords("Services", 1_234).text).toContain("all 1,234 items");
    expect(valueWords("Email", "").text).toContain("is empty");
  });
});
