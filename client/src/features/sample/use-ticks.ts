import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";

interface Ticks {
  /** Ids of the classes the admin accepts. */
  readonly accepted: ReadonlySet<string>;
  /** "I approve without having seen a sample". */
  readonly withoutSample: boolean;
}

const none: Ticks = { accepted: new Set(), withoutSample: false };

/**
 * What the admin has ticked at the sign-off, until it is signed. Kept beside the answers of the server, so that a look
 * at another step does not lose it; ticks are of one plan and one sample (`about`) and say nothing about others.
 */
export function useTicks(migrationId: string, about: string) {
  const queryClient = useQueryClient();
  const queryKey = ["sign-off-ticks", migrationId, about];
  const { data: ticks = none } = useQuery<Ticks>({
    queryKey,
    queryFn: skipToken,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const change = (next: Ticks) => queryClient.setQueryData(queryKey, next);
  return {
    ...ticks,
    accept: (id: string, isAccepted: boolean) => {
      const accepted = new Set(ticks.accepted);
      if (isAccepted) accepted.add(id);
      else accepted.delete(id);
      change({ ...ticks, accepted });
    },
    goWithoutSample: (withoutSample: boolean) => change({ ...ticks, withoutSample }),
  };
}
