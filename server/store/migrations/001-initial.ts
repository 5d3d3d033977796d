/**
 * First schema. `seq` gives records and ledger rows a stable order that survives updates.
 * One active run per migration and one ledger row per (phase, external id) are rules of the database, not of code.
 */
export const initial: readonly string[] = [
  `create table connections (
    id text primary key, account_id text not null, source text not null, created_at integer not null,
    sealed_credentials text not null, view text not null
  )`,
  "create index connections_account on connections (account_id, id)",
  `create table migrations (
    id text primary key, account_id text not null, slug text not null, name text not null,
    connection_id text not null references connections (id), source text not null, destination text not null,
    created_at integer not null, created_by text not null
  )`,
  "create index migrations_account on migrations (account_id, id)",
  `create table runs (
    id text primary key, account_id text not null, migration_id text not null references migrations (id),
    kind text not null, state text not null, options text not null, requested_by text not null,
    created_at integer not null, started_at integer, ended_at integer, waiting text, phases text not null,
    failure text, control text, source_calls integer not null, destination_calls integer not null,
    lease_owner text, lease_until integer
  )`,
  `create unique index runs_one_active on runs (migration_id)
    where state in ('queued', 'running', 'waiting', 'paused')`,
  "create index runs_migration on runs (account_id, migration_id, id)",
  "create index runs_runnable on runs (state, lease_until)",
  `create table run_marks (
    account_id text not null, run_id text not null references runs (id), key text not null, value text not null,
    primary key (run_id, key)
  ) without rowid`,
  `create table read_checkpoints (
    account_id text not null, migration_id text not null, run_id text not null, step_id text not null,
    cursor text, done integer not null, total integer, finished integer not null,
    primary key (run_id, step_id)
  ) without rowid`,
  `create table snapshot_records (
    seq integer primary key autoincrement, account_id text not null, migration_id text not null,
    stream text not null, id text not null, hash text not null, fields text not null, run_id text not null
  )`,
  "create unique index snapshot_records_id on snapshot_records (migration_id, stream, id)",
  "create index snapshot_records_order on snapshot_records (migration_id, stream, seq)",
  `create table snapshot_keys (
    account_id text not null, migration_id text not null, kind text not null, value text not null,
    stream text not null, id text not null,
    primary key (migration_id, kind, value, stream, id)
  ) without rowid`,
  "create index snapshot_keys_record on snapshot_keys (migration_id, stream, id)",
  `create table snapshot_findings (
    account_id text not null, migration_id text not null, run_id text not null, finding text not null
  )`,
  "create index snapshot_findings_migration on snapshot_findings (migration_id)",
  `create table plans (
    migration_id text primary key references migrations (id), account_id text not null, inventory text,
    edits text not null, plan text, plan_hash text, approval text, reconciliation text
  )`,
  `create table ledger (
    seq integer primary key autoincrement, account_id text not null, migration_id text not null,
    phase text not null, external_id text not null, stream text not null, run_id text not null, name text not null,
    state text not null, outcome text, reason_code text, reason text, board_id text, item_id text,
    payload_hash text, idempotency_key text, operation text, before_image text, notes text not null,
    intended_at integer, done_at integer
  )`,
  "create unique index ledger_key on ledger (migration_id, phase, external_id)",
  "create index ledger_unfinished on ledger (migration_id, phase, seq) where state = 'intended'",
  "create index ledger_attention on ledger (migration_id, outcome, seq) where outcome in ('failed', 'skipped', 'merged')",
  `create table schema_objects (
    account_id text not null, migration_id text not null, kind text not null, key text not null, id text not null,
    created integer not null, detail text,
    primary key (migration_id, kind, key)
  ) without rowid`,
  `create table destination_index (
    account_id text not null, migration_id text not null, board_id text not null, key text not null,
    item_id text not null, value text not null,
    primary key (migration_id, board_id, key, item_id)
  ) without rowid`,
  "create table budgets (bucket text primary key, used integer not null, window_start integer not null) without rowid",
];
