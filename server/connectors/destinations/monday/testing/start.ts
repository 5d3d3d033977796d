import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import type { Destination, ReportCall } from "../../../types.ts";
import { createMondayDestinations, type MondayDestinations } from "../index.ts";

/** What the connector needs of the stand-in for monday that a test started. */
interface StandIn {
  readonly url: string;
  readonly clock: { nowMs: number };
  readonly sandbox: {
    readonly tokens: { readonly admin: string };
    readonly account: { readonly id: string };
  };
  close(): Promise<void>;
}

export interface TestMonday<S extends StandIn> {
  readonly sandbox: S["sandbox"];
  readonly destination: Destination;
  readonly signal: AbortSignal;
  readonly clock: { nowMs: number };
  /** Pauses the connector asked for, in milliseconds; the clock moved on by as much. */
  readonly pauses: readonly number[];
  /** Another process: same stand-in, nothing remembered. */
  reopen(token?: string | null): MondayDestinations;
  close(): Promise<void>;
}

/** The connector against a stand-in over real HTTP, both on the same clock. */
export async function openMonday<S extends StandIn>(
  standIn: S,
  options: { readonly reportCall?: ReportCall } = {},
): Promise<TestMonday<S>> {
  const { sandbox, clock } = standIn;
  const pauses: number[] = [];
  const opened: MondayDestinations[] = [];
  const reopen = (token: string | null = sandbox.tokens.admin) => {
    const destinations = createMondayDestinations({
      apiUrl: standIn.url,
      apiVersion: "2026-10",
      token,
      now: () => clock.nowMs,
      async sleep(ms) {
        pauses.push(ms);
        clock.nowMs += ms;
      },
      random: () => 0,
      ...options,
    });
    opened.push(destinations);
    return destinations;
  };
  const found = await reopen().forAccount(sandbox.account.id);
  if (!found.ok) throw new Error(found.error.message);
  return {
    sandbox,
    destination: found.value,
    signal: new AbortController().signal,
    clock,
    pauses,
    reopen,
    async close() {
      await Promise.all(opened.map((each) => each.close()));
      await standIn.close();
    },
  };
}

/** A server that answers as scripted, one answer a request; `cut` drops the connection. */
export interface ScriptedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly cut?: boolean;
}

/** The connector signed in to a server that answers as scripted; its first request asked for the account. */
export async function openScripted(
  answers: readonly ScriptedAnswer[],
): Promise<{ destination: Destination; requests: readonly ScriptedRequest[]; close(): Promise<void> }> {
  const account = { me: { id: "1", name: "Dana" }, account: { id: "7", slug: "s", products: [] } };
  const server = await startScripted([{ body: { data: account } }, ...answers]);
  const destinations = createMondayDestinations({
    apiUrl: server.url,
    apiVersion: "2026-10",
    token: "secret-token",
    now: () => 1_000,
    sleep: async () => undefined,
    random: () => 0,
  });
  const opened = await destinations.forAccount("7");
  if (!opened.ok) throw new Error(opened.error.message);
  return {
    destination: opened.value,
    requests: server.requests,
    async close() {
      await destinations.close();
      await server.close();
    },
  };
}

interface ScriptedRequest {
  readonly headers: Record<string, unknown>;
  readonly body: { query: string; variables: Record<string, unknown> };
}

async function startScripted(answers: readonly ScriptedAnswer[]): Promise<{
  url: string;
  requests: readonly ScriptedRequest[];
  close(): Promise<void>;
}> {
  const requests: ScriptedRequest[] = [];
  const app = express();
  app.use(express.json({ limit: "5mb" }));
  app.use((request, response) => {
    requests.push({ headers: request.headers, body: request.body });
    const answer = answers[Math.min(requests.length, answers.length) - 1] ?? {};
    if (answer.cut) {
      request.socket.destroy();
      return;
    }
    response.status(answer.status ?? 200).set(answer.headers ?? {});
    if (typeof answer.body === "string") response.type("text/html").send(answer.body);
    else response.json(answer.body ?? {});
  });
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, "127.0.0.1", () => resolve(listening));
  });
  return {
    url: `http://127.0.0.1:${portOf(server)}/v2`,
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function portOf(server: Server): number {
  const address = server.address() as AddressInfo;
  return address.port;
}
