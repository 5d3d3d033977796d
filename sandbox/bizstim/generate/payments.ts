import { paymentNotes } from "../names.ts";
import { chanceAt } from "../random.ts";
import type { PaymentRow } from "../rows.ts";
import { firstIds } from "../rows.ts";
import { dateOf, moneyOf, today } from "./dates.ts";

const salt = 41;

/** A client id no account of any size has. */
const missingClientId = "9999999";

/** Positions in the list with a fixed peculiarity. */
const paymentOddities = { missingClient: 20, unsetDate: 31, mention: 7, longNote: 44 } as const;

function kindOf(roll: number): { credit: string; minCents: number; maxCents: number } {
  if (roll < 0.82) return { credit: "0", minCents: 3000, maxCents: 24000 };
  if (roll < 0.88) return { credit: "1", minCents: 500, maxCents: 6000 };
  if (roll < 0.92) return { credit: "2", minCents: 500, maxCents: 6000 };
  return { credit: "3", minCents: 30000, maxCents: 120000 };
}

function noteOf(index: number, text: string): string {
  if (index % 61 === paymentOddities.mention) return "Approved by @Nora Quinn";
  if (index === paymentOddities.longNote)
    return `Statement of account. ${"Session paid in part; remainder carried over. ".repeat(48)}`;
  return index % 3 === 1 ? text : "";
}

/** Row `index` of the payments list. A few belong to a client that does not exist or have no date. */
export function paymentRow(seed: number, index: number, clients: number): PaymentRow {
  const chance = chanceAt(seed, salt, index);
  const kind = kindOf(chance.next());
  const cents = chance.between(kind.minCents, kind.maxCents);
  const client = String(firstIds.clients + chance.below(clients));
  return {
    id: String(firstIds.payments + index),
    client_id: index % 173 === paymentOddities.missingClient ? missingClientId : client,
    qb_payment_id: chance.happens(0.1) ? String(chance.between(1000, 9000)) : "0",
    revenue_amount: moneyOf(cents),
    revenue_tax: "0.00",
    revenue_date: index % 257 === paymentOddities.unsetDate ? "0000-00-00" : dateOf(chance.below(today)),
    revenue_credit: kind.credit,
    revenue_note: noteOf(index, chance.pick(paymentNotes)),
  };
}
