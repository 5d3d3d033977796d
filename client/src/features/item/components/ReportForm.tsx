import { Button, TextArea } from "@vibe/core";
import { type FormEvent, useId, useState } from "react";
import { ErrorNotice, type ShownFailure } from "../../../components/ErrorNotice.tsx";
import { SelectField } from "../../../components/SelectField.tsx";
import type { ItemField } from "../../../lib/contract.ts";
import styles from "./Reports.module.css";

export interface ReportFormProps {
  readonly fields: readonly ItemField[];
  readonly isSending: boolean;
  readonly error: ShownFailure | null;
  readonly onSend: (report: { readonly column: string | null; readonly text: string }) => void;
  readonly onCancel: () => void;
}

const wholeItem = "";
const maxLength = 500;

/** What is wrong, in a few words, and in which field if it is one. */
export function ReportForm({ fields, isSending, error, onSend, onCancel }: ReportFormProps) {
  const id = useId();
  const [column, setColumn] = useState(wholeItem);
  const [text, setText] = useState("");
  const isReady = text.trim() !== "" && text.length <= maxLength;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !isSending) onSend({ column: column === wholeItem ? null : column, text: text.trim() });
  };
  return (
    <form className={styles.form} onSubmit={submit} aria-label="Something is wrong here">
      <SelectField
        label="Where"
        value={column}
        disabled={isSending}
        options={[
          { value: wholeItem, text: "The whole item" },
          ...fields.map(({ key, title }) => ({ value: key, text: title })),
        ]}
        onChange={setColumn}
      />
      <TextArea
        id={id}
        label="What is wrong?"
        value={text}
        maxLength={maxLength}
        showCharCount
        disabled={isSending}
        helpText="Your admins see this on the Verify screen."
        onChange={(event) => setText(event.target.value)}
      />
      {error === null ? null : <ErrorNotice error={error} />}
      <div className={styles.buttons}>
        <Button type="submit" size="small" loading={isSending} disabled={!isReady}>
          Send
        </Button>
        <Button size="small" kind="tertiary" disabled={isSending} onClick={onCancel}>
          Never mind
        </Button>
      </div>
    </form>
  );
}
