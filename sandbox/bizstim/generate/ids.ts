/** Schedules 1 to 503 belong to practitioners (three numbers each), the rest to clients in list order. */
const firstClientAvail = 504;
const schedulesPerPractitioner = 3;

/** Most practitioners the numbering above has room for. */
export const maxPractitioners = 160;

/** Logins count through all businesses: those of another seed are other ones. */
export const loginOf = (seed: number, login: number): number => login + (seed - 1) * 100_000;

export const clientAvailId = (index: number): number => firstClientAvail + index;

export const practitionerAvailId = (index: number, nth: number): number =>
  1 + index * schedulesPerPractitioner + nth;

export type ScheduleOwner =
  | { owner: "client"; index: number }
  | { owner: "practitioner"; index: number; nth: number };

/** Whose schedule an id is. */
export function scheduleOwner(availId: number): ScheduleOwner {
  if (availId >= firstClientAvail) return { owner: "client", index: availId - firstClientAvail };
  const slot = availId - 1;
  return {
    owner: "practitioner",
    index: Math.floor(slot / schedulesPerPractitioner),
    nth: slot % schedulesPerPractitioner,
  };
}
