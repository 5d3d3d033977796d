import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

/**
 * Seals credentials with AES-256-GCM. The envelope names the key it was sealed with, so that keys can rotate:
 * the first key seals, every listed key opens.
 *
 * Envelope: `v1.<key id>.<iv>.<tag>.<ciphertext>`, parts in base64url.
 */
export interface Secrets {
  seal(plain: string, context: string): string;
  /** Throws when the envelope was changed, belongs to another context, or its key is gone. */
  open(sealed: string, context: string): string;
}

const ivBytes = 12;

/** `keys`: 32-byte keys, newest first. */
export function createSecrets(keys: readonly Buffer[]): Secrets {
  const byId = new Map(keys.map((key) => [keyId(key), key]));
  const [current] = keys;
  if (!current) throw new Error("createSecrets needs at least one key");
  return {
    seal(plain, context) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv("aes-256-gcm", current, iv);
      cipher.setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return [
        "v1",
        keyId(current),
        ...[iv, cipher.getAuthTag(), body].map((b) => b.toString("base64url")),
      ].join(".");
    },
    open(sealed, context) {
      const [version, id, iv, tag, body] = sealed.split(".");
      if (version !== "v1" || !id || !iv || !tag || body === undefined)
        throw new Error("Not a sealed secret");
      const key = byId.get(id);
      if (!key) throw new Error(`The key ${id} that sealed this secret is not configured`);
      const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(iv, "base64url"));
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(Buffer.from(tag, "base64url"));
      return decipher.update(Buffer.from(body, "base64url"), undefined, "utf8") + decipher.final("utf8");
    },
  };
}

/** Public name of a key: the first 8 hex digits of its SHA-256. */
function keyId(key: Buffer): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 8);
}
