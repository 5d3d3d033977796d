import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/min";

export interface Phone {
  /** E.164 (`+14165550120`). */
  readonly phone: string;
  readonly country: string | null;
}

function parse(text: string, country: CountryCode | undefined): Phone | null {
  const number = parsePhoneNumberFromString(text, country);
  if (!number?.isPossible()) return null;
  return { phone: number.number, country: number.country ?? country ?? null };
}

/**
 * Reads a phone as people type it, with the country of the record for numbers without a country code. Digits that
 * only make sense with their country code ("19054546464", no country known) are read as international.
 * An extension does not fit E.164 and is not part of the result.
 */
export function parsePhone(text: string, country: CountryCode | null): Phone | null {
  const national = country ? parse(text, country) : parse(text, undefined);
  if (national) return national;
  const digits = text.replace(/\D/g, "");
  return digits.length >= 10 && !text.includes("+") ? parse(`+${digits}`, undefined) : null;
}
