import type { z } from "zod";
import type { Result } from "../../../../contract/result.ts";
import type { MondayDocument } from "../api/documents.ts";
import type { SchemaWork } from "./work.ts";

interface Creation {
  /** Key of the object that is made. */
  readonly key: string;
  readonly document: MondayDocument;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly createsBoard?: boolean;
}

/**
 * Makes something under the stable key of its object, so that a lost answer is replayed and nothing is made twice.
 * monday remembers answers for half an hour, also those about things that were removed since: a replay of such a one
 * is no creation, and the thing is made again under a fresh key.
 */
export async function createOnce<T>(
  work: SchemaWork,
  { key, ...creation }: Creation,
  answer: { schema: z.ZodType<T>; isThere: (value: T) => Promise<Result<boolean>> },
): Promise<Result<T>> {
  let isReplay = false;
  const common = { ...creation, signal: work.signal };
  const made = await work.client.change(
    {
      ...common,
      idempotencyKey: work.stableKey(key),
      replayed: () => {
        isReplay = true;
      },
    },
    answer.schema,
  );
  if (!made.ok || !isReplay) return made;
  const there = await answer.isThere(made.value);
  if (!there.ok) return there;
  if (there.value) return made;
  return work.client.change({ ...common, idempotencyKey: work.freshKey() }, answer.schema);
}
