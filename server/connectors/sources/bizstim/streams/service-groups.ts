import type { FieldValue, SourceRecord } from "../../../../core/records.ts";
import type { DerivedStream } from "../../../types.ts";
import { addVote, winnerOf } from "./votes.ts";

const asText = (value: FieldValue | undefined): string | null =>
  typeof value === "string" || typeof value === "number" ? String(value) : null;

const count = (value: FieldValue | undefined): number => (typeof value === "number" ? value : 0);

function hasSeveral(ballot: FieldValue | undefined): ballot is readonly string[] {
  return Array.isArray(ballot) && ballot.length > 1;
}

function fold(current: SourceRecord | null, service: SourceRecord, id: string): SourceRecord {
  const before = current?.fields ?? {};
  const name = asText(service.fields.name);
  const size = asText(service.fields.group_num);
  const names = name === null ? (before.names ?? []) : addVote(before.names, name);
  const sizes = size === null ? (before.sizes ?? []) : addVote(before.sizes, size);
  const groupNum = winnerOf(sizes);
  return {
    stream: "service_groups",
    id,
    fields: {
      name: winnerOf(names) ?? `Group ${id}`,
      ...(groupNum === null ? {} : { group_num: /^\d+$/.test(groupNum) ? Number(groupNum) : groupNum }),
      services: count(before.services) + 1,
      names,
      sizes,
    },
  };
}

/**
 * Service groups have no method of their own: they are what services agree on (facts 7.9). Where services
 * disagree, the group takes what most of them say and the disagreement is told.
 */
export const serviceGroups: DerivedStream = {
  stream: {
    name: "service_groups",
    title: "Service groups",
    titleSingular: "Service group",
    derived: true,
    fields: [
      { name: "name", title: "Group", type: "text" },
      { name: "group_num", title: "Sessions in the package", type: "integer" },
      { name: "services", title: "Services", type: "integer" },
      { name: "names", title: "Names given by its services", type: "tags" },
      { name: "sizes", title: "Package sizes given by its services", type: "tags" },
    ],
  },
  from: ["services"],
  idsOf: (service) => {
    const id = service.fields.group_id;
    return typeof id === "string" && id !== "" ? [id] : [];
  },
  fold,
  findings: ({ id, fields }) => [
    ...(hasSeveral(fields.names)
      ? [
          {
            code: "group_names_disagree",
            stream: "service_groups",
            title: "The services of a group disagree on its name",
            detail: `Group ${id} is called ${fields.names.join(", ")}; Portage uses the name most services have.`,
            count: 1,
          },
        ]
      : []),
    ...(hasSeveral(fields.sizes)
      ? [
          {
            code: "group_sizes_disagree",
            stream: "service_groups",
            title: "The services of a group disagree on the sessions in the package",
            detail: `Group ${id} has packages of ${fields.sizes.join(", ")}; Portage uses what most services say.`,
            count: 1,
          },
        ]
      : []),
  ],
};
