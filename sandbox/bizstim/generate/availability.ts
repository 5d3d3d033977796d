import { chanceAt } from "../random.ts";
import type { AvailabilityRow } from "../rows.ts";
import type { ScheduleOwner } from "./ids.ts";

const salt = 61;

/** Clients whose schedule answers "not found" although the list names one. */
export const hasNoSchedule = (owner: ScheduleOwner): boolean =>
  owner.owner === "client" && owner.index % 29 === 10;

/** One schedule: a window a day, `00:00` to `00:00` for a day off, `24:00` for the end of the day. */
export function availabilityRow(seed: number, availId: number, owner: ScheduleOwner): AvailabilityRow {
  const chance = chanceAt(seed, salt, availId);
  const nth = owner.owner === "practitioner" ? owner.nth : 0;
  const neverEdited = owner.owner === "client" && chance.happens(0.5);
  const from = (): string =>
    neverEdited ? "00:00" : chance.pick(["08:00", "09:00", "15:30", "16:31", "00:00"]);
  const to = (start: string): string => {
    if (neverEdited) return "24:00";
    return start === "00:00"
      ? chance.pick(["00:00", "24:00"])
      : chance.pick(["19:31", "20:00", "21:31", "24:00"]);
  };
  const days = Array.from({ length: 7 }, () => {
    const start = from();
    return { start, end: to(start) };
  });
  const day = (index: number): { start: string; end: string } =>
    days[index] ?? { start: "00:00", end: "00:00" };
  return {
    id: String(availId),
    label: nth === 0 ? "Default" : nth === 1 ? "Summer" : "Exam weeks",
    start: nth === 0 ? "2024-09-02" : "2026-07-01",
    end: nth === 0 ? "2030-12-31" : "2026-08-31",
    mAvailf: day(0).start,
    mAvailt: day(0).end,
    tAvailf: day(1).start,
    tAvailt: day(1).end,
    wAvailf: day(2).start,
    wAvailt: day(2).end,
    rAvailf: day(3).start,
    rAvailt: day(3).end,
    fAvailf: day(4).start,
    fAvailt: day(4).end,
    satAvailf: day(5).start,
    satAvailt: day(5).end,
    sunAvailf: day(6).start,
    sunAvailt: day(6).end,
  };
}
