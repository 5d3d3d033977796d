export interface BudgetStore {
  take(input: {
    bucket: string;
    limit: number;
    windowMs: number;
    now: number;
  }): Promise<{ used: number; windowStart: number; granted: boolean }>;
  exhaust(input: { bucket: string; windowMs: number; now: number }): Promise<{ windowStart: number }>;
  read(bucket: string): Promise<{ used: number; windowStart: number } | null>;
}
