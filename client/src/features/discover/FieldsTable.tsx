import { FillBar } from "../../components/Bar.tsx";
import { Chip } from "../../components/Chip.tsx";
import { DataTable } from "../../components/DataTable.tsx";
import { useFormat } from "../../lib/client-context.tsx";
import type { FieldInventory, StreamInventory } from "../../lib/contract.ts";
import type { Format } from "../../lib/format.ts";
import styles from "./discover.module.css";
import { FieldValues } from "./FieldValues.tsx";
import { overLimit } from "./stream-summary.ts";

/** The fields of one kind of record. */
export function FieldsTable({ stream }: { readonly stream: StreamInventory }) {
  const format = useFormat();
  return (
    <DataTable
      label={`Fields of ${stream.title}`}
      rows={stream.fields}
      rowKey={(field) => field.name}
      columns={[
        { key: "field", title: "Field", render: (field) => <FieldName field={field} /> },
        {
          key: "filled",
          title: "Filled",
          render: (field) => <FillBar filled={field.filled} total={field.filled + field.empty} />,
        },
        { key: "values", title: "Values", render: (field) => <FieldValues field={field} /> },
        {
          key: "problems",
          title: "To look at",
          render: (field) => <Problems field={field} format={format} />,
        },
      ]}
    />
  );
}

function FieldName({ field }: { readonly field: FieldInventory }) {
  return (
    <span className={styles.fieldName}>
      <span className={styles.strong}>{field.title}</span>
      <span className={styles.quiet}>
        {field.type.replaceAll("_", " ")}
        {field.custom ? ", custom field" : ""}
      </span>
    </span>
  );
}

function Problems({ field, format }: { readonly field: FieldInventory; readonly format: Format }) {
  const problems: string[] = [];
  if (field.invalid > 0) problems.push(`${format.number(field.invalid)} not valid`);
  if (field.dangling > 0) problems.push(`${format.count(field.dangling, "link")} to a missing record`);
  if (overLimit(field) > 0) {
    problems.push(
      `${format.number(overLimit(field))} too long (longest ${format.number(field.longest)} characters)`,
    );
  }
  if (problems.length === 0) return <span className={styles.quiet}>nothing</span>;
  return (
    <span className={styles.chips}>
      {problems.map((problem) => (
        <Chip key={problem} tone="warning">
          {problem}
        </Chip>
      ))}
    </span>
  );
}
