import type { FieldDiffStore, Scope } from "../../store/store.ts";

const rowsAtATime = 500;

/** A new sample of the same records starts with nothing marked as changed. Safe to repeat. */
export async function forgetChanges(fieldDiffs: FieldDiffStore, scope: Scope): Promise<void> {
  for (;;) {
    const rows = await fieldDiffs.list(scope, { changed: true }, { after: null, limit: rowsAtATime });
    if (rows.length === 0) return;
    await fieldDiffs.put(
      scope,
      rows.map(({ seq: _seq, cursor: _cursor, ...row }) => ({ ...row, changed: false })),
    );
  }
}
