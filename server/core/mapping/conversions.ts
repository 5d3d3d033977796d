/**
 * The table of conversions: one small pure function for each way a value travels.
 *
 * Conventions: absent values (null, "", empty lists, 0000-00-00, a reference to 0) leave the cell empty without a
 * remark. A value that is there but does not fit its cell is never dropped: the record gets a note and the text
 * goes into the item's update "Values that did not fit", unless another column shows it as it was. Decimals stay
 * texts, dates stay `YYYY-MM-DD`, times have no zone.
 */
import type { ColumnType } from "../../contract/values.ts";
import type { Conversion } from "./conversion.ts";
import { type ConversionName, conversionNames } from "./conversion-names.ts";
import {
  dateConversion,
  durationConversion,
  timeConversion,
  timeRangeConversion,
} from "./date-conversions.ts";
import { firstEmailConversion, keyEmailConversion, otherEmailsConversion } from "./email-conversions.ts";
import { labelConversion, tagsConversion } from "./label-conversions.ts";
import {
  personNameConversion,
  personReferenceConversion,
  personSelfConversion,
} from "./person-conversions.ts";
import { phoneConversion, phonesAsWrittenConversion } from "./phone-conversions.ts";
import {
  missingLinksConversion,
  referenceConversion,
  sameRecordConversion,
} from "./reference-conversions.ts";
import {
  countryConversion,
  idConversion,
  linkConversion,
  longTextConversion,
  numberConversion,
  textConversion,
} from "./scalar-conversions.ts";

export const conversions: Readonly<Record<ConversionName, Conversion>> = {
  text: textConversion,
  long_text: longTextConversion,
  id: idConversion,
  label: labelConversion,
  tags: tagsConversion,
  number: numberConversion,
  date: dateConversion,
  time: timeConversion,
  time_range: timeRangeConversion,
  duration: durationConversion,
  email_first: firstEmailConversion,
  email_key: keyEmailConversion,
  email_rest: otherEmailsConversion,
  phone: phoneConversion,
  phones_as_written: phonesAsWrittenConversion,
  country: countryConversion,
  link: linkConversion,
  reference: referenceConversion,
  same_record: sameRecordConversion,
  person_self: personSelfConversion,
  person_reference: personReferenceConversion,
  person_name: personNameConversion,
  missing_links: missingLinksConversion,
};

function isConversionName(name: string): name is ConversionName {
  return conversionNames.some((known) => known === name);
}

/** The conversion a plan names. A plan holds only names of this table; another one is a bug. */
export function conversionOf(name: string): Conversion {
  if (!isConversionName(name)) throw new Error(`Unknown conversion ${name}`);
  return conversions[name];
}

/** Column types a conversion can be written as, richest first. */
export function typesOf(name: ConversionName): ColumnType[] {
  const own = Object.keys(conversions[name].cells).filter(isOwnType);
  return [...own, "text", "long_text"];
}

function isOwnType(type: string): type is ColumnType {
  return type !== "text" && type !== "long_text";
}

/** Conversions whose text shows every value of their fields as it was. */
export const keepingConversions: ReadonlySet<string> = new Set<ConversionName>([
  "text",
  "long_text",
  "email_rest",
  "phones_as_written",
  "time_range",
]);
