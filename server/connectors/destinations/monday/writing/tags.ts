import { z } from "zod";
import type { Failure } from "../../../../contract/errors.ts";
import type { TypedValue } from "../../../../contract/values.ts";
import type { MondayClient } from "../api/client.ts";
import { BATCH_SIZE_START } from "../limits.ts";
import { tagsDocument } from "./batch-document.ts";

/** Tags of the account by name. Boards Portage makes are public, so their tags are the account's. */
export interface Tags {
  idOf(name: string): number | undefined;
  /** Makes the tags these values need; null when all are known now. */
  prepare(values: Iterable<TypedValue | null>, signal: AbortSignal): Promise<Failure | null>;
}

const tagsSchema = z.record(z.string(), z.looseObject({ id: z.coerce.number() }));

export function createTags(client: MondayClient): Tags {
  const ids = new Map<string, number>();

  async function make(names: readonly string[], signal: AbortSignal): Promise<Failure | null> {
    const variables = Object.fromEntries(names.map((name, n) => [`t${n}`, name]));
    const made = await client.change({ document: tagsDocument(names.length), variables, signal }, tagsSchema);
    if (!made.ok) return made.error;
    names.forEach((name, n) => {
      const tag = made.value[`t${n}`];
      if (tag) ids.set(name, tag.id);
    });
    return null;
  }

  return {
    idOf: (name) => ids.get(name),
    async prepare(values, signal) {
      const missing = new Set<string>();
      for (const value of values) {
        if (value?.kind !== "tags") continue;
        for (const name of value.names) if (!ids.has(name)) missing.add(name);
      }
      const names = [...missing];
      for (let at = 0; at < names.length; at += BATCH_SIZE_START) {
        const failure = await make(names.slice(at, at + BATCH_SIZE_START), signal);
        if (failure) return failure;
      }
      return null;
    },
  };
}
