import type {
  DiffGroup,
  DiffPage,
  DiffRow,
  SampleView,
  SignOffView,
  SpotCheck,
} from "../../../lib/contract.ts";

/** Answers of the sample's routes for tests: complete and small; every builder takes the parts a test is about. */
const counts = { same: 3, converted: 1, lossy: 1, wrong: 0 };

export function buildSample(part: Partial<SampleView> = {}): SampleView {
  return {
    state: "ready",
    runId: "r7",
    planHash: "hash-1",
    landing: "boards",
    rehearsal: false,
    target: 100,
    workspaceName: null,
    coverage: {
      records: 118,
      parents: 6,
      shapes: 412,
      covered: 410,
      byKind: [{ kind: "field", title: "Fields filled or empty", shapes: 80, covered: 80 }],
      uncovered: ["Clients › Notes: the longest text"],
      byStream: [{ stream: "clients", title: "Clients", records: 112 }],
    },
    finishedAt: "2026-11-21T09:30:00Z",
    estimate: { sampleSeconds: 120, rehearsalSeconds: 5400, rehearsalRecords: 12481 },
    counts,
    boards: [
      {
        board: "clients",
        title: "Clients",
        url: null,
        counts,
        columns: [
          { column: "email", title: "Email", counts },
          { column: "paid", title: "Paid in total", counts: { ...counts, lossy: 0 } },
        ],
      },
    ],
    removable: 118,
    ...part,
  };
}

export function buildNoSample(part: Partial<SampleView> = {}): SampleView {
  const zero = { same: 0, converted: 0, lossy: 0, wrong: 0 };
  return buildSample({
    state: "none",
    runId: null,
    coverage: null,
    finishedAt: null,
    counts: zero,
    boards: [],
    removable: 0,
    ...part,
  });
}

export function buildDiffRow(part: Partial<DiffRow> = {}): DiffRow {
  return {
    id: "1",
    board: "clients",
    boardTitle: "Clients",
    stream: "clients",
    externalId: "bizstim:clients:21",
    name: "Ana Lopez",
    itemId: "9001",
    itemUrl: "https://acme.monday.com/boards/1/pulses/9001",
    column: "email",
    columnTitle: "Email",
    source: " Ana@Example.com ",
    transformation: "Keeps the first address.",
    written: "ana@example.com",
    readBack: "ana@example.com",
    verdict: "converted",
    reason: null,
    changed: false,
    ...part,
  };
}

/** So many rows of two fields. */
export function buildDiffRows(count: number): DiffRow[] {
  const half = Math.ceil(count / 2);
  return Array.from({ length: count }, (_, index) =>
    buildDiffRow({
      id: String(index),
      externalId: `bizstim:clients:${index % half}`,
      name: `Client ${index % half}`,
      ...(index < half ? {} : { column: "paid", columnTitle: "Paid in total" }),
    }),
  );
}

/** Which rows belong to which field, told from the rows. */
export function toGroups(rows: readonly DiffRow[]): DiffGroup[] {
  const groups: DiffGroup[] = [];
  for (const { board, boardTitle, column, columnTitle } of rows) {
    const last = groups.at(-1);
    if (last?.board === board && last.column === column) last.count += 1;
    else groups.push({ board, boardTitle, column, columnTitle, count: 1 });
  }
  return groups;
}

export function buildDiffPage(rows: readonly DiffRow[], part: Partial<DiffPage> = {}): DiffPage {
  return { items: [...rows], cursor: null, total: rows.length, counts, groups: toGroups(rows), ...part };
}

type SignOffClass = SignOffView["classes"][number];

function buildClass(part: Partial<SignOffClass> = {}): SignOffClass {
  return {
    id: "skips",
    kind: "skipped",
    title: "3 payments without a client are skipped",
    detail: "Their client was deleted in the source.",
    count: 3,
    from: "plan",
    board: null,
    column: null,
    accepted: false,
    ...part,
  };
}

export function buildSignOff(part: Partial<SignOffView> = {}): SignOffView {
  return {
    planHash: "hash-1",
    classes: [
      buildClass(),
      buildClass({
        id: "lossy",
        kind: "lossy",
        title: "Email keeps one address of several",
        detail: "The others go to Other e-mails.",
        from: "sample",
        board: "clients",
        column: "email",
      }),
    ],
    blockers: [],
    sample: { runId: "r7", records: 118, shapes: 412, covered: 410, counts },
    ...part,
  };
}

export function buildSpotCheck(part: Partial<SpotCheck> = {}): SpotCheck {
  const item = {
    board: "clients",
    boardTitle: "Clients",
    externalId: "bizstim:clients:21",
    recordTitle: "Client 21",
    sourceUrl: "https://bizstim.example/clients/21",
    sourceText: "Clients, number 21",
    name: "Ana Lopez",
    itemId: "9001",
    itemUrl: "https://acme.monday.com/boards/1/pulses/9001",
    right: null,
    by: null,
    at: null,
  };
  return {
    planHash: "hash-1",
    items: [
      item,
      {
        ...item,
        externalId: "bizstim:clients:22",
        recordTitle: "Client 22",
        sourceUrl: null,
        sourceText: "Clients, number 22",
        name: "Bo Chen",
        right: true,
      },
    ],
    looked: 1,
    ...part,
  };
}
