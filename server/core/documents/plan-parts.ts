import type { Inventory } from "../../contract/inventory.ts";
import type { Plan, PlanBoard, PlanColumn, PlanPerson } from "../../contract/plan.ts";
import type { DocumentBoard, DocumentPerson } from "../../contract/report.ts";

/** The boards of the plan as documents show them, with the source's own words for streams and fields. */
export function toDocumentBoards(plan: Plan, inventory: Inventory): DocumentBoard[] {
  const titles = createTitles(inventory);
  return plan.boards.map((board) => toDocumentBoard(board, titles));
}

function toDocumentBoard(board: PlanBoard, titles: Titles): DocumentBoard {
  const { key, title, purpose, include, reason, target, dedupe, records, items } = board;
  return {
    ...{ key, title, purpose, include, reason, records, items },
    existingBoard: target.mode === "existing" ? target.boardName : null,
    streams: board.streams.map(titles.stream),
    groups: board.groups.map((group) => group.title),
    duplicates: dedupe && { by: dedupe.title, policy: dedupe.policy, records: dedupe.records },
    columns: board.columns.map((column) => toDocumentColumn(column, titles)),
    updates: board.updates.map((update) => {
      return { title: update.title, count: update.count, include: update.include };
    }),
  };
}

function toDocumentColumn(column: PlanColumn, titles: Titles): DocumentBoard["columns"][number] {
  const { title, type, loss, include, reason, existing, filled } = column;
  return {
    ...{ title, type, loss, include, reason, existing, filled },
    from: column.fields.map((field) => titles.field(column.stream, field)),
    conversion: column.conversionText,
    labels: column.labels.map(({ label, values, count }) => ({ label, values: [...values], count })),
  };
}

/** People of the source with what becomes of them, those with the most records first. */
export function toDocumentPeople(plan: Plan): DocumentPerson[] {
  const users = new Map(plan.assignable.map((user) => [user.id, user.name]));
  return [...plan.people]
    .sort((left, right) => right.records - left.records)
    .map((person) => {
      const { name, email, role, records, action } = person;
      return { name, email, role, records, action, text: personText(plan, person, users) };
    });
}

function personText(plan: Plan, person: PlanPerson, users: ReadonlyMap<string, string>): string {
  const named = (id: string | null): string => (id === null ? null : users.get(id)) ?? "a monday user";
  switch (person.action) {
    case "user":
      return `Becomes ${named(person.userId)} in monday.`;
    case "invite":
      return "Is invited to monday; until the invitation is accepted the name is kept as text.";
    case "fallback":
      return `Their records go to ${named(person.userId ?? plan.peopleDefault.fallbackUserId)}; the name is kept as text.`;
    case "text":
      return "The name is kept as text; nobody is assigned.";
  }
}

type Titles = ReturnType<typeof createTitles>;

function createTitles(inventory: Inventory) {
  const streams = new Map(inventory.streams.map((stream) => [stream.stream, stream]));
  const fields = new Map(
    inventory.streams.flatMap((stream) =>
      stream.fields.map((field) => [`${stream.stream}/${field.name}`, field.title] as const),
    ),
  );
  return {
    stream: (name: string): string => streams.get(name)?.title ?? name,
    field: (stream: string, name: string): string => fields.get(`${stream}/${name}`) ?? name,
  };
}
