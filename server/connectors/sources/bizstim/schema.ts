/**
 * What Bizstim may put on the wire. The vendor documents numbers and sends strings, so every reader takes both;
 * keys we do not know are kept.
 */
import { z } from "zod";

const idSchema = z
  .union([z.string(), z.number()])
  .transform((id) => String(id).trim())
  .refine((id) => id !== "", "an id is empty");

/** One record of a list or single method: an id and whatever else there is. */
export const rowSchema = z.looseObject({ id: idSchema });
export type Row = z.infer<typeof rowSchema>;

const totalSchema = z
  .union([z.number(), z.string().regex(/^\s*\d+\s*$/)])
  .transform(Number)
  .nullable()
  .catch(null);

/** An empty text or null stands for an empty list, as with `practs` of locations. */
const rowsSchema = z.union([
  z.array(z.unknown()),
  z.literal("").transform(() => []),
  z.null().transform(() => []),
]);

/** `total` is null when absent or unreadable. Rows are parsed one by one: one bad row does not cost the page. */
export const listSchema = z.object({
  total: totalSchema,
  timezone: z.string().nullish().catch(null),
  response: rowsSchema,
});

export const singleSchema = z.object({ response: rowSchema });

const textSchema = z.string().optional().catch(undefined);

/** Both ways of saying no: the vendor's own (`response`) and the library's underneath (`error`). Facts 4. */
export const envelopeSchema = z.looseObject({
  status: z.union([z.string(), z.boolean()]).optional().catch(undefined),
  response: z.unknown().optional(),
  error: textSchema,
  message: textSchema,
});
