import type { Scope } from "./keys.ts";

export interface SchemaObjectRow {
  readonly kind: "workspace" | "board" | "group" | "column" | "subscriber";
  readonly key: string;
  readonly id: string;
  readonly created: boolean;
  readonly detail: string | null;
}

export interface ObjectStore {
  save(scope: Scope, object: SchemaObjectRow): Promise<void>;
  list(scope: Scope): Promise<readonly SchemaObjectRow[]>;
  remove(scope: Scope, kind: string, key: string): Promise<void>;
}
