import { Disclosure } from "../../../components/Disclosure.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import type { RollbackPreview } from "../../../lib/contract.ts";
import styles from "./Rollback.module.css";
import { toCountOf } from "./rollback-words.ts";

type Left = RollbackPreview["leave"][number];

/** What is not taken back, why, and a few examples of each. */
export function LeftAlone({ left }: { readonly left: readonly Left[] }) {
  return (
    <ul className={styles.left}>
      {left.map((entry) => (
        <li key={`${entry.kind} ${entry.code} ${entry.board ?? ""} ${entry.title}`}>
          {entry.examples.length === 0 ? (
            <p className={styles.text}>
              <Summary entry={entry} />
            </p>
          ) : (
            <Disclosure summary={<Summary entry={entry} />}>{() => <Examples entry={entry} />}</Disclosure>
          )}
        </li>
      ))}
    </ul>
  );
}

function Summary({ entry }: { readonly entry: Left }) {
  const format = useFormat();
  return (
    <>
      <strong>
        {entry.title}: {toCountOf(entry.kind, entry.count, format)}.
      </strong>{" "}
      {entry.reason}
    </>
  );
}

function Examples({ entry }: { readonly entry: Left }) {
  const format = useFormat();
  const more = entry.count - entry.examples.length;
  return (
    <div className={styles.part}>
      <ul className={styles.list}>
        {entry.examples.map(({ name, url, text }) => (
          <li key={`${name} ${url ?? ""} ${text}`}>
            {url === null ? (
              name
            ) : (
              <a className={styles.link} href={url} target="_blank" rel="noreferrer">
                {name}
              </a>
            )}
            {text === "" ? "" : `: ${text}`}
          </li>
        ))}
      </ul>
      {more > 0 ? <p className={styles.quiet}>And {format.number(more)} more.</p> : null}
    </div>
  );
}
