const mark = "[removed]";

/**
 * Removes secrets and bounds the length of a vendor's text before it goes into a message.
 * Some servers repeat the submitted key in their refusal (bizstim facts 2).
 */
export function scrub(text: string, secrets: readonly string[], maxLength = 200): string {
  const clean = secrets
    .filter((secret) => secret.length > 0)
    .reduce((rest, secret) => rest.replaceAll(secret, mark), text);
  return clean.length > maxLength ? `${clean.slice(0, maxLength)}…` : clean;
}
