import type { Inventory } from "../../contract/inventory.ts";
import type { Plan, PlanBoard } from "../../contract/plan.ts";
import { type CompiledBoard, compileBoard, type MappedRecord } from "../mapping/compile-board.ts";
import type { SourceRecord } from "../records.ts";
import { createFieldShapes, type FieldShapes, type ShapeSink } from "./field-shapes.ts";
import { addRecordShapes, createColumnShapes, endingOf, placesIn } from "./mapped-shapes.ts";
import { createOwnerShapes } from "./owner-shapes.ts";
import { fromRecordKey, type RecordPlace, toRecordKey } from "./record-key.ts";
import { createShapeBook, type ShapeBook } from "./shape-book.ts";

/** What a record is for a sample: what it shows, and which records have to come along. */
export interface SeenRecord {
  readonly key: string;
  /** Numbers of the shapes it shows, each once. */
  readonly shapes: readonly number[];
  /** Shapes only the record with the greatest size shows. */
  readonly extremes: readonly { readonly shape: number; readonly size: number }[];
  /** Keys of the records it links to or is a duplicate of. */
  readonly requires: readonly string[];
}

/** A record as the plan writes it, before it is known what its links reach. */
export interface MappedForSample {
  readonly record: SourceRecord;
  readonly boards: readonly { readonly board: PlanBoard; readonly mapped: MappedRecord }[];
  /** Records it links to, whether they exist or not. */
  readonly links: readonly RecordPlace[];
}

/** What has to be looked up in the snapshot. */
export interface RecordLookup {
  exists(place: RecordPlace): boolean;
  /** The earlier record of a board (its first part) that this one is a duplicate of. */
  duplicateOf(board: PlanBoard, place: RecordPlace): RecordPlace | null;
}

export interface ShapeReader {
  readonly book: ShapeBook;
  /** Included boards, of split ones the first part, that records of a stream go to. */
  boardsOf(stream: string): readonly PlanBoard[];
  /** Streams with an included board, each once. */
  readonly streams: readonly string[];
  map(record: SourceRecord): MappedForSample;
  see(mapped: MappedForSample, lookup: RecordLookup): SeenRecord;
}

interface Target {
  readonly board: PlanBoard;
  readonly compiled: CompiledBoard;
}

/** Tells what the records of a plan show. Everything is decided once, so that reading a record is cheap. */
export function createShapeReader(plan: Plan, inventory: Inventory): ShapeReader {
  const book = createShapeBook();
  const boards = plan.boards.filter(
    (board) => board.include && (board.part === null || board.part.index === 1),
  );
  const targets: readonly Target[] = boards.map((board) => ({ board, compiled: compileBoard(plan, board) }));
  const streams = [...new Set(boards.flatMap((board) => board.streams))];
  const fields = new Map(streams.map((stream) => [stream, fieldReaders(book, inventory, stream)]));
  const owners = createOwnerShapes(book, plan);
  const columns = new Map(boards.map((board) => [board.key, createColumnShapes(book, board)]));
  const targetsOf = new Map(
    streams.map((stream) => [stream, targets.filter(({ board }) => board.streams.includes(stream))]),
  );

  function map(record: SourceRecord): MappedForSample {
    const mapped = (targetsOf.get(record.stream) ?? []).map(({ board, compiled }) => ({
      board,
      mapped: compiled.map(record),
    }));
    const links = mapped.flatMap(({ mapped: { values } }) => Object.values(values).flatMap(placesIn));
    const self = toRecordKey(record);
    const keys = new Set(links.map(toRecordKey).filter((key) => key !== self));
    return { record, boards: mapped, links: [...keys].map(fromRecordKey) };
  }

  function see({ record, boards: landing, links }: MappedForSample, lookup: RecordLookup): SeenRecord {
    const shapes = new Set<number>();
    const extremes: { shape: number; size: number }[] = [];
    const sink: ShapeSink = {
      add: (shape) => void shapes.add(shape),
      extreme: (shape, size) => void extremes.push({ shape, size }),
    };
    const requires = new Set(links.filter((place) => lookup.exists(place)).map(toRecordKey));
    for (const [name, read] of fields.get(record.stream) ?? []) read(record.fields[name], sink);
    for (const { board, mapped } of landing) {
      const earlier = lookup.duplicateOf(board, record);
      const ending = endingOf(board, mapped, earlier !== null);
      if (ending) sink.add(book.number("outcome", `${board.key} ${ending.key}`, () => ending.words));
      if (earlier !== null && board.dedupe?.policy === "merge") requires.add(toRecordKey(earlier));
      if (mapped.skip || mapped.failure) continue;
      addRecordShapes(book, { board, mapped }, sink);
      columns.get(board.key)?.(mapped, sink, lookup.exists);
    }
    owners(record, sink);
    return { key: toRecordKey(record), shapes: [...shapes], extremes, requires: [...requires] };
  }

  return {
    book,
    streams,
    boardsOf: (stream) => (targetsOf.get(stream) ?? []).map(({ board }) => board),
    map,
    see,
  };
}

function fieldReaders(
  book: ShapeBook,
  inventory: Inventory,
  name: string,
): readonly (readonly [string, FieldShapes])[] {
  const stream = inventory.streams.find((each) => each.stream === name);
  if (!stream) return [];
  return stream.fields.map((field) => [field.name, createFieldShapes(book, stream, field)] as const);
}
