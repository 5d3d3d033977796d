import { z } from "zod";
import type { Failure } from "../../../../contract/errors.ts";
import { ok, type Result } from "../../../../contract/result.ts";
import type { SchemaObject } from "../../../types.ts";
import type { SchemaWork } from "./work.ts";

interface Titled<T> {
  /** Title the plan gives it now. */
  readonly planned: string;
  /** The thing as monday has it. */
  readonly present: T;
  /** Gives it the planned title; answers the thing as it is afterwards. */
  readonly rename: () => Promise<Result<T>>;
}

const detailSchema = z.looseObject({ title: z.string().optional().catch(undefined) });

/**
 * Brings the title of a thing Portage made in line with the plan, as long as nobody has renamed it in monday: it is
 * renamed when it still carries the title Portage gave it last. A pass that stops between renaming and keeping finds
 * the planned title already there and only keeps it. What was there before Portage is never renamed. A refusal
 * leaves the old title for the next pass: an import does not fail over a name.
 */
export async function followTitle<T extends { readonly title: string }>(
  work: SchemaWork,
  known: SchemaObject,
  { planned, present, rename }: Titled<T>,
): Promise<Result<{ known: SchemaObject; present: T }>> {
  const last = titleIn(known.detail);
  if (!known.created || last === planned) return ok({ known, present });
  let after = present;
  if (!isSame(present.title, planned)) {
    if (last === null || !isSame(present.title, last)) return ok({ known, present });
    const renamed = await rename();
    if (!renamed.ok) return isRefusal(renamed.error) ? ok({ known, present }) : renamed;
    after = renamed.value;
  }
  const titled = { ...known, detail: withTitle(known.detail, planned) };
  await work.keep(titled);
  return ok({ known: titled, present: after });
}

/** Title Portage gave the thing last; null when that is not known. */
export function titleIn(detail: string | null): string | null {
  return detail === null ? null : (detailSchema.parse(JSON.parse(detail)).title ?? null);
}

/** What is known of a thing, with the title Portage gave it. */
export function withTitle(detail: string | null, title: string): string {
  const parsed = detail === null ? {} : detailSchema.parse(JSON.parse(detail));
  return JSON.stringify({ ...parsed, title });
}

/** Space around a title is not kept by every screen of monday. */
export function isSame(one: string, other: string): boolean {
  return one.trim() === other.trim();
}

/** monday answers, and does not rename this one thing. */
function isRefusal({ kind, code }: Failure): boolean {
  return kind === "permanent" || code === "monday.forbidden";
}
