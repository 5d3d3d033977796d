import { isSupportedCountry } from "libphonenumber-js";
import type { JsonValue } from "../model.ts";
import { CLEAR, type ColumnCodec, expectObject, invalidValue, partsOf } from "./codec.ts";

const EMAIL = /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;".]{2,}$/;
const PHONE = /^\+?[\d\s().-]+$/;
const regionNames = new Intl.DisplayNames(["en"], { type: "region" });

/** An e-mail cell is `[address, label]`. */
export const emailCodec: ColumnCodec = {
  type: "email",
  typename: "EmailValue",
  parse(value, context) {
    const { email, text } = expectObject(value, context);
    if (email === "" || email === null) return CLEAR;
    if (typeof email !== "string" || !EMAIL.test(email))
      throw invalidValue(context, value, "invalid email address");
    return [email, typeof text === "string" && text !== "" ? text : email];
  },
  parseSimple(value, context) {
    const [email = "", ...label] = value.split(" ");
    if (!EMAIL.test(email)) throw invalidValue(context, value, "invalid email address");
    return [email, label.join(" ") || email];
  },
  text: (cell) => partsOf(cell)[1] ?? "",
  raw(cell, changedAt) {
    const [email = "", text = ""] = partsOf(cell);
    return { email, text, changed_at: changedAt };
  },
  fields(cell) {
    const [email, label] = partsOf(cell);
    return { email: email ?? null, label: label ?? null };
  },
};

/** A phone cell is `[number, ISO country]`. */
export const phoneCodec: ColumnCodec = {
  type: "phone",
  typename: "PhoneValue",
  parse(value, context) {
    const { phone, countryShortName } = expectObject(value, context);
    if (phone === "" || phone === null) return CLEAR;
    const country = countryShortName ?? "";
    const number = typeof phone === "number" ? String(phone) : phone;
    if (typeof number !== "string" || typeof country !== "string" || !isPhone(number, country)) {
      throw invalidValue(context, value, "invalid phone number or country");
    }
    return [number, country];
  },
  parseSimple(value, context) {
    const match = /^(?<number>.*?)(?:\s+(?<country>[A-Z]{2}))?$/.exec(value);
    const number = match?.groups?.number ?? "";
    const country = match?.groups?.country ?? "";
    if (!isPhone(number, country)) throw invalidValue(context, value, "invalid phone number or country");
    return [number, country];
  },
  text: (cell) => partsOf(cell)[0] ?? "",
  raw(cell, changedAt) {
    const [phone = "", countryShortName = ""] = partsOf(cell);
    return { phone, countryShortName, changed_at: changedAt };
  },
  fields(cell) {
    const [phone, country] = partsOf(cell);
    return { phone: phone ?? null, country_short_name: country || null };
  },
};

function isPhone(number: string, country: string): boolean {
  const digits = number.replace(/\D/g, "").length;
  return PHONE.test(number) && digits >= 3 && digits <= 17 && (country === "" || isSupportedCountry(country));
}

/** A link cell is `[url, text]`. */
export const linkCodec: ColumnCodec = {
  type: "link",
  typename: "LinkValue",
  parse(value, context) {
    const { url, text } = expectObject(value, context);
    if (url === "" || url === null) return CLEAR;
    if (typeof url !== "string" || !isWebAddress(url)) throw invalidValue(context, value, "invalid url");
    return [url, typeof text === "string" && text !== "" ? text : url];
  },
  parseSimple(value, context) {
    const [url = "", ...text] = value.split(" ");
    if (!isWebAddress(url)) throw invalidValue(context, value, "invalid url");
    return [url, text.join(" ") || url];
  },
  text(cell) {
    const [url = "", text = ""] = partsOf(cell);
    return text === url ? url : `${text} - ${url}`;
  },
  raw(cell, changedAt) {
    const [url = "", text = ""] = partsOf(cell);
    return { url, text, changed_at: changedAt };
  },
  fields(cell) {
    const [url, text] = partsOf(cell);
    return { url: url ?? null, url_text: text ?? null };
  },
};

function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

/** A country cell is `[code, name]`; the name must be the code's own. */
export const countryCodec: ColumnCodec = {
  type: "country",
  typename: "CountryValue",
  parse(value, context) {
    const { countryCode, countryName } = expectObject(value, context);
    if (
      typeof countryCode !== "string" ||
      !/^[A-Z]{2}$/.test(countryCode) ||
      !isSupportedCountry(countryCode)
    ) {
      throw invalidValue(context, value, "unknown country code");
    }
    if (typeof countryName !== "string" || !sameName(countryName, regionNames.of(countryCode) ?? "")) {
      throw invalidValue(context, value, "country name does not match the country code");
    }
    return [countryCode, countryName];
  },
  text: (cell) => partsOf(cell)[1] ?? "",
  raw(cell, changedAt) {
    const [countryCode = "", countryName = ""] = partsOf(cell);
    return { countryCode, countryName, changed_at: changedAt };
  },
  fields(cell) {
    const [code, name] = partsOf(cell);
    return { country: code ? { code, name: name ?? "" } : null };
  },
};

function sameName(left: string, right: string): boolean {
  return left.localeCompare(right, "en", { sensitivity: "base" }) === 0;
}

/** A location cell is `[lat, lng, address]`; the platform does not geocode. */
export const locationCodec: ColumnCodec = {
  type: "location",
  typename: "LocationValue",
  parse(value, context) {
    const { lat, lng, address } = expectObject(value, context);
    if (!isDegrees(lat, 90) || !isDegrees(lng, 180) || typeof address !== "string" || address === "") {
      throw invalidValue(context, value, 'expected {"lat": "…", "lng": "…", "address": "…"}');
    }
    return [String(lat), String(lng), address];
  },
  text: (cell) => partsOf(cell)[2] ?? "",
  raw(cell, changedAt) {
    const [lat = "", lng = "", address = ""] = partsOf(cell);
    return { lat, lng, address, changed_at: changedAt };
  },
  fields(cell) {
    const [lat, lng, address] = partsOf(cell);
    return {
      lat: lat === undefined ? null : Number(lat),
      lng: lng === undefined ? null : Number(lng),
      address: address ?? null,
    };
  },
};

function isDegrees(value: JsonValue | undefined, max: number): value is string | number {
  if (typeof value !== "string" && typeof value !== "number") return false;
  return value !== "" && Math.abs(Number(value)) <= max;
}
