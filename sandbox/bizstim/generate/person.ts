import type { Place } from "../names.ts";
import { places, streets } from "../names.ts";
import type { Chance } from "../random.ts";
import type { PersonFields } from "../rows.ts";

const zipLetters = "ABCEGHJKLMNPRSTVXY";

function zipcodeOf(chance: Chance, place: Place): string {
  const letter = (): string => zipLetters.charAt(chance.below(zipLetters.length));
  if (place.zip === "canada") {
    return `${letter()}${chance.below(10)}${letter()} ${chance.below(10)}${letter()}${chance.below(10)}`;
  }
  if (place.zip === "uk")
    return `${letter()}${chance.between(1, 20)} ${chance.below(10)}${letter()}${letter()}`;
  return String(chance.between(10001, 98999)).padStart(5, "0");
}

/** A phone written the way people type it: brackets, dots, spaces, with and without country code or extension. */
function writtenPhone(chance: Chance, place: Place): string {
  // Only number ranges reserved for fiction: 555-01xx in North America, 7946 0xxx in London.
  const last = String(chance.between(100, 199)).padStart(4, "0");
  if (place.zip === "uk") {
    return chance.pick([`+44 20 7946 ${last}`, `020 7946 ${last}`, `(020) 7946${last}`]);
  }
  const code = place.areaCode;
  return chance.pick([
    `(${code}) 555-${last}`,
    `${code}-555-${last}`,
    `${code}.555.${last}`,
    `+1 ${code} 555 ${last}`,
    `1${code}555${last}`,
    `${code} 555 ${last} ext 4`,
  ]);
}

function mobileDigits(chance: Chance, place: Place): string {
  const last = String(chance.between(100, 199)).padStart(4, "0");
  if (place.zip === "uk") return `447700900${last.slice(1)}`;
  // Most samples carry the country code, some do not.
  return `${chance.happens(0.8) ? "1" : ""}${place.areaCode}555${last}`;
}

/** Address and phones of one person; about one in seven fields is empty, as in a lived-in account. */
export function personFields(
  chance: Chance,
  name: { first: string; last: string },
  options: { mobiles: "list" | "one" },
): PersonFields {
  const place = chance.pick<Place>(places);
  const hasAddress = chance.happens(0.86);
  const mobile = chance.happens(0.75) ? mobileDigits(chance, place) : "";
  const second = options.mobiles === "list" && mobile !== "" && chance.happens(0.12);
  return {
    first_name: name.first,
    last_name: name.last,
    address1: hasAddress ? `${chance.between(1, 900)} ${chance.pick(streets)}` : "",
    address2: hasAddress && chance.happens(0.2) ? `Suite ${chance.between(1, 40)}` : "",
    city: hasAddress ? place.city : "",
    state: place.state,
    zipcode: hasAddress ? zipcodeOf(chance, place) : "",
    country: place.country,
    p_phone: chance.happens(0.85) ? writtenPhone(chance, place) : "",
    s_phone: chance.happens(0.15) ? writtenPhone(chance, place) : "",
    text_phone: second ? `${mobile},${mobileDigits(chance, place)}` : mobile,
  };
}
