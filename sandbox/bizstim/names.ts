/** Word lists of the invented business "Brightpath". Nobody here is real; every address ends in `.example`. */

/** Olivia, Liam, Emma and Noah are missing: they are the fixed first clients and stay unique. */
export const firstNames = [
  "Ava",
  "Sophia",
  "Mia",
  "Zoë",
  "Renée",
  "Chloé",
  "Amélie",
  "Hannah",
  "Isla",
  "Freya",
  "Layla",
  "Priya",
  "Mei",
  "Yuki",
  "Fatima",
  "Aaliyah",
  "Camila",
  "Lucía",
  "Grace",
  "Ruth",
  "Maeve",
  "Niamh",
  "Astrid",
  "Ingrid",
  "Lucas",
  "Ethan",
  "Jack",
  "Oscar",
  "Theo",
  "Hugo",
  "Mateo",
  "José",
  "Søren",
  "Łukasz",
  "Dmitri",
  "Arjun",
  "Omar",
  "Youssef",
  "Kwame",
  "Tariq",
  "Henry",
  "Samuel",
  "Jean-Luc",
  "D'Angelo",
  "Ewan",
  "Rhys",
  "Caleb",
] as const satisfies readonly [string, ...string[]];

export const lastNames = [
  "Anderson",
  "Tremblay",
  "O'Connor",
  "Núñez",
  "García",
  "Müller",
  "Novak",
  "Kowalski",
  "Nguyen",
  "Tran",
  "Patel",
  "Singh",
  "Khan",
  "Hussain",
  "Okafor",
  "Mensah",
  "Adeyemi",
  "Johansson",
  "Larsen",
  "Lefèvre",
  "Dubois",
  "Côté",
  "Rossi",
  "Moretti",
  "Silva",
  "Costa",
  "Haddad",
  "Cohen",
  "Murphy",
  "Kelly",
  "MacLeod",
  "Campbell",
  "Evans",
  "Hughes",
  "Clarke",
  "Walker",
  "Young",
  "King",
  "Scott",
  "Hill",
  "Green",
  "Baker",
  "Carter",
  "Mitchell",
  "Roberts",
  "Turner",
  "Phillips",
  "Parker",
  "Edwards",
  "Collins",
  "Stewart",
  "Morris",
  "Smith-Jones",
  "van Dijk",
  "de la Cruz",
  "Yamamoto",
  "Sato",
  "Kim",
  "Park",
] as const satisfies readonly [string, ...string[]];

export const fixedClients = [
  { first: "Olivia", last: "Brown" },
  { first: "Liam", last: "Wilson" },
  { first: "Emma", last: "Taylor" },
  { first: "Noah", last: "Martin" },
] as const;

/** The first four are active users of the sandbox's monday account, the fifth an inactive one, the sixth invited. */
export const practitionerNames = [
  { first: "Nora", last: "Quinn" },
  { first: "Tomas", last: "Reyes" },
  { first: "Amina", last: "Hassan" },
  { first: "Leo", last: "Fischer" },
  { first: "Ivy", last: "Chen" },
  { first: "Sam", last: "Okafor" },
] as const;

export const streets = [
  "Maple Street",
  "King Street West",
  "Station Road",
  "Church Lane",
  "Lakeshore Drive",
  "Queen&#039;s Avenue",
  "Elm Grove",
  "Victoria Terrace",
  "Rue Saint-Denis",
  "Birch Crescent",
  "High Street",
  "Mill &amp; Pond Road",
] as const satisfies readonly [string, ...string[]];

export type Place = {
  city: string;
  state: string;
  country: string;
  areaCode: string;
  zip: "canada" | "uk" | "us";
};

export const places = [
  { city: "Toronto", state: "Ontario", country: "Canada", areaCode: "416", zip: "canada" },
  { city: "Mississauga", state: "Ontario", country: "Canada", areaCode: "905", zip: "canada" },
  { city: "Ottawa", state: "Ontario", country: "Canada", areaCode: "613", zip: "canada" },
  { city: "Montréal", state: "Quebec", country: "Canada", areaCode: "514", zip: "canada" },
  { city: "Vancouver", state: "British Columbia", country: "Canada", areaCode: "604", zip: "canada" },
  { city: "London", state: "England", country: "United Kingdom", areaCode: "20", zip: "uk" },
  { city: "Edinburgh", state: "Scotland", country: "United Kingdom", areaCode: "131", zip: "uk" },
  { city: "Buffalo", state: "New York", country: "United States", areaCode: "716", zip: "us" },
  { city: "Seattle", state: "Washington", country: "United States", areaCode: "206", zip: "us" },
] as const satisfies readonly [Place, ...Place[]];

export const skills = [
  "Algebra",
  "Calculus",
  "Physics",
  "Chemistry",
  "Biology",
  "Essay writing",
  "French",
  "Spanish",
  "SAT",
  "GCSE",
  "Interview practice",
  "Dyslexia support",
] as const satisfies readonly [string, ...string[]];

export const schools = [
  "Northview",
  "Riverdale",
  "St. Mary's",
  "Humberside",
  "Lakefield",
  "Oakridge",
  "Westmount",
  "Earl Grey",
  "Malvern",
  "Leaside",
  "Parkdale",
  "Rosedale",
  "Brookline",
] as const satisfies readonly [string, ...string[]];

export const schoolKinds = ["Collegiate", "Academy", "High School", "Primary"] as const;

export const clientNotes = [
  "Prefers evenings. Parent waits outside.",
  "Working towards the spring exam.",
  "Very shy at first: start with a warm-up game.",
  "Invoices go to the father.",
  "Allergic to nuts &amp; peanuts.",
  "Asked for a tutor who speaks French.",
  "Moved from another centre; ask for the old reports.",
] as const satisfies readonly [string, ...string[]];

export const sessionNotes = [
  "Fractions revised, homework set.",
  "Good progress on essay structure.",
  "Mock test, 74 %.",
  "Camera off; please remind.",
  "Covered chapters 3 & 4.",
  "Late by ten minutes.",
] as const satisfies readonly [string, ...string[]];

export const paymentNotes = [
  "E-transfer",
  "Cash at front desk",
  "Ten-session package",
  "Monthly invoice",
  "Refund for cancelled session",
  "Card ending 4242",
] as const satisfies readonly [string, ...string[]];

/** Lower-case ASCII for the local part of an address: "D'Angelo" → "dangelo", "Zoë" → "zoe". */
export function toMailWord(name: string): string {
  return name
    .replace(/ł/gi, "l")
    .replace(/ø/gi, "o")
    .normalize("NFD")
    .replace(/[^A-Za-z0-9-]/g, "")
    .toLowerCase();
}
