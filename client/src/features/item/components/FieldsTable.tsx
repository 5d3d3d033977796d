import type { ItemField } from "../../../lib/contract.ts";
import { byUrgency } from "../lib/words.ts";
import styles from "./FieldsTable.module.css";
import { VerdictChip } from "./StatusBadge.tsx";

interface FieldsTableProps {
  readonly fields: readonly ItemField[];
  /** "Bizstim" */
  readonly sourceTitle: string;
}

/** Each field from the source to today. In a narrow card a row becomes a small list of its own. */
export function FieldsTable({ fields, sourceTitle }: FieldsTableProps) {
  const titles = { source: `In ${sourceTitle}`, written: "Written", today: "Today" };
  return (
    <table className={styles.table} aria-label="Fields">
      <thead className={styles.head}>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">{titles.source}</th>
          <th scope="col">{titles.written}</th>
          <th scope="col">{titles.today}</th>
          <th scope="col">Compared</th>
        </tr>
      </thead>
      <tbody>
        {byUrgency(fields).map((field) => (
          <tr
            key={field.key}
            className={field.verdict === "same" ? `${styles.row} ${styles.same}` : styles.row}
          >
            <th scope="row" className={styles.title}>
              {field.title}
            </th>
            <Value label={titles.source} text={field.source} missing="not in the last reading" />
            <Value label={titles.written} text={field.written} missing="" />
            <Value label={titles.today} text={field.today} missing="not read" />
            <td className={styles.verdict}>
              <VerdictChip verdict={field.verdict} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface ValueProps {
  /** Heading of the column, repeated where the head is out of sight. */
  readonly label: string;
  readonly text: string | null;
  /** Said when the value is not known. */
  readonly missing: string;
}

function Value({ label, text, missing }: ValueProps) {
  return (
    <td className={styles.value}>
      <span className={styles.label} aria-hidden="true">
        {label}
      </span>
      {text === null || text === "" ? (
        <span className={styles.quiet}>{text === null ? missing : "empty"}</span>
      ) : (
        <span className={styles.text}>{text}</span>
      )}
    </td>
  );
}
