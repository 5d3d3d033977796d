import type { Plan, PlanBoard, PlanColumn } from "../../contract/plan.ts";
import { canonicalJson, sha256 } from "../canonical.ts";

function columnDecision(column: PlanColumn): unknown {
  return {
    key: column.key,
    columnId: column.columnId,
    existing: column.existing,
    title: column.title,
    type: column.type,
    fields: column.fields,
    conversion: column.conversion,
    labels: column.labels.map(({ label, color, values }) => ({ label, color, values })),
    unit: column.unit,
    link: column.link && { board: column.link.board, twoWay: column.link.twoWay },
  };
}

function boardDecision(board: PlanBoard): unknown {
  return {
    key: board.key,
    title: board.title,
    target: board.target.mode === "existing" ? board.target.boardId : null,
    part: board.part,
    // How many records a part takes decides where each one goes.
    share: board.part === null ? null : board.records,
    streams: board.streams,
    itemSingular: board.itemSingular,
    nameFields: board.nameFields,
    externalIdColumnId: board.externalIdColumnId,
    groupBy: board.groupBy,
    groups: board.groups.map(({ key, title, color }) => ({ key, title, color })),
    columns: board.columns.filter((column) => column.include).map(columnDecision),
    updates: board.updates.filter((update) => update.include).map(({ key, field }) => ({ key, field })),
    dedupe: board.dedupe && { key: board.dedupe.key, policy: board.dedupe.policy },
    dependsOn: board.dependsOn,
    lane: board.lane,
  };
}

/**
 * SHA-256 over everything that decides what is written and where. Left-out boards and columns, counts, samples,
 * findings and the forecast do not count, so reading the source again without changes keeps an approval valid.
 */
export function planHash(
  plan: Pick<Plan, "migrationId" | "source" | "destination" | "workspace" | "boards" | "people">,
): string {
  const decision = {
    migrationId: plan.migrationId,
    source: plan.source,
    destination: plan.destination,
    workspaceId: plan.workspace.id,
    boards: plan.boards.filter((board) => board.include).map(boardDecision),
    people: plan.people.map(({ key, name, action, userId }) => ({ key, name, action, userId })),
  };
  return sha256(canonicalJson(decision));
}
