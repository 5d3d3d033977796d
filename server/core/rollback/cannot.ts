import type { RollbackPreview } from "../../contract/rollback.ts";

export interface CannotFacts {
  /** Whether the plan has a column of tags that is written. */
  readonly tags: boolean;
  /** People who were to be invited. */
  readonly invited: number;
  /** Whether people were assigned to items: monday tells them. */
  readonly assigned: boolean;
  /** Items that go. */
  readonly items: number;
  /** Items that stay and become what they were. */
  readonly restored: number;
  /** Items people have deleted or archived since, as far as monday was read. */
  readonly gone: number;
}

/** What monday gives no way to take back, as far as this migration has done it. */
export function whatCannot(facts: CannotFacts): RollbackPreview["cannot"] {
  const cannot: { title: string; detail: string }[] = [];
  if (facts.tags) {
    cannot.push({
      title: "Tags",
      detail: "Tags belong to the whole account and cannot be deleted. Nothing uses them afterwards.",
    });
  }
  if (facts.invited > 0) {
    const people = facts.invited === 1 ? "1 person" : `${facts.invited} people`;
    cannot.push({
      title: "Invitations",
      detail: `The mail to ${people} is sent. Remove them under Administration, Users, if they shall not join.`,
    });
  }
  if (facts.assigned) {
    cannot.push({
      title: "Notifications",
      detail: "monday may have told people what they were assigned to.",
    });
  }
  if (facts.items > 0) {
    cannot.push({
      title: "Recycle bin",
      detail: "monday keeps removed items and boards in its recycle bin for 30 days.",
    });
    cannot.push({
      title: "Ids and addresses",
      detail: "An import afterwards makes new items. Bookmarks of the removed ones lead nowhere.",
    });
  }
  if (facts.gone > 0) {
    const those = facts.gone === 1 ? "1 item was" : `${facts.gone} items were`;
    cannot.push({
      title: "What people have deleted or archived",
      detail: `${those} deleted or archived in monday since. Portage cannot reach into the archive: restore them first to have them taken back, or delete them there.`,
    });
  }
  if (facts.items > 0 || facts.restored > 0) {
    cannot.push({
      title: "Activity log",
      detail: "monday's activity log and “last updated” keep telling what was done and taken back.",
    });
  }
  return cannot;
}
