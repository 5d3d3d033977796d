import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { ReadOnlyNote } from "../../components/Note.tsx";
import { Page, Section, StepHeading } from "../../components/Page.tsx";
import { Skeletons } from "../../components/Skeletons.tsx";
import type { Me } from "../../lib/contract.ts";
import { useMigrations } from "../../lib/queries/migrations.ts";
import { useSources } from "../../lib/queries/sources.ts";
import { MigrationCard } from "./MigrationCard.tsx";
import { SourceCard } from "./SourceCard.tsx";

/** What Portage can do for this account, and where things were left. */
export function HomeScreen({ me }: { readonly me: Me }) {
  const migrations = useMigrations();
  const list = [...(migrations.data ?? [])].sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  const isNew = migrations.data !== undefined && list.length === 0;
  return (
    <Page>
      <StepHeading
        title={isNew || migrations.isPending ? "Move your business into monday CRM" : "Your imports"}
      >
        Portage reads your account, shows you the boards it would build, and writes nothing until you say so.
      </StepHeading>
      {me.monday.connected ? null : <ErrorNotice error={me.monday} tone="warning" />}
      {me.mayChange ? null : <ReadOnlyNote />}
      {migrations.isPending ? <Skeletons label="Loading your imports" shapes={["card"]} /> : null}
      {migrations.isError ? (
        <ErrorNotice error={migrations.error} onRetry={() => void migrations.refetch()} />
      ) : null}
      {list.map((migration, index) => (
        <MigrationCard
          key={migration.id}
          migration={migration}
          mayChange={me.mayChange}
          isFirst={index === 0}
        />
      ))}
      <Sources mayChange={me.mayChange} isNew={isNew} />
    </Page>
  );
}

function Sources({ mayChange, isNew }: { readonly mayChange: boolean; readonly isNew: boolean }) {
  const sources = useSources();
  return (
    <Section title={isNew ? "Where is your business today?" : "Start another import"}>
      {sources.isPending ? <Skeletons label="Loading what can be connected" shapes={["card"]} /> : null}
      {sources.isError ? <ErrorNotice error={sources.error} onRetry={() => void sources.refetch()} /> : null}
      {sources.data?.map((source) => (
        <SourceCard key={source.kind} source={source} mayChange={mayChange} isPrimary={isNew} />
      ))}
    </Section>
  );
}
