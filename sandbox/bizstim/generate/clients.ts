import {
  clientNotes,
  firstNames,
  fixedClients,
  lastNames,
  schoolKinds,
  schools,
  toMailWord,
} from "../names.ts";
import { chanceAt } from "../random.ts";
import type { ClientDetail, ClientRow } from "../rows.ts";
import { firstIds } from "../rows.ts";
import { dateOf, today } from "./dates.ts";
import { clientAvailId, loginOf } from "./ids.ts";
import { personFields } from "./person.ts";

const listSalt = 11;
const detailSalt = 12;

type Name = { first: string; last: string; mailSuffix: string };

/** Positions in the list with a fixed peculiarity, so that every size of the account holds each of them. */
const clientOddities = { longNote: 5, mention: 3, longName: 12, invalidEmail: 13, emoji: 17 } as const;

/** A different pair of names for each index until all pairs are used; then a number keeps addresses apart. */
function baseName(index: number): Name {
  const fixed = fixedClients[index];
  if (fixed !== undefined) return { ...fixed, mailSuffix: "" };
  const pairs = firstNames.length * lastNames.length;
  const pair = (index * 7919) % pairs;
  const round = Math.floor(index / pairs);
  return {
    first: firstNames[pair % firstNames.length] ?? firstNames[0],
    last: lastNames[Math.floor(pair / firstNames.length)] ?? lastNames[0],
    mailSuffix: round === 0 ? "" : String(round + 1),
  };
}

function mailOf(name: Name): string {
  return `${toMailWord(name.first)}.${toMailWord(name.last)}${name.mailSuffix}@mail.example`;
}

/** Siblings follow their brother or sister in the list and share the address, typed with other capitals. */
const isSibling = (index: number): boolean => index > 3 && index % 11 === 7;
/** The same person entered twice. */
const isRepeat = (index: number): boolean => index > 20 && index % 53 === 29;

function nameOf(index: number): Name {
  if (isRepeat(index)) return baseName(index - 10);
  if (isSibling(index)) return { ...baseName(index), last: baseName(index - 1).last };
  return baseName(index);
}

function emailOf(index: number, name: Name): string {
  const own = mailOf(name);
  if (index < fixedClients.length) return own;
  if (isSibling(index)) {
    const shared = mailOf(baseName(index - 1));
    return index % 2 === 0 ? ` ${shared} ` : shared.toUpperCase();
  }
  if (isRepeat(index)) return own;
  if (index % 19 === 8) return "";
  if (index % 47 === clientOddities.invalidEmail) return own.replace("@", " at ");
  if (index % 61 === 22) return own.replace(".example", "");
  if (index % 45 === 4) return `${own},family.${own},office.${own}`;
  if (index % 9 === 4) return `${own},parent.${own}`;
  return own;
}

function shownName(index: number, name: Name): { first: string; last: string } {
  if (index === clientOddities.longName) {
    return { first: name.first, last: `${name.last} ${"of the Very Long Family Name ".repeat(10)}`.trim() };
  }
  if (index % 211 === clientOddities.emoji) return { first: `${name.first} 🎓`, last: name.last };
  // Older entries of the real product are believed to be stored as HTML; a reader has to decode them.
  const asHtml = index % 2 === 1;
  return { first: name.first, last: asHtml ? name.last.replace("'", "&#039;") : name.last };
}

/** Row `index` of the clients list. */
export function clientRow(seed: number, index: number): ClientRow {
  const name = nameOf(index);
  return {
    id: String(firstIds.clients + index),
    users_id: String(loginOf(seed, 2001 + index)),
    client_settings_id: String(77 + index),
    avail_id: String(clientAvailId(index)),
    ...personFields(chanceAt(seed, listSalt, index), shownName(index, name), { mobiles: "list" }),
    email: emailOf(index, name),
  };
}

function notesOf(index: number, text: string): string {
  if (index === clientOddities.longNote) {
    return `History of this client. ${"Term report: attendance good, homework handed in on time, reading above level. ".repeat(32)}End of history.`;
  }
  if (index % 17 === clientOddities.mention)
    return `Please ask @Nora Quinn before changing the schedule. ${text}`;
  return index % 3 === 0 ? text : "";
}

/** 52 schools over the account, more than the 41 labels a narrow label set would take. */
function schoolOf(index: number): string {
  const school = schools[index % schools.length] ?? schools[0];
  return `${school} ${schoolKinds[Math.floor(index / schools.length) % schoolKinds.length] ?? ""}`.trim();
}

/** The additional fields of `client/{id}`. */
export function clientDetail(
  seed: number,
  index: number,
  serviceIds: readonly [string, ...string[]],
): ClientDetail {
  const chance = chanceAt(seed, detailSalt, index);
  const roll = chance.next();
  const status =
    index < fixedClients.length || roll < 0.78 ? "active" : roll < 0.92 ? "inactive" : "prospect";
  const left = status === "inactive" ? dateOf(chance.between(300, today)) : "";
  const services = Array.from({ length: chance.below(4) }, () => chance.pick(serviceIds));
  return {
    status,
    latitude: "",
    longitude: "",
    dob: chance.happens(0.7)
      ? `${chance.between(1980, 2018)}-0${chance.between(1, 9)}-${chance.between(10, 28)}`
      : "0000-00-00",
    inactive_date: left,
    inactive_set_date: "",
    inactive_reason:
      left === "" ? "" : chance.pick(["Moved away", "Finished school", "Too expensive", "No answer"]),
    inactive_who: left === "" ? "" : "Nora Quinn",
    funnel_id: status === "prospect" ? String(chance.between(1, 5)) : "0",
    calendar_color: chance.pick(["#3366CC", "#DC3912", "#FF9900", "#109618", ""]),
    start_date: dateOf(chance.between(0, 500)),
    timezone: chance.pick(["America/Toronto", "America/Vancouver", "Europe/London"]),
    meeting_url: chance.happens(0.3) ? `https://meet.example/brightpath/${firstIds.clients + index}` : "",
    service_id: [...new Set(services)],
    notes: notesOf(index, chance.pick(clientNotes)),
    custom_3: chance.pick(["Friend", "Web search", "School", "Flyer", ""]),
    custom_7: schoolOf(index),
    custom_11: chance.happens(0.6) ? `Grade ${chance.between(1, 12)}` : "",
    custom_15: chance.happens(0.1) ? "Needs a quiet room.\nBring printed worksheets." : "",
    custom_19: chance.happens(0.4) ? String(chance.between(1, 5)) : "",
  };
}
