import { z } from "zod";
import { toFailure } from "../../../../contract/errors.ts";
import { err, ok, type Result } from "../../../../contract/result.ts";
import type { DestinationAccount } from "../../../types.ts";
import type { MondayClient } from "../api/client.ts";
import { accountDocument } from "../api/documents.ts";

const schema = z.looseObject({
  me: z.looseObject({ id: z.string(), name: z.string() }).nullable(),
  account: z
    .looseObject({
      id: z.coerce.string(),
      slug: z.string(),
      tier: z.string().nullish(),
      plan: z.looseObject({ tier: z.string().nullish() }).nullish(),
      products: z
        .array(z.looseObject({ id: z.coerce.string().nullish(), kind: z.string().nullish() }).nullable())
        .nullish(),
    })
    .nullable(),
});

export interface MondayAccount extends DestinationAccount {
  /** Numeric id of the CRM product: workspaces made with it behave as CRM workspaces. */
  readonly crmProductId: string | null;
}

/** Who the token is and what the account has. */
export async function readAccount(client: MondayClient, signal: AbortSignal): Promise<Result<MondayAccount>> {
  const read = await client.query({ document: accountDocument, variables: {}, signal }, schema);
  if (!read.ok) return read;
  const { me, account } = read.value;
  if (!me || !account) {
    return err(
      toFailure("monday.not_authenticated", {
        message: "monday names neither user nor account for the token",
      }),
    );
  }
  const crm = account.products?.find((product) => product?.kind === "crm");
  return ok({
    accountId: account.id,
    slug: account.slug,
    plan: account.plan?.tier ?? account.tier ?? "unknown",
    crm: crm !== undefined,
    user: { id: me.id, name: me.name },
    crmProductId: crm?.id ?? null,
  });
}
