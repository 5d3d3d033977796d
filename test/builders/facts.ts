import type { DestinationFacts, DestinationUser, ExistingBoard } from "../../server/core/planning/facts.ts";

export function buildUser(part: Partial<DestinationUser> = {}): DestinationUser {
  return {
    id: "7001",
    name: "Kim Berg",
    email: "kim@studio.example",
    kind: "member",
    status: "active",
    ...part,
  };
}

/** A CRM Contacts board as monday makes it. */
export function buildContactsBoard(part: Partial<ExistingBoard> = {}): ExistingBoard {
  return {
    id: "900",
    name: "Contacts",
    itemsCount: 12,
    itemsLimit: 10_000,
    columns: [
      { id: "name", title: "Name", type: "name", labels: [] },
      { id: "contact_email", title: "Email", type: "email", labels: [] },
      { id: "contact_phone", title: "Phone", type: "phone", labels: [] },
      { id: "contact_type", title: "Type", type: "status", labels: ["Customer", "Vendor"] },
    ],
    groups: [{ id: "topics", title: "Active contacts" }],
    emailMatches: 0,
    emailAmbiguous: 0,
    ...part,
  };
}

/** A paid account with one member who is a practitioner, an admin, and no Contacts board chosen. */
export function buildFacts(part: Partial<DestinationFacts> = {}): DestinationFacts {
  return {
    accountId: "account-1",
    planName: "pro",
    workspace: { id: "800", name: "Sales" },
    users: [
      buildUser(),
      buildUser({ id: "7000", name: "Ada Admin", email: "ada@studio.example", kind: "admin" }),
    ],
    contactsBoard: null,
    limits: {
      itemsPerBoard: 10_000,
      nameLength: 255,
      longTextLength: 2_000,
      statusLabels: 40,
      labelLength: 30,
      linksPerCell: 50,
    },
    pace: {
      requestsPerMinute: 1_000,
      complexityPerMinute: 5_000_000,
      complexityPerCreate: 10_000,
      complexityPerChange: 10_000,
      boardsPerMinute: 40,
      itemsPerCall: 20,
      itemsPerCallStep: 5,
      itemsPerCallMax: 50,
      callsPerDay: null,
      calls: {
        ...{ perRun: 3, perBoard: 1, perFirstGroup: 2, perGroup: 1, perColumn: 1 },
        ...{ perBoardWithPeople: 3, peoplePage: 200, itemsPage: 500, lookUpPage: 100 },
        writesLinksTwice: true,
      },
    },
    ...part,
  };
}
