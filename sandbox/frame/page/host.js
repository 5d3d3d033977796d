/**
 * The parent side of monday-sdk-js 0.5.9 for one iframe.
 *
 * The child posts `{ method, args, requestId }`. Every answer repeats `requestId` and `method` and carries
 * `args.type` as `type`; a failure has `errorMessage` and may keep the body in `data`. Later changes are pushed as
 * `{ method: "listen", type, data }` without a request id. Nothing here touches the page: all effects are arguments.
 *
 * @typedef {{ silent: boolean, lateMs: number, twice: boolean, emptyStorage: boolean, softApiErrors: boolean }} Faults
 * @typedef {{ method?: unknown, args?: Record<string, unknown>, requestId?: unknown }} Message
 * @typedef {{ data?: unknown, errorMessage?: string }} Outcome
 * @typedef {object} HostDeps
 * @property {(message: object) => void} post sends to the iframe
 * @property {() => Promise<Faults>} faults
 * @property {(ms: number) => Promise<void>} wait
 * @property {(type: string) => unknown} current value of context, settings, itemIds, filter and location
 * @property {() => Promise<string>} sessionToken
 * @property {(params: object, apiVersion: string | undefined) => Promise<{ ok: boolean, body: Record<string, unknown> }>} callApi
 * @property {(type: string, params: Record<string, unknown>) => Promise<unknown>} execute
 * @property {(args: Record<string, unknown>) => object} storage
 * @property {(type: string, params: Record<string, unknown>) => void} change `set` of settings or location
 */

/** What a view can read and subscribe to. */
const values = new Set(["context", "settings", "itemIds", "filter", "location"]);

/** @param {unknown} value @returns {Record<string, unknown>} */
const toRecord = (value) => (value !== null && typeof value === "object" ? { ...value } : {});

/** @param {Record<string, unknown>} body */
function errorTextOf(body) {
  const errors = Array.isArray(body.errors) ? body.errors : [];
  const first = toRecord(errors[0]).message;
  return typeof first === "string" ? first : "The request to monday failed.";
}

/**
 * @param {HostDeps} deps
 * @returns {{ handle(message: unknown): Promise<void>, push(type: string): void }}
 */
export function createHost(deps) {
  /** @type {Set<string>} */
  const subscriptions = new Set();

  /** @param {Record<string, unknown>} args @param {Faults} faults @returns {Promise<Outcome>} */
  async function callApi(args, faults) {
    const version = typeof args.apiVersion === "string" ? args.apiVersion : undefined;
    const { ok, body } = await deps.callApi(toRecord(args.params), version);
    const failed = !ok || (Array.isArray(body.errors) && body.errors.length > 0);
    return failed && !faults.softApiErrors ? { errorMessage: errorTextOf(body), data: body } : { data: body };
  }

  /**
   * @param {string} method @param {Record<string, unknown>} args @param {Faults} faults
   * @returns {Promise<Outcome | undefined>} undefined when nothing is to be answered
   */
  async function answer(method, args, faults) {
    const type = String(args.type ?? "");
    const params = toRecord(args.params);
    switch (method) {
      case "get":
        return { data: type === "sessionToken" ? await deps.sessionToken() : deps.current(type) };
      case "set":
        deps.change(type, params);
        return { data: { success: true } };
      case "listen":
        subscriptions.add(type);
        return values.has(type) ? { data: deps.current(type) } : undefined;
      case "execute":
        return { data: await deps.execute(type, params) };
      case "api":
        return callApi(args, faults);
      case "storage":
        if (faults.emptyStorage && args.method === "get") return { data: { success: true, value: null } };
        return { data: deps.storage(args) };
      default:
        return { errorMessage: `monday does not know the method "${method}".` };
    }
  }

  return {
    async handle(message) {
      const { method, args, requestId } = toRecord(message);
      if (typeof method !== "string" || requestId === undefined) return;
      const faults = await deps.faults();
      if (faults.silent) return;
      if (faults.lateMs > 0) await deps.wait(faults.lateMs);
      const fields = toRecord(args);
      /** @type {Outcome | undefined} */
      let outcome;
      try {
        outcome = await answer(method, fields, faults);
      } catch (error) {
        outcome = { errorMessage: error instanceof Error ? error.message : String(error) };
      }
      if (outcome === undefined) return;
      const type = typeof fields.type === "string" ? { type: fields.type } : {};
      const reply = { requestId, method, ...type, ...outcome };
      deps.post(reply);
      if (faults.twice) deps.post(reply);
    },
    push(type) {
      if (subscriptions.has(type)) deps.post({ method: "listen", type, data: deps.current(type) });
    },
  };
}
