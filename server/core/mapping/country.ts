import { type CountryCode, getCountries } from "libphonenumber-js/min";
import { foldKey } from "../canonical.ts";

export interface Country {
  /** ISO 3166-1 alpha-2. */
  readonly code: CountryCode;
  /** English name. */
  readonly name: string;
}

/** Names people type that are not the English short name. */
const aliases: Readonly<Record<string, CountryCode>> = {
  "u.s.": "US",
  "u.s.a.": "US",
  usa: "US",
  america: "US",
  "united states of america": "US",
  uk: "GB",
  "u.k.": "GB",
  "great britain": "GB",
  england: "GB",
  scotland: "GB",
  wales: "GB",
  "northern ireland": "GB",
  "the netherlands": "NL",
  holland: "NL",
  "czech republic": "CZ",
  turkey: "TR",
  "south korea": "KR",
  "korea, republic of": "KR",
  "russian federation": "RU",
  uae: "AE",
  "viet nam": "VN",
  "ivory coast": "CI",
  "republic of ireland": "IE",
  deutschland: "DE",
  españa: "ES",
};

const names = new Intl.DisplayNames(["en"], { type: "region" });
const countries: readonly Country[] = getCountries().map((code) => ({ code, name: names.of(code) ?? code }));
const byName = new Map<string, Country>(countries.map((country) => [foldKey(country.name), country]));
const byCode = new Map<string, Country>(countries.map((country) => [country.code, country]));
for (const [alias, code] of Object.entries(aliases)) {
  const country = byCode.get(code);
  if (country) byName.set(alias, country);
}

/** The country a name or ISO code stands for; null when it is neither. */
export function toCountry(text: string): Country | null {
  const known = byName.get(foldKey(text));
  if (known) return known;
  return text.trim().length === 2 ? (byCode.get(text.trim().toUpperCase()) ?? null) : null;
}
