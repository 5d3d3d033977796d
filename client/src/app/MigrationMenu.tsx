import { Delete, Download, Home, Key, Locked, Time } from "@vibe/icons";
import { Suspense, useState } from "react";
import { ActionMenu } from "../components/ActionMenu.tsx";
import type { MigrationView } from "../lib/contract.ts";
import { navigate } from "../lib/navigation.ts";
import { lazyScreen } from "./lazy-screen.ts";

const ChangeKeyDialog = lazyScreen(async () => (await import("./ChangeKeyDialog.tsx")).ChangeKeyDialog);
const DeleteDialog = lazyScreen(async () => (await import("./DeleteDialog.tsx")).DeleteDialog);
const AuditDialog = lazyScreen(async () => (await import("./AuditDialog.tsx")).AuditDialog);
const ReportDialog = lazyScreen(async () => (await import("./ReportDialog.tsx")).ReportDialog);
const HistoryDialog = lazyScreen(async () => (await import("./HistoryDialog.tsx")).HistoryDialog);

export interface MigrationMenuProps {
  readonly migration: MigrationView;
  readonly mayChange: boolean;
}

/** What can be done with an import as a whole. */
export function MigrationMenu({ migration, mayChange }: MigrationMenuProps) {
  const [dialog, setDialog] = useState<"none" | "history" | "report" | "audit" | "key" | "delete">("none");
  const close = () => setDialog("none");
  const actions = [
    { title: "All imports", icon: Home, onSelect: () => navigate({ name: "home" }) },
    { title: "History", icon: Time, onSelect: () => setDialog("history") },
    { title: "Report and lists", icon: Download, onSelect: () => setDialog("report") },
    { title: "Audit trail", icon: Locked, onSelect: () => setDialog("audit") },
  ];
  if (mayChange) {
    actions.push(
      { title: "Change key", icon: Key, onSelect: () => setDialog("key") },
      { title: "Delete this import", icon: Delete, onSelect: () => setDialog("delete") },
    );
  }
  return (
    <>
      <ActionMenu label="Menu of this import" actions={actions} />
      <Suspense>
        {dialog === "history" ? <HistoryDialog migration={migration} onClose={close} /> : null}
        {dialog === "report" ? <ReportDialog migration={migration} onClose={close} /> : null}
        {dialog === "audit" ? <AuditDialog migration={migration} onClose={close} /> : null}
        {dialog === "key" ? <ChangeKeyDialog migration={migration} onClose={close} /> : null}
        {dialog === "delete" ? <DeleteDialog migration={migration} onClose={close} /> : null}
      </Suspense>
    </>
  );
}
