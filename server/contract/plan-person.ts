import { z } from "zod";

export const personActions = ["user", "fallback", "text", "invite"] as const;
export const planPersonSchema = z.strictObject({
  key: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  role: z.string(),
  records: z.number().int(),
  /** matched: an active monday user has this e-mail. blocked: a user has it but cannot be assigned. */
  match: z.enum(["matched", "blocked", "unmatched"]),
  matchText: z.string(),
  action: z.enum(personActions),
  userId: z.string().nullable(),
  choices: z.array(z.enum(personActions)),
});
export type PlanPerson = z.infer<typeof planPersonSchema>;
