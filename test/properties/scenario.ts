/** Random migrations: what is in the account, what the admin changes, what people do, and where the process stops. */
import fc from "fast-check";
import type { PlanEdit } from "../../server/contract/plan.ts";

/** Something a colleague does in monday; `which` picks the item among those Portage wrote. */
export interface Touch {
  readonly kind: "rename" | "write" | "empty" | "unlink" | "comment" | "delete" | "copy" | "group";
  readonly which: number;
}

/** Something that changes in the source after the import. */
export interface SourceEdit {
  readonly kind: "city" | "name" | "note" | "new_client" | "new_payment" | "delete_payment";
  readonly which: number;
}

export interface Scenario {
  readonly seed: number;
  /** Of ten rows of the large lists, so many stay. */
  readonly keep: number;
  readonly existingContacts: boolean;
  /** Known to Portage only where the account has a board already; small ones split the sessions. */
  readonly itemsPerBoard: number;
  readonly sample: "none" | "boards" | "test_workspace";
  readonly edits: readonly PlanEdit[];
  readonly touches: readonly Touch[];
  readonly later: readonly SourceEdit[];
  /** Calls before the process stops: in the import, in reading late changes, in the rollback. */
  readonly stops: readonly [number, number, number];
}

const boards = ["payments", "sessions", "assignments", "discounts", "locations", "services", "team"];

const planEdit: fc.Arbitrary<PlanEdit> = fc.oneof(
  fc.record({
    op: fc.constant("board.include" as const),
    board: fc.constantFrom(...boards),
    include: fc.constant(false),
  }),
  fc.record({
    op: fc.constant("column.include" as const),
    board: fc.constantFrom("clients", "payments", "sessions"),
    column: fc.constantFrom("notes", "status", "city", "date", "kind", "client"),
    include: fc.constant(false),
  }),
  fc.record({
    op: fc.constant("column.type" as const),
    board: fc.constantFrom("clients", "payments", "sessions"),
    column: fc.constantFrom("status", "dob", "date", "notes", "phone", "kind"),
    type: fc.constantFrom("text" as const, "long_text" as const, "dropdown" as const),
  }),
  fc.record({
    op: fc.constant("board.dedupe" as const),
    board: fc.constant("contacts"),
    policy: fc.constantFrom("merge" as const, "skip" as const, "keep_both" as const),
  }),
  fc.record({
    op: fc.constant("people.default" as const),
    // Not "invite": monday has no call that takes an invitation back, and the preview says so.
    action: fc.constant("text" as const),
    fallbackUserId: fc.constant(null),
  }),
);

const touch: fc.Arbitrary<Touch> = fc.record({
  kind: fc.constantFrom(
    ...(["rename", "write", "empty", "unlink", "comment", "delete", "copy", "group"] as const),
  ),
  which: fc.nat({ max: 500 }),
});

const sourceEdit: fc.Arbitrary<SourceEdit> = fc.record({
  kind: fc.constantFrom(
    ...(["city", "name", "note", "new_client", "new_payment", "delete_payment"] as const),
  ),
  which: fc.nat({ max: 60 }),
});

export const scenario: fc.Arbitrary<Scenario> = fc.record({
  seed: fc.integer({ min: 1, max: 1_000 }),
  keep: fc.integer({ min: 2, max: 10 }),
  existingContacts: fc.boolean(),
  itemsPerBoard: fc.constantFrom(10_000, 40),
  sample: fc.constantFrom("none", "boards", "test_workspace"),
  edits: fc.array(planEdit, { maxLength: 3 }),
  touches: fc.array(touch, { minLength: 1, maxLength: 8 }),
  later: fc.array(sourceEdit, { maxLength: 5 }),
  stops: fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 6 }), fc.nat({ max: 12 })),
});
