import { z } from "zod";

/** A column as every query of boards asks for it; `settings` is parsed in `schema/column-settings.ts`. */
export const columnSchema = z.looseObject({
  id: z.string(),
  title: z.string(),
  type: z.string(),
  archived: z.boolean().nullish(),
  settings: z.unknown(),
});

export const groupSchema = z.looseObject({
  id: z.string(),
  title: z.string(),
  archived: z.boolean().nullish(),
  deleted: z.boolean().nullish(),
});

/** monday's lists may be null and may hold nulls. */
type Listed<T> = readonly (T | null)[] | null | undefined;

/** The columns people see: archived ones are left out. */
export function presentColumns<T extends { archived?: boolean | null | undefined }>(columns: Listed<T>): T[] {
  return (columns ?? []).flatMap((column) => (column && column.archived !== true ? [column] : []));
}

/** The groups people see: archived and deleted ones are left out. */
export function presentGroups<
  T extends { archived?: boolean | null | undefined; deleted?: boolean | null | undefined },
>(groups: Listed<T>): T[] {
  return (groups ?? []).flatMap((group) =>
    group && group.archived !== true && group.deleted !== true ? [group] : [],
  );
}
