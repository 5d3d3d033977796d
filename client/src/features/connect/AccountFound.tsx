import { Note } from "../../components/Note.tsx";
import { Stat, Stats } from "../../components/Stat.tsx";
import { useFormat } from "../../lib/client-context.tsx";
import type { ConnectionView } from "../../lib/contract.ts";
import { durationInWords } from "../../lib/format.ts";
import styles from "./connect.module.css";

/** What the live check found: the account, what its plan allows, how much it holds. */
export function AccountFound({ connection }: { readonly connection: ConnectionView }) {
  const format = useFormat();
  const { account } = connection;
  return (
    <>
      <div role="status">
        <Note tone="positive">
          <div className={styles.found}>
            <p>
              <strong>Account found. It answers and can be read.</strong>
            </p>
            <p>{account.planText}</p>
            <p>{account.callsLeftText}</p>
          </div>
        </Note>
      </div>
      <Stats>
        {account.counts.map((count) => (
          <Stat
            key={count.stream}
            label={count.title}
            value={count.count === null ? "counted later" : format.number(count.count)}
            small={count.count === null}
          />
        ))}
      </Stats>
      <p className={styles.hint}>
        Reading all of it takes {format.count(account.base.calls, "call")} to {connection.title},{" "}
        {durationInWords(account.base.hours * 3600)}.
      </p>
    </>
  );
}
