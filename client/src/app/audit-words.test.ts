import { describe, expect, it } from "vitest";
import { toActorWords, toOperationWords, toOutcomeWords } from "./audit-words.ts";

describe("a line of the audit trail in words", () => {
  it("tells calls by their names and acts of people as sentences", () => {
    expect(toOperationWords("PortageCreateBoard")).toBe("Create board");
    expect(toOperationWords("getClients")).toBe("Get clients");
    expect(toOperationWords("plan.approve")).toBe("Plan approved");
    expect(toOperationWords("window.open")).toBe("Window open");
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
