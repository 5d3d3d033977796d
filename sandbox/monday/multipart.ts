import type { UploadedFile } from "./resolvers/assets.ts";

export interface MultipartRequest {
  query: string;
  variables: Record<string, unknown>;
}

/** Reads the two multipart forms the platform takes: a `map` of parts to variables, or parts named `variables[file]`. */
export async function readMultipart(body: unknown, contentType: string): Promise<MultipartRequest | null> {
  if (!Buffer.isBuffer(body) || !contentType.startsWith("multipart/form-data")) return null;
  let form: FormData;
  try {
    form = await new Response(new Uint8Array(body), { headers: { "content-type": contentType } }).formData();
  } catch {
    return null;
  }
  const query = form.get("query");
  if (typeof query !== "string") return null;
  const variables = jsonField(form, "variables");
  const map = jsonField(form, "map");
  for (const [name, part] of form.entries()) {
    if (typeof part === "string") continue;
    const file: UploadedFile = { name: part.name, bytes: part.size };
    variables[variableName(name, map)] = file;
  }
  return { query, variables };
}

function variableName(part: string, map: Readonly<Record<string, unknown>>): string {
  const mapped = map[part];
  const path = Array.isArray(mapped) ? mapped[0] : mapped;
  if (typeof path === "string") return path.replace(/^variables\./, "");
  return /^variables\[(?<name>\w+)\]$/.exec(part)?.groups?.name ?? part;
}

function jsonField(form: FormData, name: string): Record<string, unknown> {
  const text = form.get(name);
  if (typeof text !== "string") return {};
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed !== null && typeof parsed === "object" ? { ...parsed } : {};
  } catch {
    return {};
  }
}
