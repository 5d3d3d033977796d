import type { ConnectionView } from "../contract/setup.ts";
import type { Scope } from "./keys.ts";

export interface ConnectionRow {
  readonly id: string;
  readonly accountId: string;
  readonly source: string;
  readonly createdAt: number;
  /** AES-256-GCM envelope made by `platform/secrets`; the store never sees plain text. */
  readonly sealedCredentials: string;
  readonly view: ConnectionView;
}

export interface MigrationRow {
  readonly id: string;
  readonly accountId: string;
  readonly slug: string;
  readonly name: string;
  readonly connectionId: string;
  readonly source: string;
  readonly destination: { kind: "monday"; workspaceId: string | null; contactsBoardId: string | null };
  readonly createdAt: number;
  readonly createdBy: string;
}

export interface ConnectionStore {
  insert(row: ConnectionRow): Promise<void>;
  get(accountId: string, id: string): Promise<ConnectionRow | null>;
  list(accountId: string): Promise<readonly ConnectionRow[]>;
  /** Replaces the sealed credentials and what was found with them; everything else stays. False when there is none. */
  update(
    accountId: string,
    id: string,
    change: Pick<ConnectionRow, "sealedCredentials" | "view">,
  ): Promise<boolean>;
  /** False when a migration still uses it. */
  remove(accountId: string, id: string): Promise<"removed" | "in_use" | "missing">;
}

export interface MigrationStore {
  insert(row: MigrationRow): Promise<void>;
  get(scope: Scope): Promise<MigrationRow | null>;
  list(accountId: string, page: { after: string | null; limit: number }): Promise<readonly MigrationRow[]>;
  /** Removes the migration with its snapshot, plan, ledger and runs; nothing in monday. Refused while a run is active. */
  remove(scope: Scope): Promise<"removed" | "in_use" | "missing">;
}
