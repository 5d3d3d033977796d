import type { Me } from "../../lib/contract.ts";
import { useDownload } from "../../lib/queries/downloads.ts";
import { useSpotCheck, useTickSpotCheck } from "../../lib/queries/sign-off.ts";
import { SpotCheck } from "./components/SpotCheck.tsx";

interface LoadedSpotCheckProps {
  readonly migrationId: string;
  readonly sourceTitle: string;
  readonly me: Me;
}

/** The spot check with what people found so far. Members may tick too: they know the records best. */
export function LoadedSpotCheck({ migrationId, sourceTitle, me }: LoadedSpotCheckProps) {
  const check = useSpotCheck(migrationId, { enabled: true });
  const tick = useTickSpotCheck(migrationId);
  const download = useDownload(migrationId);
  return (
    <SpotCheck
      check={check.data ?? null}
      sourceTitle={sourceTitle}
      mayTick={me.user.role === "admin" || me.user.role === "member"}
      error={check.error}
      onRetry={() => void check.refetch()}
      onTick={({ board, externalId }, right) => tick.mutate({ board, externalId, right })}
      tickError={tick.error ?? download.error}
      onPrint={() => download.mutate("spot-check.html")}
      isPrinting={download.isPending}
    />
  );
}
