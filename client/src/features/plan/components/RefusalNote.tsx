import { useEffect, useRef } from "react";
import { ErrorNotice } from "../../../components/ErrorNotice.tsx";
import type { Refusal } from "../lib/edit-queue.ts";

interface RefusalNoteProps {
  readonly refusal: Refusal | null;
  readonly origin: string;
}

/** Why the change asked for at this place was not taken, brought into sight; nothing when it was taken. */
export function RefusalNote({ refusal, origin }: RefusalNoteProps) {
  const ref = useRef<HTMLDivElement>(null);
  const shown = refusal !== null && refusal.batch.origin === origin ? refusal : null;
  const batchId = shown?.batch.id ?? null;
  useEffect(() => {
    if (batchId !== null) ref.current?.scrollIntoView?.({ block: "nearest" });
  }, [batchId]);
  if (shown === null) return null;
  return (
    <div ref={ref}>
      <ErrorNotice error={{ userMessage: `Not changed. ${shown.message}`, remedy: shown.remedy }} />
    </div>
  );
}
