import { availabilityRow, hasNoSchedule } from "./generate/availability.ts";
import {
  discountCount,
  discountRow,
  locationCount,
  locationRow,
  serviceCount,
  serviceRow,
} from "./generate/catalogue.ts";
import { clientDetail, clientRow } from "./generate/clients.ts";
import { maxPractitioners, scheduleOwner } from "./generate/ids.ts";
import { paymentRow } from "./generate/payments.ts";
import { sessionRow } from "./generate/sessions.ts";
import { practitionerDetail, practitionerRow, scheduleCount, staffRow } from "./generate/team.ts";
import type { BizstimMemory } from "./memory.ts";
import { changesOf } from "./memory.ts";
import type {
  AvailabilityRow,
  ClientDetail,
  ClientRow,
  ListName,
  PractitionerDetail,
  PractitionerRow,
  Rows,
} from "./rows.ts";
import { firstIds } from "./rows.ts";
import type { EditableTable, TableSource } from "./table.ts";
import { createTable } from "./table.ts";

/** How big the invented business is: about 300, 5,000, 60,000 or 200,000 rows over all lists, or a number of them. */
export type AccountSize = "small" | "medium" | "large" | "xlarge" | { records: number };

export type Tables = { [List in ListName]: EditableTable<Rows[List]> };

/** The generated business. Tables answer what the list methods answer, the rest what the single methods do. */
export interface BizstimAccount extends Tables {
  timezone: string;
  clientDetail(id: string): (ClientRow & ClientDetail) | undefined;
  practitionerDetail(id: string): (PractitionerRow & PractitionerDetail) | undefined;
  availability(id: string): AvailabilityRow | undefined;
}

const records = { small: 300, medium: 5_000, large: 60_000, xlarge: 200_000 } as const;

/** Rows of each list for a size. The catalogue stays the same, people and their history grow. */
function countsFor(size: AccountSize): Record<ListName, number> {
  const wanted = typeof size === "string" ? records[size] : size.records;
  const practitioners = Math.min(maxPractitioners, Math.max(10, Math.round(Math.sqrt(wanted) / 3)));
  const staffs = Math.max(5, Math.round(practitioners / 4));
  const fixed = practitioners + staffs + serviceCount + locationCount + discountCount;
  const rest = Math.max(100, wanted - fixed);
  const clients = Math.round(rest * 0.22);
  const payments = Math.round(rest * 0.33);
  return {
    clients,
    practitioners,
    staffs,
    services: serviceCount,
    locations: locationCount,
    discounts: discountCount,
    payments,
    sessions: rest - clients - payments,
  };
}

/** Builds the account for a size and seed, with the remembered edits over it. */
export function createAccount(size: AccountSize, seed: number, memory: BizstimMemory): BizstimAccount {
  const counts = countsFor(size);
  const table = <List extends ListName>(
    list: List,
    rowAt: TableSource<Rows[List]>["rowAt"],
  ): EditableTable<Rows[List]> =>
    createTable(
      { firstId: firstIds[list], count: counts[list], rowAt },
      changesOf(memory, list),
      memory.save,
    );

  const tables: Tables = {
    clients: table("clients", (index) => clientRow(seed, index)),
    practitioners: table("practitioners", (index) => practitionerRow(seed, index)),
    staffs: table("staffs", (index) => staffRow(seed, index)),
    services: table("services", (index) => serviceRow(seed, index)),
    locations: table("locations", locationRow),
    discounts: table("discounts", discountRow),
    payments: table("payments", (index) => paymentRow(seed, index, counts.clients)),
    sessions: table("sessions", (index) => sessionRow(seed, index, counts)),
  };
  const { clients, practitioners } = tables;

  return {
    ...tables,
    timezone: "America/Toronto",
    clientDetail(id) {
      const index = clients.indexOf(id);
      const row = clients.byId(id);
      if (index === undefined || row === undefined) return undefined;
      return { ...row, ...clientDetail(seed, index, serviceIds), ...clients.patchOf(index), id };
    },
    practitionerDetail(id) {
      const index = practitioners.indexOf(id);
      const row = practitioners.byId(id);
      if (index === undefined || row === undefined) return undefined;
      return { ...row, ...practitionerDetail(seed, index), ...practitioners.patchOf(index), id };
    },
    availability(id) {
      if (!/^\d{1,9}$/.test(id)) return undefined;
      const owner = scheduleOwner(Number(id));
      if (owner.index < 0 || hasNoSchedule(owner)) return undefined;
      const owners = owner.owner === "client" ? clients : practitioners;
      const exists = owners.indexOf(
        String(firstIds[owner.owner === "client" ? "clients" : "practitioners"] + owner.index),
      );
      if (exists === undefined) return undefined;
      if (owner.owner === "practitioner" && owner.nth >= scheduleCount(owner.index)) return undefined;
      return availabilityRow(seed, Number(id), owner);
    },
  };
}

/** Services a client may have been given: the first dozen of the catalogue. */
const serviceIds: readonly [string, ...string[]] = [
  String(firstIds.services),
  ...Array.from({ length: 11 }, (_, nth) => String(firstIds.services + 1 + nth)),
];
