/**
 * What proves and takes back: one JSON document of a kind for each migration, the audit chain, field diffs of the
 * sample, what a verification saw of each record, differences, conflicts, what happened to records later on, and
 * what a rollback did. A migration's rows are reached through `migration_id` first, as everywhere.
 */
export const trust: readonly string[] = [
  "alter table ledger add column first_run_id text",
  `create table documents (
    account_id text not null, migration_id text not null, kind text not null, body text not null,
    version integer not null, due_at integer,
    primary key (migration_id, kind)
  ) without rowid`,
  "create index documents_due on documents (due_at) where due_at is not null",
  `create table audit (
    seq integer not null, account_id text not null, migration_id text not null, line text not null,
    writes integer not null, hash text not null,
    primary key (migration_id, seq)
  ) without rowid`,
  `create table field_diffs (
    seq integer primary key autoincrement, account_id text not null, migration_id text not null,
    board text not null, stream text not null, external_id text not null, column_key text not null,
    name text not null, item_id text, column_title text not null, position integer not null,
    source text not null, transformation text not null, written text not null, read_back text not null,
    verdict text not null, reason text, changed integer not null
  )`,
  "create unique index field_diffs_key on field_diffs (migration_id, board, external_id, column_key)",
  "create index field_diffs_order on field_diffs (migration_id, board, position, seq)",
  "create index field_diffs_verdict on field_diffs (migration_id, verdict, board, position, seq)",
  "create index field_diffs_changed on field_diffs (migration_id, board, position, seq) where changed = 1",
  `create index field_diffs_tally on field_diffs
    (migration_id, board, position, column_key, column_title, verdict, changed, stream, account_id)`,
  `create table verified_records (
    account_id text not null, migration_id text not null, phase text not null, external_id text not null,
    run_id text not null, item_id text not null, hash text not null,
    primary key (migration_id, phase, external_id)
  ) without rowid`,
  `create table differences (
    seq integer primary key autoincrement, account_id text not null, migration_id text not null,
    id text not null, kind text not null, board text not null, external_id text not null, item_id text,
    column_key text, state text not null, found_at integer not null, run_id text not null, body text not null
  )`,
  "create unique index differences_id on differences (migration_id, id)",
  "create index differences_state on differences (migration_id, state, seq)",
  "create index differences_item on differences (account_id, item_id) where item_id is not null",
  `create table conflicts (
    seq integer primary key autoincrement, account_id text not null, migration_id text not null,
    id text not null, kind text not null, phase text not null, external_id text not null, item_id text not null,
    column_key text, state text not null, decision text, decided_by text, found_at integer not null,
    decided_at integer, run_id text not null, body text not null
  )`,
  "create unique index conflicts_id on conflicts (migration_id, id)",
  "create index conflicts_state on conflicts (migration_id, state, seq)",
  "create index conflicts_record on conflicts (migration_id, phase, external_id)",
  "create index conflicts_item on conflicts (account_id, item_id)",
  `create table record_events (
    seq integer primary key autoincrement, account_id text not null, migration_id text not null,
    phase text not null, external_id text not null, item_id text not null, run_id text not null,
    at integer not null, kind text not null, body text not null
  )`,
  "create index record_events_item on record_events (account_id, item_id, seq)",
  "create index record_events_migration on record_events (migration_id, seq)",
  `create table rollback_entries (
    seq integer primary key autoincrement, account_id text not null, migration_id text not null,
    run_id text not null, kind text not null, key text not null, phase text, name text not null,
    destination_id text not null, board text, action text not null, state text not null, code text, reason text,
    proven integer, at integer not null, before_image text
  )`,
  "create unique index rollback_entries_key on rollback_entries (migration_id, run_id, kind, key, destination_id)",
  "create index rollback_entries_order on rollback_entries (migration_id, run_id, seq)",
  "create index rollback_entries_action on rollback_entries (migration_id, run_id, action, seq)",
];
