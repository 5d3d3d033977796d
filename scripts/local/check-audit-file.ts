import { type AuditVerdict, createAuditCheck } from "../../server/core/audit-verify.ts";

const newline = 0x0a;
/** No line of ours comes near it; a file of something else is not collected in memory. */
const longestLine = 16 * 1024 * 1024;

/** Checks the bytes of an exported audit trail; only one line of it is in memory at a time. */
export async function checkAuditFile(
  chunks: AsyncIterable<Uint8Array>,
  options: { head: string | null },
): Promise<AuditVerdict> {
  const check = createAuditCheck(options);
  // Bytes that are no UTF-8, and a mark at the start, were not exported.
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let held: Uint8Array[] = [];
  let heldBytes = 0;

  function take(end: Uint8Array): void {
    const bytes = held.length === 0 ? end : Buffer.concat([...held, end]);
    held = [];
    heldBytes = 0;
    try {
      check.add(decoder.decode(bytes));
    } catch (cause) {
      if (!(cause instanceof TypeError)) throw cause;
      check.addUnreadable();
    }
  }

  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, from)) {
      take(chunk.subarray(from, end));
      from = end + 1;
    }
    const rest = chunk.subarray(from);
    if (rest.length === 0) continue;
    held.push(rest);
    heldBytes += rest.length;
    if (heldBytes > longestLine) take(new Uint8Array());
  }
  const isWhole = heldBytes === 0;
  if (!isWhole) take(new Uint8Array());
  return check.end(isWhole);
}
