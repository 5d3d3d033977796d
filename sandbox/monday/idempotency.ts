/** How long a reply is kept for its key. */
const KEPT_MS = 30 * 60 * 1000;
/** Longer replies are not kept. */
const REPLY_BYTES_MAX = 1_000_000;
/** The platform's memory budget per user and app is not published; this one is generous. */
const BUDGET_BYTES = 64_000_000;

interface KeptReply {
  status: number;
  body: string;
}

type KeyState = { kind: "fresh" } | { kind: "running" } | { kind: "kept"; reply: KeptReply };

/** Replies by user and `Idempotency-Key`. */
export class IdempotencyCache {
  private readonly clock: () => number;
  private readonly kept = new Map<string, KeptReply & { keptAtMs: number }>();
  private readonly running = new Set<string>();
  private bytes = 0;

  constructor(clock: () => number) {
    this.clock = clock;
  }

  /** Looks the key up; a fresh key is marked as running until `finish` or `abandon`. */
  begin(key: string): KeyState {
    this.forgetOld();
    if (this.running.has(key)) return { kind: "running" };
    const reply = this.kept.get(key);
    if (reply) return { kind: "kept", reply };
    this.running.add(key);
    return { kind: "fresh" };
  }

  finish(key: string, reply: KeptReply): void {
    this.running.delete(key);
    this.forgetOld();
    if (reply.body.length > REPLY_BYTES_MAX || this.bytes + reply.body.length > BUDGET_BYTES) return;
    this.kept.set(key, { ...reply, keptAtMs: this.clock() });
    this.bytes += reply.body.length;
  }

  /** The request was refused before it was carried out: nothing to replay. */
  abandon(key: string): void {
    this.running.delete(key);
  }

  private forgetOld(): void {
    const oldest = this.clock() - KEPT_MS;
    for (const [key, reply] of this.kept) {
      if (reply.keptAtMs > oldest) return;
      this.kept.delete(key);
      this.bytes -= reply.body.length;
    }
  }
}
