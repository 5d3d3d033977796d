import { describe, expect, it } from "vitest";
import { itemStatus } from "./item-status.ts";

const same = { verdict: "same" } as const;
const changed = { verdict: "changed" } as const;
const gone = { verdict: "missing" } as const;
const linked = { state: "linked" } as const;
const lost = { state: "missing" } as const;

describe("the status of an imported item", () => {
  it("is verified when all that was written is there", () => {
    const { status, statusText } = itemStatus({ reading: "found", fields: [same, same], links: [linked] });
    expect(status).toBe("verified");
    expect(statusText).toContain("unchanged");
  });

  it("says so when there was nothing to write", () => {
    const { status, statusText } = itemStatus({ reading: "found", fields: [], links: [] });
    expect(status).toBe("verified");
    expect(statusText).toContain("wrote nothing");
  });

  it("counts what was changed or emptied", () => {
    expect(itemStatus({ reading: "found", fields: [same, changed], links: [] })).toEqual({
      status: "changed",
      statusText: "1 field holds something else than Portage wrote.",
    });
    expect(itemStatus({ reading: "found", fields: [gone, changed], links: [linked] }).statusText).toContain(
      "2 fields",
    );
  });

  it("counts updates the latest verification found to differ, after fields that do", () => {
    const facts = { reading: "found", fields: [same], links: [], updates: 1 } as const;
    expect(itemStatus(facts)).toEqual({
      status: "changed",
      statusText: "1 update that Portage wrote was edited or removed, as the latest verification found.",
    });
    expect(itemStatus({ ...facts, updates: 2 }).statusText).toContain("2 updates");
    expect(itemStatus({ ...facts, fields: [changed] }).statusText).toContain("1 field");
  });

  it("puts a lost link before a changed field", () => {
    const one = itemStatus({ reading: "found", fields: [changed], links: [lost, linked] });
    expect(one).toEqual({
      status: "link_missing",
      statusText: "1 link that Portage set is no longer there.",
    });
    expect(itemStatus({ reading: "found", fields: [], links: [lost, lost] }).statusText).toContain("2 links");
  });

  it("puts a field somebody has to decide about before what merely differs", () => {
    const one = itemStatus({ reading: "found", fields: [changed], links: [lost], conflicts: ["City"] });
    expect(one.status).toBe("conflict");
    expect(one.statusText).toContain("City was changed in the source and in monday");
    const two = itemStatus({ reading: "found", fields: [], links: [], conflicts: ["City", "Email"] });
    expect(two.statusText).toContain("2 fields were");
    expect(itemStatus({ reading: "gone", fields: [], links: [], conflicts: ["City"] }).status).toBe(
      "item_deleted",
    );
  });

  it("calls an item verified whose differences a person has decided on", () => {
    const { status, statusText } = itemStatus({ reading: "found", fields: [same], links: [], decided: 2 });
    expect(status).toBe("verified");
    expect(statusText).toContain("but for 2 fields");
  });

  it("claims nothing about an item that is gone or could not be read", () => {
    const unread = { verdict: null };
    expect(itemStatus({ reading: "gone", fields: [unread], links: [] }).status).toBe("item_deleted");
    expect(itemStatus({ reading: "failed", fields: [unread], links: [] }).status).toBe("unchecked");
  });
});
