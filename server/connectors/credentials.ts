import { z } from "zod";
import type { Credentials } from "./types.ts";

const credentialsSchema = z.record(z.string(), z.string());

/** Reads credentials back from their sealed JSON text; throws when the text is not ours. */
export function parseCredentials(text: string): Credentials {
  return credentialsSchema.parse(JSON.parse(text));
}
