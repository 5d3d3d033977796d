import type { Plan, PlanBoard, PlanColumn, PlanEdit, PlanLabel } from "./contract.ts";

function changeBoard(plan: Plan, key: string, change: (board: PlanBoard) => PlanBoard): Plan {
  return { ...plan, boards: plan.boards.map((board) => (board.key === key ? change(board) : board)) };
}

function changeColumn(
  plan: Plan,
  at: { readonly board: string; readonly column: string },
  change: (column: PlanColumn) => PlanColumn,
): Plan {
  return changeBoard(plan, at.board, (board) => ({
    ...board,
    columns: board.columns.map((column) => (column.key === at.column ? change(column) : column)),
  }));
}

function moveValue(labels: readonly PlanLabel[], value: string, target: string | null): PlanLabel[] {
  const color = labels.find((label) => label.values.includes(value))?.color ?? "explosive";
  const without = labels.map((label) => ({
    ...label,
    values: label.values.filter((each) => each !== value),
  }));
  if (target === null) return without;
  if (!without.some((label) => label.label === target)) {
    return [...without, { label: target, color, values: [value], count: 0 }];
  }
  return without.map((label) =>
    label.label === target ? { ...label, values: [...label.values, value] } : label,
  );
}

function answerFinding(plan: Plan, id: string): Plan {
  const isOpen = (finding: Plan["findings"][number]) => finding.id === id && !finding.answered;
  return {
    ...plan,
    openQuestions: plan.openQuestions - plan.findings.filter(isOpen).length,
    findings: plan.findings.map((finding) => (isOpen(finding) ? { ...finding, answered: true } : finding)),
  };
}

/**
 * What the plan will roughly look like once the server has taken the edit: enough that a switch or a name answers at
 * once. Counts, conversions, findings and the forecast stay as they are until the server's plan arrives.
 */
function applyEdit(plan: Plan, edit: PlanEdit): Plan {
  switch (edit.op) {
    case "board.include":
      return changeBoard(plan, edit.board, (board) => ({ ...board, include: edit.include }));
    case "board.rename":
      return changeBoard(plan, edit.board, (board) => ({ ...board, title: edit.title }));
    case "board.dedupe":
      return changeBoard(plan, edit.board, (board) =>
        board.dedupe === null ? board : { ...board, dedupe: { ...board.dedupe, policy: edit.policy } },
      );
    case "group.rename":
      return changeBoard(plan, edit.board, (board) => ({
        ...board,
        groups: board.groups.map((group) =>
          group.key === edit.group ? { ...group, title: edit.title } : group,
        ),
      }));
    case "column.include":
      return changeColumn(plan, edit, (column) => ({ ...column, include: edit.include }));
    case "column.rename":
      return changeColumn(plan, edit, (column) => ({ ...column, title: edit.title }));
    case "column.type":
      return changeColumn(plan, edit, (column) => ({
        ...column,
        type: edit.type,
        loss: column.choices.find((choice) => choice.type === edit.type)?.loss ?? null,
      }));
    case "column.map":
      return changeColumn(plan, edit, (column) => ({
        ...column,
        labels: moveValue(column.labels, edit.value, edit.label),
      }));
    case "column.unit":
      return changeColumn(plan, edit, (column) => ({ ...column, unit: edit.unit }));
    case "update.include":
      return changeBoard(plan, edit.board, (board) => ({
        ...board,
        updates: board.updates.map((update) =>
          update.key === edit.update ? { ...update, include: edit.include } : update,
        ),
      }));
    case "person.action":
      return {
        ...plan,
        people: plan.people.map((person) =>
          person.key === edit.person ? { ...person, action: edit.action, userId: edit.userId } : person,
        ),
      };
    case "people.default":
      return { ...plan, peopleDefault: { action: edit.action, fallbackUserId: edit.fallbackUserId } };
    case "finding.accept":
      return answerFinding(plan, edit.finding);
    case "currency":
      return { ...plan, currency: edit.code };
    case "workspace":
    case "board.target":
      return plan;
  }
}

/** The plan as it should look while these edits are on their way to the server. */
export function applyEdits(plan: Plan, edits: readonly PlanEdit[]): Plan {
  return edits.reduce(applyEdit, plan);
}

/** Edits whose effect only the server knows: they leave the plan as it is until its answer arrives. */
const serverOnly: ReadonlySet<PlanEdit["op"]> = new Set<PlanEdit["op"]>(["workspace", "board.target"]);

/** True when the plan is already as this answer would make it: it is the default, or was chosen before. */
export function isAsPlanned(plan: Plan, edits: readonly PlanEdit[]): boolean {
  if (edits.length === 0 || edits.some(({ op }) => serverOnly.has(op))) return false;
  return JSON.stringify(applyEdits(plan, edits)) === JSON.stringify(plan);
}
