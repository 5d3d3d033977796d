import type { RollbackPreview } from "../../contract/rollback.ts";
import { whatCannot } from "../../core/rollback/cannot.ts";
import type { Ground } from "./ground.ts";

/** What monday cannot take back, as far as the plan has done it. */
export function cannotOf(
  ground: Pick<Ground, "plan" | "options">,
  counts: { readonly items: number; readonly restored: number; readonly gone: number },
): RollbackPreview["cannot"] {
  const { plan, options } = ground;
  const columns = (plan?.boards ?? [])
    .filter(({ include }) => include)
    .flatMap((board) => board.columns.filter(({ include, filled }) => include && filled > 0));
  const isWhole = options.scope.kind === "all";
  const invited = (plan?.people ?? []).filter(({ action }) => action === "invite").length;
  return whatCannot({
    ...counts,
    tags: columns.some(({ type }) => type === "tags"),
    invited: isWhole ? invited : 0,
    assigned: columns.some(({ type }) => type === "people"),
  });
}
