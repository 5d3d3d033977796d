import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AuditEntry } from "../../server/contract/audit.ts";
import { chainEntry } from "../../server/core/audit-chain.ts";
import { type AuditVerdict, exportOperation, toAuditText } from "../../server/core/audit-verify.ts";
import { checkAuditFile } from "./check-audit-file.ts";

function buildTrail(length: number): AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (let index = 0; index < length; index += 1) {
    const isLast = index === length - 1;
    const entry = chainEntry(entries.at(-1) ?? null, {
      at: new Date(Date.UTC(2026, 9, 1, 8, 0, index)).toISOString(),
      actor: "7000",
      runId: index === 0 ? null : "run-1",
      system: isLast ? "portage" : "destination",
      operation: isLast ? exportOperation : "PortageWriteItems",
      writes: !isLast,
      boardId: isLast ? null : "1234",
      records: isLast ? [] : [`bizstim:clients:${index}`, "bizstim:clients:ü"],
      requestId: isLast ? null : `req-${index}`,
      outcome: "ok",
      detail: { items: index, exact: true, none: null },
    });
    entries.push(entry);
  }
  return entries;
}

const trail = buildTrail(8);
const texts = trail.map(toAuditText);
const whole = toFile(texts);
const head = trail.at(-1)?.hash ?? "";

function toFile(lines: readonly string[]): Buffer {
  return Buffer.from(lines.map((line) => `${line}\n`).join(""));
}

async function verify(file: Uint8Array, known: string | null = null): Promise<AuditVerdict> {
  async function* chunks() {
    for (let from = 0; from < file.length; from += 97) yield file.subarray(from, from + 97);
  }
  return checkAuditFile(chunks(), { head: known });
}

async function say(file: Uint8Array, known: string | null = null): Promise<string[]> {
  const { problems } = await verify(file, known);
  return problems.map(({ line, text }) => `line ${line} ${text}`);
}

