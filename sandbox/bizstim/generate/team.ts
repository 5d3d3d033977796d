import { firstNames, lastNames, practitionerNames, skills, toMailWord } from "../names.ts";
import { chanceAt } from "../random.ts";
import type { PractitionerDetail, PractitionerRow, StaffRow } from "../rows.ts";
import { firstIds } from "../rows.ts";
import { dateOf, moneyOf } from "./dates.ts";
import { loginOf, practitionerAvailId } from "./ids.ts";
import { personFields } from "./person.ts";

const practitionerSalt = 21;
const practitionerDetailSalt = 22;
const staffSalt = 23;

function practitionerName(index: number): { first: string; last: string } {
  const fixed = practitionerNames[index];
  if (fixed !== undefined) return fixed;
  return {
    first: firstNames[(index * 5) % firstNames.length] ?? firstNames[0],
    last: lastNames[(index * 13) % lastNames.length] ?? lastNames[0],
  };
}

/** One default schedule; every third practitioner has one or two alternatives. */
export function scheduleCount(index: number): number {
  return index % 3 === 1 ? 2 + (index % 2) : 1;
}

const practitionerUsersId = (seed: number, index: number): number => loginOf(seed, 50 + index);

/** Row `index` of the practitioners list. The first six are known to the sandbox's monday account by e-mail. */
export function practitionerRow(seed: number, index: number): PractitionerRow {
  const name = practitionerName(index);
  const mail = `${toMailWord(name.first)}.${toMailWord(name.last)}`;
  const schedules = Array.from({ length: scheduleCount(index) }, (_, nth) => practitionerAvailId(index, nth));
  return {
    id: String(firstIds.practitioners + index),
    pract_settings_id: String(9 + index),
    users_id: String(practitionerUsersId(seed, index)),
    avail_id: schedules.join(","),
    ...personFields(chanceAt(seed, practitionerSalt, index), name, { mobiles: "list" }),
    email:
      index === 1
        ? `${mail}@brightpath.example,${mail}@mail.example`
        : index > 5 && index % 7 === 1
          ? ""
          : `${mail}@brightpath.example`,
  };
}

/** The additional fields of `practitioner/{id}`. */
export function practitionerDetail(seed: number, index: number): PractitionerDetail {
  const chance = chanceAt(seed, practitionerDetailSalt, index);
  const first = chance.below(skills.length);
  const ids = [...new Set([first, (first + 3) % skills.length, (first + 5) % skills.length])].slice(
    0,
    chance.between(1, 3),
  );
  const status =
    index === 4
      ? "inactive"
      : index > 6
        ? chance.pick(["active", "active", "active", "contactList", "doNotHire"])
        : "active";
  return {
    status,
    wage_tier: String(index % 5 === 2 ? 1 : index % 7 === 3 ? 2 : 0),
    add_value: moneyOf(chance.happens(0.4) ? chance.between(1, 20) * 25 : 0),
    hire_date: chance.happens(0.85) ? dateOf(chance.between(0, 400)) : "0000-00-00",
    timezone: "America/Toronto",
    meeting_url: index % 2 === 0 ? `https://meet.example/brightpath/p${firstIds.practitioners + index}` : "",
    skill_id: ids.map((id) => String(id + 1)),
    skills: ids.map((id) => skills[id] ?? "").join(","),
    notes: chance.happens(0.3) ? "Police check renewed. Prefers groups of up to four." : "",
  };
}

/** Row `index` of the staffs list. The first and third are practitioners too and share their login row. */
export function staffRow(seed: number, index: number): StaffRow {
  const alsoPractitioner = index === 0 ? 0 : index === 2 ? 3 : undefined;
  const name =
    alsoPractitioner === undefined
      ? {
          first: firstNames[(index * 11 + 6) % firstNames.length] ?? firstNames[0],
          last: lastNames[(index * 17 + 9) % lastNames.length] ?? lastNames[0],
        }
      : practitionerName(alsoPractitioner);
  return {
    id: String(firstIds.staffs + index),
    users_id: String(
      alsoPractitioner === undefined
        ? loginOf(seed, 900 + index)
        : practitionerUsersId(seed, alsoPractitioner),
    ),
    staff_settings_id: String(4 + index),
    ...personFields(chanceAt(seed, staffSalt, index), name, { mobiles: "one" }),
  };
}
