import { Button, TextField } from "@vibe/core";
import { type FormEvent, useId, useState } from "react";
import type { SourceView } from "../lib/contract.ts";
import { Disclosure } from "./Disclosure.tsx";
import { ErrorNotice, type ShownFailure } from "./ErrorNotice.tsx";
import styles from "./KeyForm.module.css";

type Field = SourceView["fields"][number];

export interface KeyFormProps {
  readonly source: SourceView;
  readonly checking: boolean;
  /** Why the last check failed. */
  readonly error: ShownFailure | null;
  /** What the button says. */
  readonly submitLabel?: string;
  readonly onCheck: (credentials: Record<string, string>) => void;
}

/** Where to find the key, the field for it, and a live check. */
export function KeyForm({ source, checking, error, submitLabel = "Check the key", onCheck }: KeyFormProps) {
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const required = source.fields.filter((field) => field.required);
  const optional = source.fields.filter((field) => !field.required);
  const ready = required.every((field) => (values[field.name] ?? "").trim() !== "");
  const set = (name: string, value: string) => setValues((current) => ({ ...current, [name]: value }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !checking) onCheck(filledIn(values));
  };
  return (
    <form className={styles.form} onSubmit={submit} autoComplete="off">
      {required.map((field) => (
        <KeyField
          key={field.name}
          field={field}
          value={values[field.name] ?? ""}
          onChange={set}
          disabled={checking}
        />
      ))}
      {optional.map((field) => (
        <Disclosure key={field.name} summary={optionalTitle(field)}>
          {() => (
            <KeyField field={field} value={values[field.name] ?? ""} onChange={set} disabled={checking} />
          )}
        </Disclosure>
      ))}
      <div className={styles.row}>
        <Button type="submit" kind="secondary" loading={checking} disabled={!ready}>
          {submitLabel}
        </Button>
        <p className={styles.hint} role="status">
          {checking
            ? `Asking ${source.title}. This takes a few seconds.`
            : "The key is stored encrypted and never shown again."}
        </p>
      </div>
      {error && !checking ? <ErrorNotice error={error} /> : null}
    </form>
  );
}

interface KeyFieldProps {
  readonly field: Field;
  readonly value: string;
  readonly disabled: boolean;
  readonly onChange: (name: string, value: string) => void;
}

function KeyField({ field, value, disabled, onChange }: KeyFieldProps) {
  const id = useId();
  const [shown, setShown] = useState(!field.secret);
  return (
    <div className={styles.field}>
      {field.required && field.help.length > 1 ? (
        <>
          <p className={styles.stepsTitle}>Where to find it</p>
          <ol className={styles.steps}>
            {field.help.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </>
      ) : (
        <p className={styles.hint}>{field.help.join(" ")}</p>
      )}
      <div className={styles.input}>
        <TextField
          id={`key-${id}`}
          title={field.title}
          type={shown ? "text" : "password"}
          size="medium"
          autoComplete="off"
          value={value}
          maxLength={field.maxLength}
          allowExceedingMaxLength={false}
          required={field.required}
          disabled={disabled}
          onChange={(next) => onChange(field.name, next)}
        />
      </div>
      {field.secret ? (
        <div>
          <Button kind="tertiary" size="small" aria-pressed={shown} onClick={() => setShown(!shown)}>
            {shown ? "Hide what I typed" : "Show what I typed"}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function optionalTitle(field: Field): string {
  return /optional/i.test(field.title) ? field.title : `${field.title} (optional)`;
}

/** Pasted keys often bring a blank or a line end along; empty optional fields are not sent at all. */
function filledIn(values: Readonly<Record<string, string>>): Record<string, string> {
  const credentials: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value.trim() !== "") credentials[name] = value.trim();
  }
  return credentials;
}
