/**
 * One call of the stand-in's GraphQL API.
 *
 * @param {{ url: string, token: string | null, apiVersion?: string | undefined }} access
 * @param {object} params `query` and `variables`
 * @returns {Promise<{ ok: boolean, body: Record<string, unknown> }>}
 */
export async function callMonday(access, params) {
  const response = await fetch(access.url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "api-version": access.apiVersion ?? "2026-10",
      ...(access.token === null ? {} : { authorization: access.token }),
    },
    body: JSON.stringify(params),
  });
  /** @type {Record<string, unknown>} */
  const body = await response
    .json()
    .catch(() => ({ errors: [{ message: `monday answered ${response.status}.` }] }));
  return { ok: response.ok, body };
}

/**
 * The `data` of a query, for the page's own tables.
 *
 * @template T
 * @param {{ url: string, token: string | null }} access
 * @param {string} query
 * @param {Record<string, unknown>} [variables]
 * @returns {Promise<T>}
 */
export async function queryMonday(access, query, variables = {}) {
  const { ok, body } = await callMonday(access, { query, variables });
  const errors = Array.isArray(body.errors) ? body.errors : [];
  if (!ok || errors.length > 0) throw new Error(errors[0]?.message ?? "The sandbox's monday did not answer.");
  return /** @type {T} */ (body.data);
}
