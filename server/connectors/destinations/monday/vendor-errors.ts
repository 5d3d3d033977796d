import { z } from "zod";

/** One error of a reply, whatever shape it came in. `path[0]` is the alias it belongs to. */
export interface VendorError {
  /** monday's own text: may quote customer values, so it is matched against and never passed on. */
  readonly text: string;
  readonly code: string | null;
  readonly status: number | null;
  readonly path: readonly (string | number)[];
  readonly data: unknown;
  readonly retryAfterMs: number | null;
}

const extensionsSchema = z.looseObject({
  code: z.string().optional(),
  status_code: z.number().optional(),
  error_data: z.unknown().optional(),
  retry_in_seconds: z.number().optional(),
  retryAfterMs: z.number().optional(),
});
const errorSchema = z.looseObject({
  message: z.string().catch(""),
  path: z.array(z.union([z.string(), z.number()])).nullish(),
  extensions: extensionsSchema.nullish().catch(null),
});
const bodySchema = z.looseObject({
  errors: z.array(z.unknown()).nullish().catch(null),
  error_code: z.string().nullish().catch(null),
  error_message: z.string().nullish().catch(null),
  error_data: z.unknown().optional(),
  status_code: z.number().nullish().catch(null),
});

/** Errors of a reply body in today's shape (`errors[]`) or the older one (`error_code` at the top). */
export function readVendorErrors(body: unknown): readonly VendorError[] {
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) return [];
  const {
    errors,
    error_code: code,
    error_message: text,
    status_code: status,
    error_data: data,
  } = parsed.data;
  const listed = (errors ?? []).map(toVendorError);
  if (!code && !text) return listed;
  const top = { text: text ?? "", code: code ?? null, status: status ?? null, data, retryAfterMs: null };
  if (listed.length === 0) return [{ ...top, path: [] }];
  // The older shape names the code once; its list only says which alias each message belongs to.
  return listed.map((error) => (error.code === null ? { ...top, path: error.path } : error));
}

function toVendorError(error: unknown): VendorError {
  const parsed = errorSchema.safeParse(error);
  if (!parsed.success)
    return { text: "", code: null, status: null, path: [], data: null, retryAfterMs: null };
  const { message, path, extensions } = parsed.data;
  const seconds = extensions?.retry_in_seconds;
  return {
    text: message,
    code: extensions?.code ?? null,
    status: extensions?.status_code ?? null,
    path: path ?? [],
    data: extensions?.error_data ?? null,
    retryAfterMs: extensions?.retryAfterMs ?? (seconds === undefined ? null : seconds * 1000),
  };
}
