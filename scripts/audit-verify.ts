import { createReadStream } from "node:fs";
import { parseArgs } from "node:util";
import { checkAuditFile } from "./local/check-audit-file.ts";

/**
 * `npm run audit:verify FILE [HASH]`: checks an exported audit trail, offline. Says in plain words what is wrong and
 * in which line. HASH (or `--head HASH`) is a head known from elsewhere: the report prints one. The exit code is 0 for
 * a whole trail, 1 for a damaged one, 2 when there is no file to read.
 */
const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { head: { type: "string" } },
});
process.exitCode = await main(positionals[0], flags.head ?? positionals[1] ?? null);

async function main(file: string | undefined, head: string | null): Promise<number> {
  if (file === undefined) return refuse("Give the file to check: npm run audit:verify audit.jsonl");
  if (head !== null && !/^[0-9a-f]{64}$/.test(head)) {
    return refuse("A head is 64 characters of 0-9 and a-f, as the report prints it.");
  }
  try {
    const verdict = await checkAuditFile(createReadStream(file), { head });
    if (verdict.problems.length === 0) {
      const known = head === null ? "" : " The head you gave is in it.";
      console.log(
        `${file} is whole: ${verdict.lines.toLocaleString("en")} lines, head ${verdict.head}.${known}`,
      );
      return 0;
    }
    console.error(`${file} is NOT as it was exported:`);
    for (const { line, text } of verdict.problems) console.error(`  line ${line} ${text}`);
    if (verdict.more > 0) console.error(`  and ${verdict.more.toLocaleString("en")} more.`);
    return 1;
  } catch (cause) {
    if (!(cause instanceof Error) || !("code" in cause)) throw cause;
    return refuse(`${file} cannot be read: ${cause.message}`);
  }
}

function refuse(text: string): number {
  console.error(text);
  return 2;
}
