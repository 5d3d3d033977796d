import type { PlanColumn } from "../../contract/plan.ts";
import { type SourceRecord, toExternalId } from "../records.ts";
import {
  type AssignedPerson,
  type CellMaker,
  type CompileContext,
  type Conversion,
  fieldAt,
} from "./conversion.ts";
import { referencedIds } from "./reference-conversions.ts";

function personReferred(column: PlanColumn, context: CompileContext) {
  const field = fieldAt(column);
  return (record: SourceRecord): AssignedPerson | null => {
    const [id] = referencedIds(record.fields[field]);
    if (id === undefined || context.personStream === null) return null;
    return context.people.get(toExternalId(context.source, context.personStream, id)) ?? null;
  };
}

function personHere(context: CompileContext) {
  return (record: SourceRecord): AssignedPerson | null =>
    context.people.get(toExternalId(context.source, record.stream, record.id)) ?? null;
}

const selfCell: CellMaker = (_column, context) => {
  const read = personHere(context);
  return (record) => {
    const userId = read(record)?.userId;
    return userId ? { kind: "people", userIds: [userId] } : null;
  };
};

const referenceCell: CellMaker = (column, context) => {
  const read = personReferred(column, context);
  return (record) => {
    const userId = read(record)?.userId;
    return userId ? { kind: "people", userIds: [userId] } : null;
  };
};

export const personSelfConversion: Conversion = {
  explain: "The monday user with the same e-mail, or your choice under People.",
  plain: (_column, context) => {
    const read = personHere(context);
    return (record) => read(record)?.name ?? "";
  },
  cells: { people: selfCell },
};

export const personReferenceConversion: Conversion = {
  explain: "The monday user of the person it points to, or your choice under People.",
  plain: (column, context) => {
    const read = personReferred(column, context);
    return (record) => read(record)?.name ?? "";
  },
  cells: { people: referenceCell },
};

/** The name of everybody who is not a monday user of their own, so that no name is lost. */
export const personNameConversion: Conversion = {
  explain: "Name of the person wherever they have no monday user of their own.",
  plain: (column, context) => {
    const read = personReferred(column, context);
    return (record) => {
      const person = read(record);
      return person === null || person.own ? "" : person.name;
    };
  },
  cells: {},
};
