import type { ItemField, ItemOrigin, ItemView } from "../../../lib/contract.ts";

export function buildOrigin(part: Partial<ItemOrigin> = {}): ItemOrigin {
  return {
    migrationId: "m1",
    migrationName: "Bright Coaching",
    sourceTitle: "Bizstim",
    recordTitle: "Client",
    recordId: "21",
    externalId: "bizstim:clients:21",
    name: "Olivia Roy",
    runId: "r2",
    outcome: "created",
    at: "2026-11-21T09:00:00.000Z",
    by: "Dana Levi",
    ...part,
  };
}

export function buildField(part: Partial<ItemField> = {}): ItemField {
  return {
    key: "city",
    title: "City",
    source: "Laval",
    written: "Laval",
    today: "Laval",
    verdict: "same",
    ...part,
  };
}

/** An item on which nothing was touched since the import. */
export function buildItemView(part: Partial<ItemView> = {}): ItemView {
  return {
    itemId: "9001",
    status: "verified",
    statusText: "Everything Portage wrote is here, unchanged.",
    origins: [buildOrigin()],
    fields: [
      buildField({
        key: "name",
        title: "Name",
        source: "Olivia Roy",
        written: "Olivia Roy",
        today: "Olivia Roy",
      }),
      buildField(),
    ],
    links: [{ itemId: "9100", name: "Dr. Kim Berg", column: "Practitioner", state: "linked" }],
    history: [{ at: "2026-11-21T09:00:00.000Z", text: "Created from Client 21 in Bizstim." }],
    notes: [],
    reports: [],
    can: [],
    reading: { ok: true, at: "2026-11-21T14:20:00.000Z" },
    ...part,
  };
}
