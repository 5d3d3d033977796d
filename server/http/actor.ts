import type { Role } from "../contract/setup.ts";

/** Who is asking, as monday's session token says. */
export interface Actor {
  readonly accountId: string;
  readonly userId: string;
  readonly role: Role;
  readonly slug: string;
}
