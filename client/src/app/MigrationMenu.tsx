import { Menu, MenuButton, MenuItem } from "@vibe/core";
import { Delete, Home, Time } from "@vibe/icons";
import { lazy, Suspense, useState } from "react";
import type { MigrationView } from "../lib/contract.ts";
import { navigate } from "../lib/navigation.ts";

const DeleteDialog = lazy(async () => ({ default: (await import("./DeleteDialog.tsx")).DeleteDialog }));
const HistoryDialog = lazy(async () => ({ default: (await import("./HistoryDialog.tsx")).HistoryDialog }));

export interface MigrationMenuProps {
  readonly migration: MigrationView;
  readonly mayChange: boolean;
}

/** What can be done with an import as a whole. */
export function MigrationMenu({ migration, mayChange }: MigrationMenuProps) {
  const [dialog, setDialog] = useState<"none" | "history" | "delete">("none");
  const close = () => setDialog("none");
  return (
    <>
      <MenuButton aria-label="Menu of this import" size="small" closeMenuOnItemClick>
        <Menu id={`menu-${migration.id}`} size="medium">
          <MenuItem icon={Home} title="All imports" onClick={() => navigate({ name: "home" })} />
          <MenuItem icon={Time} title="History" onClick={() => setDialog("history")} />
          {mayChange ? (
            <MenuItem icon={Delete} title="Delete this import" onClick={() => setDialog("delete")} />
          ) : null}
        </Menu>
      </MenuButton>
      <Suspense>
        {dialog === "history" ? <HistoryDialog migration={migration} onClose={close} /> : null}
        {dialog === "delete" ? <DeleteDialog migration={migration} onClose={close} /> : null}
      </Suspense>
    </>
  );
}
