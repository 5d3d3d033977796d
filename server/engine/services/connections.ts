import type { z } from "zod";
import type { Credentials, Source, SourceAccount, SourceConnector } from "../../connectors/types.ts";
import { toFailure } from "../../contract/errors.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import type {
  ConnectionView,
  createConnectionSchema,
  replaceCredentialsSchema,
} from "../../contract/setup.ts";
import type { ConnectionRow, MigrationRow } from "../../store/store.ts";
import { resumeDeltaWindow } from "../delta/window.ts";
import type { EngineDeps } from "../deps.ts";
import { createSourceBudgets } from "../source-budgets.ts";
import { type Actor, type Listed, notFound, requireAdmin, scopeOf } from "./actor.ts";
import { auditAct } from "./audit-act.ts";
import { requireSameAccount } from "./same-account.ts";

const migrationsPerRead = 100;

/** Checks the access live, then stores it sealed. What comes back holds no secret. */
export async function createConnection(
  deps: EngineDeps,
  actor: Actor,
  input: z.infer<typeof createConnectionSchema> & { signal: AbortSignal },
): Promise<Result<ConnectionView>> {
  const allowed = requireAdmin(actor);
  if (!allowed.ok) return allowed;
  const connector = deps.sources(input.source);
  if (!connector) return invalid(`Nobody knows a source ${input.source}`, "This source is not available.");
  const id = deps.ids.next();
  const createdAt = deps.clock.now();
  const checked = await checkAccess(deps, connector, { ...input, actor, id, createdAt });
  if (!checked.ok) return checked;
  const { accountId } = actor;
  await deps.store.connections.insert({
    id,
    accountId,
    source: connector.kind,
    createdAt,
    ...checked.value,
  });
  return ok(checked.value.view);
}

/**
 * Replaces the access of a connection, for a key that died or was exchanged: what was read with the old one stays
 * and runs go on with the new one. A key that is refused, or that opens another account, changes nothing.
 */
export async function replaceCredentials(
  deps: EngineDeps,
  actor: Actor,
  input: z.infer<typeof replaceCredentialsSchema> & { connectionId: string; signal: AbortSignal },
): Promise<Result<ConnectionView>> {
  const allowed = requireAdmin(actor);
  if (!allowed.ok) return allowed;
  const { accountId } = actor;
  const connection = await deps.store.connections.get(accountId, input.connectionId);
  const connector = connection ? deps.sources(connection.source) : null;
  if (!connection || !connector) return notFound("connection");
  const { id, createdAt } = connection;
  const isSame = (source: Source) =>
    requireSameAccount(deps.store, source, { accountId, connectionId: id, signal: input.signal });
  const checked = await checkAccess(deps, connector, { ...input, actor, id, createdAt, isSame });
  if (!checked.ok) return checked;
  const updated = await deps.store.connections.update(accountId, id, checked.value);
  if (!updated) return notFound("connection");
  await takeUpReplacement(deps, actor, id);
  return ok(checked.value.view);
}

/** Every migration that reads through the connection tells of it, and looks for late changes again if it had stopped. */
async function takeUpReplacement(deps: EngineDeps, actor: Actor, connectionId: string): Promise<void> {
  let after: string | null = null;
  for (;;) {
    const page: readonly MigrationRow[] = await deps.store.migrations.list(actor.accountId, {
      after,
      limit: migrationsPerRead,
    });
    for (const migration of page) {
      if (migration.connectionId !== connectionId) continue;
      await auditAct(deps, actor, scopeOf(actor, migration.id), {
        operation: "connection.replace",
        detail: { connectionId },
      });
      await resumeDeltaWindow(deps, scopeOf(actor, migration.id));
    }
    after = page.at(-1)?.id ?? null;
    if (page.length < migrationsPerRead) return;
  }
}

/** Tries the access live; what comes back may be stored: the view without a secret, the credentials sealed. */
async function checkAccess(
  deps: EngineDeps,
  connector: SourceConnector,
  input: {
    actor: Actor;
    id: string;
    createdAt: number;
    credentials: Readonly<Record<string, string>>;
    signal: AbortSignal;
    /** What else the access must satisfy once it works. */
    isSame?: (source: Source) => Promise<Result<void>>;
  },
): Promise<Result<Pick<ConnectionRow, "sealedCredentials" | "view">>> {
  const credentials = readCredentials(connector, input.credentials);
  if (!credentials.ok) return credentials;
  const budgets = createSourceBudgets(deps.store.budgets, () => deps.clock.now());
  const source = connector.open({ budgets, now: () => deps.clock.now() }, credentials.value);
  const account = await source.check(input.signal);
  if (!account.ok) return account;
  const same = (await input.isSame?.(source)) ?? ok(undefined);
  if (!same.ok) return same;
  return ok({
    view: toView(connector, source, { id: input.id, createdAt: input.createdAt, account: account.value }),
    sealedCredentials: deps.sealCredentials(credentials.value, input.actor.accountId),
  });
}

/** All connections of the account; secrets never come back. */
export async function listConnections(
  deps: EngineDeps,
  actor: Actor,
): Promise<Result<Listed<ConnectionView>>> {
  const rows = await deps.store.connections.list(actor.accountId);
  return ok({ items: rows.map((row) => row.view), cursor: null });
}

/** Forgets the stored access. Refused with `migration.in_use` while a migration reads through it. */
export async function deleteConnection(
  deps: EngineDeps,
  actor: Actor,
  input: { connectionId: string },
): Promise<Result<null>> {
  const allowed = requireAdmin(actor);
  if (!allowed.ok) return allowed;
  const removed = await deps.store.connections.remove(actor.accountId, input.connectionId);
  if (removed === "missing") return notFound("connection");
  if (removed === "in_use") return err(toFailure("migration.in_use", { message: "A migration uses it" }));
  return ok(null);
}

/** Only the fields the source asks for, trimmed; required ones must be there. */
function readCredentials(
  connector: SourceConnector,
  given: Readonly<Record<string, string>>,
): Result<Credentials> {
  const credentials: Record<string, string> = {};
  for (const field of connector.view.fields) {
    const value = (given[field.name] ?? "").trim();
    if (value.length > field.maxLength)
      return invalid(`${field.name} is too long`, `${field.title} is too long.`);
    if (value === "" && field.required) {
      return invalid(`${field.name} is missing`, `${field.title} is missing.`);
    }
    if (value !== "") credentials[field.name] = value;
  }
  return ok(credentials);
}

function toView(
  connector: SourceConnector,
  source: Source,
  input: { id: string; createdAt: number; account: SourceAccount },
): ConnectionView {
  const { account } = input;
  const cost = source.cost(account.counts);
  const titles = new Map(connector.streams.map((stream) => [stream.name, stream.title]));
  return {
    id: input.id,
    source: connector.kind,
    title: connector.view.title,
    createdAt: new Date(input.createdAt).toISOString(),
    account: {
      label: account.label,
      planText: account.planText,
      counts: Object.entries(account.counts).map(([stream, count]) => {
        return { stream, title: titles.get(stream) ?? stream, count };
      }),
      callsLeftText: account.callsLeftText,
      base: { ...cost.base },
      options: Object.entries(cost.options).map(([id, { calls, hours }]) => ({ id, calls, hours })),
    },
  };
}

function invalid(message: string, userMessage: string): ReturnType<typeof err> {
  return err(toFailure("request.invalid", { message, userMessage }));
}
