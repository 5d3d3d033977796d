import type { Credentials, Source, SourceConnector } from "../../connectors/types.ts";
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
  const credentials = openCredentials(deps, connection.sealedCredentials, scope.accountId);
  const now = () => deps.clock.now();
  const source = connector.open({ budgets, now, reportCall: deps.callLog.report }, credentials);
  return { connector, source };
}

/** What was sealed with a key this installation no longer has can only be entered again. */
function openCredentials(deps: EngineDeps, sealed: string, accountId: string): Credentials {
  try {
    return deps.openCredentials(sealed, accountId);
  } catch (cause) {
    const message = "The stored credentials cannot be opened with the configured encryption keys";
    const userMessage = "Portage can no longer read the stored API key.";
    throw new FailureError(toFailure("source.key_dead", { message, userMessage, cause }));
  }
}
