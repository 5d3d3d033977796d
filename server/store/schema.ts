/** Tables, as rows: snake_case here, domain objects outside. Instants are milliseconds, flags are 0 or 1. */
export interface Database {
  connections: {
    id: string;
    account_id: string;
    source: string;
    created_at: number;
    sealed_credentials: string;
    view: string;
  };
  migrations: {
    id: string;
    account_id: string;
    slug: string;
    name: string;
    connection_id: string;
    source: string;
    destination: string;
    created_at: number;
    created_by: string;
  };
  runs: {
    id: string;
    account_id: string;
    migration_id: string;
    kind: string;
    state: string;
    options: string;
    requested_by: string;
    created_at: number;
    started_at: number | null;
    ended_at: number | null;
    waiting: string | null;
    phases: string;
    failure: string | null;
    control: string | null;
    source_calls: number;
    destination_calls: number;
    lease_owner: string | null;
    lease_until: number | null;
  };
  run_marks: { account_id: string; run_id: string; key: string; value: string };
  read_checkpoints: {
    account_id: string;
    migration_id: string;
    run_id: string;
    step_id: string;
    cursor: string | null;
    done: number;
    total: number | null;
    finished: number;
  };
  snapshot_records: {
    seq: number;
    account_id: string;
    migration_id: string;
    stream: string;
    id: string;
    hash: string;
    fields: string;
    run_id: string;
  };
  snapshot_keys: {
    account_id: string;
    migration_id: string;
    kind: string;
    value: string;
    stream: string;
    id: string;
  };
  snapshot_findings: { account_id: string; migration_id: string; run_id: string; finding: string };
  plans: {
    migration_id: string;
    account_id: string;
    inventory: string | null;
    edits: string;
    plan: string | null;
    plan_hash: string | null;
    approval: string | null;
    reconciliation: string | null;
  };
  ledger: {
    seq: number;
    account_id: string;
    migration_id: string;
    phase: string;
    external_id: string;
    stream: string;
    run_id: string;
    name: string;
    state: string;
    outcome: string | null;
    reason_code: string | null;
    reason: string | null;
    board_id: string | null;
    item_id: string | null;
    payload_hash: string | null;
    idempotency_key: string | null;
    operation: string | null;
    before_image: string | null;
    notes: string;
    intended_at: number | null;
    done_at: number | null;
  };
  schema_objects: {
    account_id: string;
    migration_id: string;
    kind: string;
    key: string;
    id: string;
    created: number;
    detail: string | null;
  };
  destination_index: {
    account_id: string;
    migration_id: string;
    board_id: string;
    key: string;
    item_id: string;
    value: string;
  };
  budgets: { bucket: string; used: number; window_start: number };
}
