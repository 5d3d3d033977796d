/**
 * monday's key-value storage, kept in the browser. Global values belong to the account and app, instance values to
 * one placed view. Answers are those of facts about `storage` v2: a missing key is a success with null.
 *
 * @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem">} KeyValueStore
 * @param {KeyValueStore} store
 * @param {{ prefix: string, instanceId: string, now: () => number }} options
 * @returns {(args: Record<string, unknown>) => object}
 */
export function createHostStorage(store, options) {
  /** @param {string} text @returns {{ value: unknown, version: string, expiresAt?: number } | undefined} */
  const parse = (text) => {
    try {
      return JSON.parse(text);
    } catch {
      // Another page may have written this key; it is no value of ours.
      return undefined;
    }
  };
  return (args) => {
    const name = String(args.key ?? "");
    if (name === "" || name.length > 256)
      return { success: false, error: "The key must have 1 to 256 characters." };
    const scope = args.segment === "instance" ? `instance:${options.instanceId}` : "global";
    const key = `${options.prefix}:${scope}:${name}`;
    const text = store.getItem(key);
    const stored = text === null ? undefined : parse(text);
    const isGone = stored?.expiresAt !== undefined && stored.expiresAt <= options.now();
    const entry = isGone ? undefined : stored;
    if (args.method === "get") {
      return entry === undefined
        ? { success: true, value: null }
        : { success: true, value: entry.value, version: entry.version };
    }
    if (args.method === "delete") {
      store.removeItem(key);
      return { success: true, value: null };
    }
    const wishes = typeof args.options === "object" && args.options !== null ? { ...args.options } : {};
    const expected = "previous_version" in wishes ? wishes.previous_version : undefined;
    if (expected !== undefined && expected !== entry?.version) {
      return { success: false, reason: "version mismatch", version: entry?.version };
    }
    const version = String(Number(entry?.version ?? "0") + 1);
    const ttl = "ttl" in wishes && typeof wishes.ttl === "number" ? wishes.ttl : undefined;
    const next = {
      value: args.value,
      version,
      ...(ttl === undefined ? {} : { expiresAt: options.now() + ttl * 1000 }),
    };
    store.setItem(key, JSON.stringify(next));
    return { success: true, version };
  };
}
