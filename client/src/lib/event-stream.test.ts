import { describe, expect, it } from "vitest";
import { readEventStream } from "./event-stream.ts";

function streamOf(...chunks: readonly string[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk));
      controller.close();
    },
  });
}

async function read(...chunks: readonly string[]) {
  const events: Array<{ event: string; data: string }> = [];
  for await (const event of readEventStream(streamOf(...chunks))) events.push(event);
  return events;
}

describe("readEventStream", () => {
  it("joins events that arrive in pieces", async () => {
    expect(await read("event: ru", 'n\ndata: {"a"', ":1}\n\nevent: run\ndata: 2\n\n")).toEqual([
      { event: "run", data: '{"a":1}' },
      { event: "run", data: "2" },
    ]);
  });

  it("ignores keep-alive comments and an event cut off at the end", async () => {
    expect(await read(": keep-alive\n\n", "data: 1\n\n", "data: 2")).toEqual([
      { event: "message", data: "1" },
    ]);
  });

  it("accepts line ends of both kinds, split anywhere, and data of several lines", async () => {
    expect(await read("data: a\r", "\ndata: b\r\n\r\n")).toEqual([{ event: "message", data: "a\nb" }]);
  });
});
