import type { ResolverMap } from "../context.ts";
import { accountResolvers } from "./account.ts";
import { activityResolvers } from "./activity.ts";
import { assetResolvers } from "./assets.ts";
import { boardResolvers } from "./boards.ts";
import { columnResolvers } from "./columns.ts";
import { groupResolvers } from "./groups.ts";
import { itemReadResolvers } from "./item-reads.ts";
import { itemWriteResolvers } from "./item-writes.ts";
import { jobResolvers } from "./jobs.ts";
import { peopleResolvers } from "./people.ts";
import { updateResolvers } from "./updates.ts";

/** All resolvers; several files may add fields to one type. */
export const resolverMaps: readonly ResolverMap[] = [
  accountResolvers,
  activityResolvers,
  assetResolvers,
  boardResolvers,
  columnResolvers,
  groupResolvers,
  itemReadResolvers,
  itemWriteResolvers,
  jobResolvers,
  peopleResolvers,
  updateResolvers,
];
