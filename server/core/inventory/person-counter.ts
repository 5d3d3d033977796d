import type { SourcePerson } from "../../contract/inventory.ts";
import { toList, toPlainText } from "../mapping/text.ts";
import { type MatchKey, type SourceRecord, type StreamDefinition, toExternalId } from "../records.ts";

interface Person {
  readonly stream: string;
  readonly id: string;
  readonly name: string;
  readonly emails: readonly string[];
  readonly role: string;
  readonly logins: readonly string[];
}

export interface PersonCounter {
  addPerson(record: SourceRecord, definition: StreamDefinition): void;
  /** A record points to this person. */
  addReference(stream: string, id: string): void;
  finish(): SourcePerson[];
}

function nameOf(record: SourceRecord, definition: StreamDefinition): string {
  const parts = ["first_name", "last_name"].map((field) => toPlainText(record.fields[field])).filter(Boolean);
  if (parts.length > 0) return parts.join(" ");
  return toPlainText(record.fields.name) || `${definition.titleSingular} ${record.id}`;
}

function emailsOf(record: SourceRecord, definition: StreamDefinition): string[] {
  return definition.fields
    .filter((field) => field.type === "email_list")
    .flatMap((field) => toList(record.fields[field.name]));
}

function comparePeople(order: readonly string[]): (a: Person, b: Person) => number {
  return (a, b) =>
    order.indexOf(a.stream) - order.indexOf(b.stream) ||
    a.id.length - b.id.length ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/**
 * Collects the persons of a source and how many records point to each. Rows that share a login are one person: the
 * first row by stream order stands for it. Memory is bounded by the number of persons.
 */
export function createPersonCounter(
  source: string,
  peopleStreams: readonly string[],
  matchKeys: (record: SourceRecord) => readonly MatchKey[],
): PersonCounter {
  const people: Person[] = [];
  const references = new Map<string, number>();
  const keyOf = (stream: string, id: string) => toExternalId(source, stream, id);
  return {
    addPerson(record, definition) {
      people.push({
        stream: record.stream,
        id: record.id,
        name: nameOf(record, definition),
        emails: emailsOf(record, definition),
        role: definition.titleSingular,
        logins: matchKeys(record)
          .filter((key) => key.kind === "login")
          .map((key) => key.value),
      });
    },
    addReference(stream, id) {
      const key = keyOf(stream, id);
      references.set(key, (references.get(key) ?? 0) + 1);
    },
    finish() {
      const byLogin = new Map<string, { key: string; rows: Person[] }>();
      const groups: { key: string; rows: Person[] }[] = [];
      for (const person of [...people].sort(comparePeople(peopleStreams))) {
        const login = person.logins.find((value) => byLogin.has(value));
        const known = login === undefined ? undefined : byLogin.get(login);
        const group = known ?? { key: keyOf(person.stream, person.id), rows: [] };
        if (!known) groups.push(group);
        group.rows.push(person);
        for (const value of person.logins) byLogin.set(value, group);
      }
      return groups.map(({ key, rows }) => ({
        key,
        name: rows[0]?.name ?? key,
        emails: [...new Set(rows.flatMap((row) => row.emails))],
        role: [...new Set(rows.map((row) => row.role))].join(", "),
        records: rows.reduce((sum, row) => sum + (references.get(keyOf(row.stream, row.id)) ?? 0), 0),
      }));
    },
  };
}
