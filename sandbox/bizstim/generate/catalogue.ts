import { chanceAt } from "../random.ts";
import type { DiscountRow, LocationRow, ServiceRow } from "../rows.ts";
import { firstIds } from "../rows.ts";
import { moneyOf } from "./dates.ts";

const serviceSalt = 31;

type Group = { id: number; name: string; sessions: number; services: readonly string[] };

/** Six groups of five. Each holds a near-duplicate, the vendor's advice being to add a service rather than edit one. */
const groups: readonly Group[] = [
  {
    id: 1,
    name: "Mathematics Tutoring",
    sessions: 1,
    services: [
      "Algebra, 60 min",
      "Algebra, 60 min (taxable)",
      "Calculus, 60 min",
      "Calculus, 90 min",
      "Statistics, 60 min",
    ],
  },
  {
    id: 2,
    name: "Science Tutoring",
    sessions: 1,
    services: [
      "Physics, 60 min",
      "Physics 60 min",
      "Chemistry, 60 min",
      "Biology, 60 min",
      "Lab report review",
    ],
  },
  {
    id: 3,
    name: "Languages &amp; Literacy",
    sessions: 1,
    services: [
      "French conversation",
      "French Conversation",
      "Essay writing",
      "Reading support",
      "Spanish for beginners",
    ],
  },
  {
    id: 4,
    name: "Exam Preparation",
    sessions: 8,
    services: [
      "SAT group course",
      "SAT group course (2025)",
      "GCSE maths group",
      "IELTS coaching",
      "Mock exam",
    ],
  },
  {
    id: 5,
    name: "Career Coaching",
    sessions: 1,
    services: ["Interview practice", "CV review", "CV Review ", "Career orientation", "Public speaking"],
  },
  {
    id: 6,
    name: "Packages of Ten",
    sessions: 10,
    services: [
      "Ten maths sessions",
      "Ten science sessions",
      "Ten language sessions",
      "Ten coaching sessions",
      "Ten mixed sessions",
    ],
  },
];

export const serviceCount = groups.reduce((sum, group) => sum + group.services.length, 0);
export const locationCount = 5;
export const discountCount = 6;

/** Row `index` of the services list, 30 in all whatever the size of the account. */
export function serviceRow(seed: number, index: number): ServiceRow {
  const chance = chanceAt(seed, serviceSalt, index);
  const group = groups[Math.floor(index / 5)] ?? groups[0];
  if (group === undefined) throw new RangeError("the service catalogue is empty");
  const description = group.services[index % 5] ?? "";
  // The last service of group 4 was renamed alone, so the group has two names; service 28 has another count.
  const groupName = index === 19 ? "Exam Prep" : group.name;
  const cost = chance.between(30, 120) * 100 * (group.id === 6 ? 9 : 1) + (index % 4 === 1 ? 50 : 0);
  return {
    id: String(firstIds.services + index),
    group_id: String(group.id),
    group_num: String(index === 28 ? 12 : group.sessions),
    service_description: description,
    service_cost: moneyOf(cost),
    service_default_wage: moneyOf(Math.round(cost * 0.45)),
    service_taxable: index % 5 === 1 ? "1" : "0",
    service_type: group.id >= 4 ? "1" : "0",
    service_status: index === 16 ? "0" : index === 22 ? "2" : "1",
    online_booking: index % 3 === 0 ? "1" : "0",
    min_duration: description.includes("90") ? "90" : index % 2 === 0 ? "30" : "60",
    max_duration: description.includes("90") ? "90" : "120",
    start_interval: String(index % 3),
    name: groupName,
  };
}

const blankLocation = {
  location_address: "",
  location_zipcode: "",
  location_city: "",
  location_state: "",
  location_country: "",
  location_p_phone: "",
  location_s_phone: "",
  location_email: "",
  online_booking: "0",
  practs: "",
};

const locations: readonly Omit<LocationRow, "id">[] = [
  {
    location_status: "1",
    location_name: "Brightpath Downtown",
    location_address: "120 King Street West, Suite 400",
    location_zipcode: "M5H 1J9",
    location_city: "Toronto",
    location_state: "Ontario",
    location_country: "Canada",
    location_p_phone: "(416) 555-0120",
    location_s_phone: "",
    location_email: "downtown@brightpath.example",
    online_booking: "1",
    practs: ["5", "6", "7"],
  },
  {
    location_status: "1",
    location_name: "Brightpath West",
    location_address: "88 Lakeshore Road East",
    location_zipcode: "L5G 1E1",
    location_city: "Mississauga",
    location_state: "Ontario",
    location_country: "Canada",
    location_p_phone: "905-555-0188",
    location_s_phone: "905-555-0189",
    location_email: "west@brightpath.example",
    online_booking: "1",
    practs: ["8", "9"],
  },
  { ...blankLocation, location_status: "1", location_name: "Online", online_booking: "1" },
  // A deleted row still arrives, blank almost throughout, as in the vendor's own sample.
  { ...blankLocation, location_status: "2", location_name: "Old Annex" },
  { ...blankLocation, location_status: "0", location_name: "Client&#039;s home" },
];

/** Row `index` of the locations list. */
export function locationRow(index: number): LocationRow {
  const location = locations[index];
  if (location === undefined) throw new RangeError(`no location at ${index}`);
  return { id: String(firstIds.locations + index), ...location };
}

const discounts: readonly Omit<DiscountRow, "id">[] = [
  {
    uses: "1",
    secret: "0",
    expires: "2026-12-31",
    code: "WELCOME10%",
    fixed: "0",
    type: "0",
    amount: "10.00",
    services: "11,13,14",
  },
  {
    uses: "0",
    secret: "1",
    expires: "2027-06-30",
    code: "SIBLING",
    fixed: "0",
    type: "0",
    amount: "15.00",
    services: "",
  },
  {
    uses: "0",
    secret: "0",
    expires: "2025-01-31",
    code: "NEWYEAR25",
    fixed: "1",
    type: "0",
    amount: "25.00",
    services: "36,37,38,39,40",
  },
  // One service of this list has been deleted, one never existed.
  {
    uses: "2",
    secret: "0",
    expires: "0000-00-00",
    code: "BONUS",
    fixed: "1",
    type: "1",
    amount: "42.50",
    services: "33,999",
  },
  {
    uses: "1",
    secret: "1",
    expires: "2026-09-01",
    code: "École",
    fixed: "0",
    type: "1",
    amount: "5.00",
    services: "21",
  },
  {
    uses: "0",
    secret: "0",
    expires: "2027-01-01",
    code: "REFER-A-FRIEND",
    fixed: "1",
    type: "0",
    amount: "20.00",
    services: "11",
  },
];

/** Row `index` of the discounts list. */
export function discountRow(index: number): DiscountRow {
  const discount = discounts[index];
  if (discount === undefined) throw new RangeError(`no discount at ${index}`);
  return { id: String(firstIds.discounts + index), ...discount };
}
