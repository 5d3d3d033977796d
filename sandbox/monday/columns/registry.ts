import type { SandboxColumnType } from "../model.ts";
import type { ColumnCodec } from "./codec.ts";
import { countryCodec, emailCodec, linkCodec, locationCodec, phoneCodec } from "./contacts.ts";
import { dateCodec, hourCodec, timelineCodec, worldClockCodec } from "./dates.ts";
import { dropdownCodec, statusCodec } from "./labels.ts";
import { checkboxCodec, fileCodec, ratingCodec } from "./marks.ts";
import { peopleCodec, tagsCodec } from "./people.ts";
import { relationCodec } from "./relation.ts";
import { longTextCodec, numbersCodec, textCodec } from "./text.ts";

/** The item's name is not a cell; the codec exists so that the `name` column can be listed and renamed. */
const nameCodec: ColumnCodec = {
  type: "name",
  typename: "TextValue",
  text: String,
  raw: String,
  fields: () => ({}),
};

const codecs: Record<SandboxColumnType, ColumnCodec> = {
  name: nameCodec,
  text: textCodec,
  long_text: longTextCodec,
  numbers: numbersCodec,
  status: statusCodec,
  dropdown: dropdownCodec,
  date: dateCodec,
  timeline: timelineCodec,
  hour: hourCodec,
  world_clock: worldClockCodec,
  email: emailCodec,
  phone: phoneCodec,
  link: linkCodec,
  country: countryCodec,
  location: locationCodec,
  people: peopleCodec,
  tags: tagsCodec,
  checkbox: checkboxCodec,
  rating: ratingCodec,
  file: fileCodec,
  board_relation: relationCodec,
};

/** The codec of a column type. */
export function codecOf(type: SandboxColumnType): ColumnCodec {
  return codecs[type];
}
