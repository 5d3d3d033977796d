/** What the stand-in was asked, for tests and for the control page. */
export interface RequestLog {
  requests: number;
  /** Requests that were carried out, replays not counted. */
  executed: number;
  replayed: number;
  refused: number;
  answersLost: number;
  /** Root fields carried out, aliases counted one by one. */
  fields: Record<string, number>;
  /** Refusals by their error code. */
  refusals: Record<string, number>;
}

export function emptyLog(): RequestLog {
  return { requests: 0, executed: 0, replayed: 0, refused: 0, answersLost: 0, fields: {}, refusals: {} };
}
