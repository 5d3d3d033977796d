import { foldKey } from "../canonical.ts";
import type { FieldValue } from "../records.ts";
import { toList } from "./text.ts";

/** Local part, one @, a domain with a dot: what monday's e-mail column and every mail server agree on. */
const address = /^[^\s@,;:<>()[\]"\\]+@[^\s@,;:<>()[\]"\\.]+(?:\.[^\s@,;:<>()[\]"\\.]+)+$/;

export function isEmail(text: string): boolean {
  return text.length <= 254 && address.test(text);
}

/** The first valid address of a list, as typed; null when none is valid. */
export function firstEmail(value: FieldValue | undefined): string | null {
  return toList(value).find(isEmail) ?? null;
}

/** Everything of the list but its first valid address: further addresses and texts that are no address. */
export function otherEmails(value: FieldValue | undefined): string[] {
  const all = toList(value);
  const first = all.findIndex(isEmail);
  return all.filter((_, index) => index !== first);
}

/** The form in which addresses are compared. */
export function foldEmail(text: string): string {
  return foldKey(text);
}
