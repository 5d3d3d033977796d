import { describe, expect, it } from "vitest";
import type { AuditEntry } from "../lib/contract.ts";
import { toActorWords, toOperationWords, toOutcomeWords } from "./audit-words.ts";

describe("a line of the audit trail in words", () => {
  it("tells calls by their names and acts of people as sentences", () => {
    const words = (operation: string, system: AuditEntry["system"], writes: boolean) =>
      toOperationWords({ operation, system, writes });
    expect(words("PortageCreateBoard", "destination", true)).toBe("Create board");
    expect(words("PortageItemUpdates", "destination", false)).toBe("Read item updates");
    expect(words("getClients", "source", false)).toBe("Get clients");
    expect(words("plan.approve", "portage", true)).toBe("Plan approved");
    expect(words("window.open", "portage", true)).toBe("Window open");
  });

  it("tells whose doing it was", () => {
    expect(toActorWords("7", "7")).toBe("You");
    expect(toActorWords("8", "7")).toBe("User 8");
    expect(toActorWords("schedule", "7")).toBe("Schedule");
  });

  it("tells how it ended", () => {
    expect(["ok", "lost", "monday.not_found"].map(toOutcomeWords)).toEqual([
      "Done",
      "Answer lost",
      "Failed: monday.not_found",
    ]);
  });
});
