import type { Inventory } from "../../contract/inventory.ts";
import { toCountry } from "../mapping/country.ts";
import type { Blueprint } from "./blueprint.ts";
import { fieldStats } from "./field-stats.ts";

/** Currency of the countries such businesses are in; the euro area is listed below. */
const currencies: Readonly<Record<string, string>> = {
  US: "USD",
  CA: "CAD",
  GB: "GBP",
  AU: "AUD",
  NZ: "NZD",
  IN: "INR",
  ZA: "ZAR",
  CH: "CHF",
  SE: "SEK",
  NO: "NOK",
  DK: "DKK",
  PL: "PLN",
  CZ: "CZK",
  HU: "HUF",
  RO: "RON",
  IL: "ILS",
  AE: "AED",
  SA: "SAR",
  SG: "SGD",
  HK: "HKD",
  JP: "JPY",
  KR: "KRW",
  CN: "CNY",
  BR: "BRL",
  MX: "MXN",
  AR: "ARS",
  CL: "CLP",
  CO: "COP",
  MY: "MYR",
  PH: "PHP",
  TH: "THB",
  ID: "IDR",
  NG: "NGN",
  KE: "KES",
  EG: "EGP",
  TR: "TRY",
  UA: "UAH",
};
const euroArea = new Set("AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK".split(" "));

/** ISO 4217 code of a country's currency; null when Portage does not know it. */
function currencyOfCountry(code: string): string | null {
  return euroArea.has(code) ? "EUR" : (currencies[code] ?? null);
}

/** Currencies of the countries most customers live in, most likely first; empty when no country is known. */
export function guessCurrencies(blueprint: Blueprint, inventory: Inventory): string[] {
  if (blueprint.countryField === null) return [];
  const { stream, field } = blueprint.countryField;
  const counts = new Map<string, number>();
  for (const { value, count } of fieldStats(inventory, [stream], field).values ?? []) {
    const country = toCountry(value);
    const currency = country ? currencyOfCountry(country.code) : null;
    if (currency !== null) counts.set(currency, (counts.get(currency) ?? 0) + count);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([currency]) => currency);
}
