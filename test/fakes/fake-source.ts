import type {
  ReadStep,
  Source,
  SourceConnector,
  SourceDeps,
  SourcePage,
} from "../../server/connectors/types.ts";
import type { Failure } from "../../server/contract/errors.ts";
import { err, ok, type Result } from "../../server/contract/result.ts";
import { foldKey } from "../../server/core/canonical.ts";
import type { SourceRecord, StreamDefinition } from "../../server/core/records.ts";

/** A source with fixed records and failures that come when a step is read for the n-th time. */
export interface FakeSource {
  readonly connector: SourceConnector;
  records: Record<string, readonly SourceRecord[]>;
  /** Taken one by one, before a page is given. */
  readonly failures: Failure[];
  /** Pages given so far. */
  pages: number;
}

const streams: readonly StreamDefinition[] = [
  {
    name: "team",
    title: "Team",
    titleSingular: "Person",
    derived: false,
    fields: [
      { name: "name", title: "Name", type: "text" },
      { name: "email", title: "E-mail", type: "email_list" },
    ],
  },
  {
    name: "clients",
    title: "Clients",
    titleSingular: "Client",
    derived: false,
    fields: [
      { name: "name", title: "Name", type: "text" },
      { name: "email", title: "E-mail", type: "email_list" },
      { name: "city", title: "City", type: "text" },
      { name: "owner", title: "Owner", type: "reference", references: "team" },
    ],
  },
  {
    name: "payments",
    title: "Payments",
    titleSingular: "Payment",
    derived: false,
    fields: [
      { name: "client", title: "Client", type: "reference", references: "clients" },
      { name: "amount", title: "Amount", type: "money" },
      { name: "note", title: "Note", type: "long_text" },
    ],
  },
];

const pageSize = 4;

export function createFakeSource(records: Record<string, readonly SourceRecord[]>): FakeSource {
  const fake: FakeSource = { connector: toConnector(), records, failures: [], pages: 0 };

  function toConnector(): SourceConnector {
    return {
      kind: "shop",
      streams,
      view: {
        kind: "shop",
        title: "Shop",
        blurb: "A shop",
        access: "api",
        fields: [{ name: "key", title: "Key", help: [], secret: true, required: true, maxLength: 100 }],
        options: [],
        moves: [],
        cannotMove: [],
        usualDuration: "a minute",
      },
      open: (_deps: SourceDeps) => toSource(),
    };
  }

  function toSource(): Source {
    const steps = streams.map(
      (stream): ReadStep => ({
        id: stream.name,
        title: stream.title,
        kind: "list",
        streams: [stream.name],
        option: null,
      }),
    );
    return {
      streams,
      steps,
      derived: [],
      peopleStreams: ["team"],
      check: async () => ok(toAccount()),
      recognises: async (sample) =>
        ok(sample.every(({ stream, id }) => fake.records[stream]?.some((record) => record.id === id))),
      cost: () => ({ base: { calls: 3, hours: 0 }, options: {} }),
      read: (stepId, checkpoint) => read(stepId, Number(checkpoint ?? "0")),
      matchKeys: (record) => emailsOf(record).map((email) => ({ kind: "email", value: foldKey(email) })),
      notMoving: async () => [],
    };
  }

  function toAccount() {
    const counts = Object.fromEntries(streams.map(({ name }) => [name, fake.records[name]?.length ?? 0]));
    return { label: "shop 1", planText: "Full", counts, callsLeftText: "plenty", timezone: null };
  }

  async function* read(stream: string, from: number): AsyncGenerator<Result<SourcePage>> {
    const all = fake.records[stream] ?? [];
    for (let at = from; at < all.length; at += pageSize) {
      const failure = fake.failures.shift();
      if (failure) {
        yield err(failure);
        return;
      }
      const page = all.slice(at, at + pageSize);
      const done = at + page.length;
      fake.pages += 1;
      yield ok({
        records: page,
        checkpoint: String(done),
        done,
        total: all.length,
        findings: [],
        calls: 1,
      });
    }
  }

  return fake;
}

function emailsOf(record: SourceRecord): readonly string[] {
  const { email } = record.fields;
  return Array.isArray(email) ? email.map(String) : [];
}
