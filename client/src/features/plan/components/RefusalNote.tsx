import { ErrorNotice } from "../../../components/ErrorNotice.tsx";
import type { Refusal } from "../lib/edit-queue.ts";

interface RefusalNoteProps {
  readonly refusal: Refusal | null;
  readonly origin: string;
}

/** Why the change asked for at this place was not taken; nothing when it was. */
export function RefusalNote({ refusal, origin }: RefusalNoteProps) {
  if (refusal === null || refusal.batch.origin !== origin) return null;
  const { message, remedy } = refusal;
  return <ErrorNotice error={{ userMessage: `Not changed. ${message}`, remedy }} />;
}
