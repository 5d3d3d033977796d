import { z } from "zod";

/** The sandbox's own controls, as its page has them: not part of what it stands in for. */
export interface SandboxControl {
  /** Makes something happen and says in a sentence what. */
  act(id: string): Promise<string>;
  /** Does what a colleague does in monday, or a user of the source there; throws what went wrong. */
  call(side: "monday" | "bizstim", name: string, given: readonly unknown[]): Promise<void>;
  /** Everything a customer can see in the monday account, as canonical text. */
  picture(): Promise<string>;
}

export function createSandboxControl(url: string): SandboxControl {
  async function fetchText(path: string, method: "GET" | "POST", body?: unknown): Promise<string> {
    const response = await fetch(`${url}/control${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path} of the sandbox: ${response.status}`);
    return response.text();
  }
  return {
    async act(id) {
      const answer = z
        .object({ done: z.string() })
        .parse(JSON.parse(await fetchText(`/actions/${id}`, "POST")));
      return answer.done;
    },
    async call(side, name, given) {
      await fetchText(`/calls/${side}/${name}`, "POST", given);
    },
    picture: () => fetchText("/picture", "GET"),
  };
}
