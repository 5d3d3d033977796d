import { Button } from "@vibe/core";
import { useState } from "react";
import { ChoiceList } from "../../components/ChoiceList.tsx";
import { KeyForm } from "../../components/KeyForm.tsx";
import { Section } from "../../components/Page.tsx";
import { Skeletons } from "../../components/Skeletons.tsx";
import { useFormat } from "../../lib/client-context.tsx";
import type { ConnectionView, SourceView } from "../../lib/contract.ts";
import { useConnections, useCreateConnection } from "../../lib/queries/connections.ts";
import { ForgetKey } from "./ForgetKey.tsx";

export interface AccountPickerProps {
  readonly source: SourceView;
  readonly connection: ConnectionView | null;
  readonly onConnection: (connection: ConnectionView | null) => void;
}

const OTHER_KEY = "other";

/** A key that works: one checked before, or a new one. */
export function AccountPicker({ source, connection, onConnection }: AccountPickerProps) {
  const connections = useConnections();
  const create = useCreateConnection();
  const [asksForKey, setAsksForKey] = useState(false);
  const saved = (connections.data ?? []).filter((one) => one.source === source.kind);

  if (connections.isPending) return <Skeletons label="Looking for saved keys" shapes={["card"]} />;
  const check = (credentials: Record<string, string>) =>
    create.mutate({ source: source.kind, credentials }, { onSuccess: onConnection });
  const pick = (value: string) => {
    setAsksForKey(value === OTHER_KEY);
    onConnection(saved.find((one) => one.id === value) ?? null);
  };
  const startOver = () => {
    create.reset();
    onConnection(null);
  };
  const justChecked = connection !== null && create.data?.id === connection.id;
  if (justChecked) return <KeyWorks source={source} onOther={startOver} />;
  const showForm = connection === null && (asksForKey || saved.length === 0);
  return (
    <Section title={`Your ${source.title} key`} card>
      {saved.length > 0 ? (
        <SavedKeys saved={saved} value={connection?.id ?? (asksForKey ? OTHER_KEY : null)} onPick={pick} />
      ) : null}
      {connection !== null ? <ForgetKey connection={connection} onForgotten={startOver} /> : null}
      {showForm ? (
        <KeyForm source={source} checking={create.isPending} error={create.error} onCheck={check} />
      ) : null}
    </Section>
  );
}

function KeyWorks({ source, onOther }: { readonly source: SourceView; readonly onOther: () => void }) {
  return (
    <Section title={`Your ${source.title} key`} note="It works and is stored encrypted." card>
      <div>
        <Button kind="secondary" size="small" onClick={onOther}>
          Use another key
        </Button>
      </div>
    </Section>
  );
}

interface SavedKeysProps {
  readonly saved: readonly ConnectionView[];
  readonly value: string | null;
  readonly onPick: (value: string) => void;
}

function SavedKeys({ saved, value, onPick }: SavedKeysProps) {
  const format = useFormat();
  return (
    <ChoiceList
      legend="Keys checked before"
      value={value}
      onChange={onPick}
      choices={[
        ...saved.map((one) => ({
          value: one.id,
          title: one.account.label,
          detail: `${one.account.planText} Checked at ${format.when(one.createdAt, new Date())}.`,
        })),
        { value: OTHER_KEY, title: "Use another key" },
      ]}
    />
  );
}
