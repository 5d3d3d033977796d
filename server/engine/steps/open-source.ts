import type { Source, SourceConnector } from "../../connectors/types.ts";
import { FailureError, toFailure } from "../../contract/errors.ts";
import type { Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import { createSourceBudgets } from "../source-budgets.ts";

export interface OpenedSource {
  readonly connector: SourceConnector;
  readonly source: Source;
}

/** Opens the source of a migration with its stored credentials. Throws `FailureError` when it is gone. */
export async function openSource(deps: EngineDeps, scope: Scope): Promise<OpenedSource> {
  const migration = await deps.store.migrations.get(scope);
  const connection = migration
    ? await deps.store.connections.get(scope.accountId, migration.connectionId)
    : null;
  const connector = connection ? deps.sources(connection.source) : null;
  if (!connection || !connector) {
    throw new FailureError(toFailure("request.not_found", { message: "The migration's connection is gone" }));
  }
  const budgets = createSourceBudgets(deps.store.budgets, () => deps.clock.now());
  const credentials = deps.openCredentials(connection.sealedCredentials, scope.accountId);
  return { connector, source: connector.open({ budgets, now: () => deps.clock.now() }, credentials) };
}
