import { Button } from "@vibe/core";
import { useFormat } from "../lib/client-context.tsx";

export interface ShowMoreProps {
  readonly shown: number;
  readonly total: number;
  /** Null when everything is loaded. */
  readonly onMore: (() => void) | null;
  readonly isLoading: boolean;
}

/** Loads the next page of a long list and says how much there is. */
export function ShowMore({ shown, total, onMore, isLoading }: ShowMoreProps) {
  const format = useFormat();
  if (onMore === null) return null;
  return (
    <div>
      <Button kind="tertiary" size="small" loading={isLoading} onClick={onMore}>
        {`Show more (${format.number(shown)} of ${format.number(total)})`}
      </Button>
    </div>
  );
}