describe("the check of an exported audit trail", () => {
  it("finds nothing in a whole trail and names its head", async () => {
    expect(await verify(whole)).toEqual({ lines: 8, head, problems: [], more: 0 });
  });

  it("finds any single byte that was changed, removed or added", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }), async (at, byte) => {
        fc.pre(whole[at] !== byte);
        const changed = Buffer.from(whole);
        changed[at] = byte;
        const removed = Buffer.concat([whole.subarray(0, at), whole.subarray(at + 1)]);
        const added = Buffer.concat([whole.subarray(0, at), Buffer.of(byte), whole.subarray(at)]);
        for (const file of [changed, removed, added]) {
          expect((await verify(file)).problems).not.toEqual([]);
        }
      }),
      { numRuns: 400, seed: 5 },
    );
  });

  it("finds any line that was removed, repeated elsewhere or swapped with another", async () => {
    const place = fc.nat(texts.length - 1);
    await fc.assert(
      fc.asyncProperty(place, place, async (one, other) => {
        const without = texts.toSpliced(one, 1);
        const repeated = texts.toSpliced(other, 0, texts[one] ?? "");
        expect((await verify(toFile(without))).problems).not.toEqual([]);
        expect((await verify(toFile(repeated))).problems).not.toEqual([]);
        if (one === other) return;
        const swapped = texts.with(one, texts[other] ?? "").with(other, texts[one] ?? "");
        expect((await verify(toFile(swapped))).problems).not.toEqual([]);
      }),
      { numRuns: 100, seed: 5 },
    );
  });

  it("names the line that was changed, and no other", async () => {
    const changed = texts.with(3, (texts[3] ?? "").replace("clients:3", "clients:9"));
    expect(await say(toFile(changed))).toEqual([
      "line 4 was changed: it does not say what its hash was made from.",
    ]);
  });

  it("tells a line that says the same in other bytes", async () => {
    const spaced = texts.with(0, (texts[0] ?? "").replace(",", ", "));
    expect(await say(toFile(spaced))).toEqual(["line 1 was written anew: it says the same in other bytes."]);
  });

  it("tells which lines are missing", async () => {
    expect(await say(toFile(texts.toSpliced(2, 2)))).toEqual([
      "line 3 should be number 3 and is 5: lines 3 to 4 are missing here.",
    ]);
  });

  it("tells lines that change places", async () => {
    const swapped = texts.with(1, texts[2] ?? "").with(2, texts[1] ?? "");
    expect(await say(toFile(swapped))).toContain(
      "line 3 should be number 4 and is 2: lines were added, repeated or put in another order.",
    );
  });

  it("tells a line that was replaced by another one with a true hash", async () => {
    const forged = chainEntry(trail[2] ?? null, { ...plain(trail[3]), outcome: "lost" });
    expect(await say(toFile(texts.with(3, toAuditText(forged))))).toEqual([
      "line 5 does not follow the line before it: that line was replaced.",
    ]);
  });

  it("tells a file that was cut off, in a line and between two", async () => {
    expect(await say(whole.subarray(0, whole.length - 1))).toEqual([
      "line 8 has no line end: the end of the file was cut off.",
    ]);
    expect(await say(toFile(texts.slice(0, 5)))).toEqual([
      "line 5 is not the end of an export: lines after it were removed.",
    ]);
    expect(await say(Buffer.alloc(0))).toEqual(["line 1 is missing: the file is empty."]);
  });

  it("tells broken JSON and bytes that are no text, and reads on", async () => {
    const broken = texts.with(1, "{").with(4, "null");
    expect(await say(toFile(broken))).toEqual([
      "line 2 is no line of an audit trail: it was changed, cut off or does not belong here.",
      "line 5 is no line of an audit trail: it was changed, cut off or does not belong here.",
    ]);
    const bytes = Buffer.from(whole);
    bytes[10] = 0xff;
    expect(await say(bytes)).toEqual(["line 1 is not readable text: its bytes were changed."]);
  });

  it("finds a trail made anew from a line on only by a head known from elsewhere", async () => {
    const [first] = trail;
    const anew: AuditEntry[] = first ? [first] : [];
    for (const entry of trail.slice(2)) anew.push(chainEntry(anew.at(-1) ?? null, plain(entry)));
    const file = toFile(anew.map(toAuditText));
    expect(await say(file)).toEqual([]);
    expect(await say(file, head)).toEqual([
      "line 7 is the last one, and none has the head you gave: lines were removed, or all were made anew.",
    ]);
  });

  it("accepts the head of any line: a report is written before the trail goes on", async () => {
    expect(await say(whole, trail[4]?.hash ?? "")).toEqual([]);
  });
});

describe("npm run audit:verify", () => {
  async function run(file: Uint8Array | null, ...more: string[]): Promise<{ code: number; said: string }> {
    const folder = mkdtempSync(path.join(tmpdir(), "portage-audit-"));
    try {
      const name = path.join(folder, "audit.jsonl");
      if (file) writeFileSync(name, file);
      const script = path.resolve(import.meta.dirname, "../audit-verify.ts");
      return await new Promise((resolve) => {
        const child = execFile(process.execPath, [script, name, ...more], (_error, stdout, stderr) => {
          resolve({ code: child.exitCode ?? -1, said: stdout + stderr });
        });
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  it("ends with 0 for a whole trail that has the head", async () => {
    const { code, said } = await run(whole, head);
    expect(said).toContain(`is whole: 8 lines, head ${head}. The head you gave is in it.`);
    expect(code).toBe(0);
  });

  it("ends with 1 and the line when one byte was changed", async () => {
    const changed = Buffer.from(whole);
    const at = whole.indexOf("7000", whole.length / 2);
    changed[at] = "8".charCodeAt(0);
    const { code, said } = await run(changed);
    expect(said).toMatch(/NOT as it was exported:\n {2}line \d was changed/);
    expect(code).toBe(1);
  });

  it("ends with 2 when there is no such file", async () => {
    const { code, said } = await run(null);
    expect(said).toContain("cannot be read");
    expect(code).toBe(2);
  });
});

function plain(entry: AuditEntry | undefined): Omit<AuditEntry, "seq" | "previousHash" | "hash"> {
  if (!entry) throw new Error("The trail has no such line");
  const { seq: _seq, previousHash: _previous, hash: _hash, ...line } = entry;
  return line;
}
