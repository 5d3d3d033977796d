import { DataTable } from "../../../components/DataTable.tsx";
import { Disclosure } from "../../../components/Disclosure.tsx";
import { Fingerprint, shortHash } from "../../../components/Fingerprint.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import type { Verification, VerificationView } from "../../../lib/contract.ts";
import styles from "../components/Result.module.css";
import { toTriggerWords } from "./verification-words.ts";

export interface ReadingsProps {
  readonly latest: Verification;
  readonly history: VerificationView["history"];
}

/** The fingerprint of what was read back, and those of earlier readings. */
export function Readings({ latest, history }: ReadingsProps) {
  const format = useFormat();
  const earlier = history.filter(({ runId }) => runId !== latest.runId);
  return (
    <div className={styles.stack}>
      <p className={styles.text}>
        One number over every value that was read back. As long as nothing changes in monday, each reading
        gives the same one; if a single field changes, it is another.
      </p>
      <Fingerprint label="Fingerprint of everything read back" hash={latest.rootHash} />
      {earlier.length === 0 ? null : (
        <Disclosure summary={`Earlier readings (${format.number(earlier.length)})`}>
          {() => (
            <DataTable
              label="Earlier readings"
              rows={earlier}
              rowKey={({ runId }) => runId}
              columns={[
                { key: "at", title: "Read", render: ({ at }) => format.dateTime(at) },
                { key: "why", title: "Why", render: ({ trigger }) => toTriggerWords(trigger) },
                {
                  key: "differences",
                  title: "Differences",
                  align: "number",
                  render: ({ differences }) => format.number(differences),
                },
                {
                  key: "hash",
                  title: "Fingerprint",
                  render: ({ rootHash }) => (
                    <>
                      <code title={rootHash}>{shortHash(rootHash)}</code>
                      {rootHash === latest.rootHash ? " (as now)" : ""}
                    </>
                  ),
                },
              ]}
            />
          )}
        </Disclosure>
      )}
    </div>
  );
}
