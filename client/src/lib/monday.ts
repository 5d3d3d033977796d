import initMondaySdk from "monday-sdk-js/src/client.js";
import { z } from "zod";

const themeConfigSchema = z.object({
  name: z.string(),
  colors: z.record(z.string(), z.record(z.string(), z.unknown())),
});

/**
 * What monday tells the page about where it is shown. Every value is a hint for display only (any window can post
 * messages); who the user is and what they may do comes from `GET /api/me`.
 */
const mondayContextSchema = z.object({
  theme: z.string().optional().catch(undefined),
  themeConfig: themeConfigSchema.optional().catch(undefined),
  instanceType: z.string().optional().catch(undefined),
  boardId: z.coerce.string().optional().catch(undefined),
  itemId: z.coerce.string().optional().catch(undefined),
  workspaceId: z.coerce.string().optional().catch(undefined),
  user: z
    .object({
      countryCode: z.string().optional().catch(undefined),
      currentLanguage: z.string().optional().catch(undefined),
      timeFormat: z.string().optional().catch(undefined),
      timeZoneOffset: z.coerce.number().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});
export type MondayContext = z.infer<typeof mondayContextSchema>;

type NoticeKind = "success" | "error" | "info";

export interface Monday {
  /** False when the page was opened on its own instead of inside monday. */
  readonly embedded: boolean;
  /** The first context; an empty one when monday does not answer in time. */
  context(): Promise<MondayContext>;
  /** Calls back with every later context (theme switched, board changed). Returns the way to stop. */
  onContext(listener: (context: MondayContext) => void): () => void;
  /** A session token (JWT). Rejects when monday does not answer in time. */
  sessionToken(): Promise<string>;
  /** A short message in monday's own style; only in addition to what the page shows. */
  notice(message: string, kind: NoticeKind): void;
  openLinkInTab(url: string): void;
  openItemCard(itemId: string): void;
  /** Tells monday that the app was of use, once per finished import (marketplace review asks for it). */
  valueCreatedForUser(): void;
}

/** The few calls of monday-sdk-js in use. */
export interface MondaySdk {
  get(type: string): Promise<{ data?: unknown }>;
  listen(type: string, callback: (message: { data?: unknown }) => void): () => void;
  execute(type: string, params?: Record<string, unknown>): Promise<unknown>;
}

interface MondayDeps {
  readonly sdk: MondaySdk;
  readonly embedded: boolean;
  /** monday-sdk-js has no time limit of its own: an unanswered call would hang for ever. */
  readonly timeoutMs: number;
}

/** Wraps monday-sdk-js: time limits, parsed answers, no rejected promise left alone. */
export function createMonday(deps: MondayDeps): Monday {
  const { sdk, embedded, timeoutMs } = deps;
  const fireAndForget = (type: string, params?: Record<string, unknown>) => {
    if (embedded) sdk.execute(type, params).catch(() => undefined);
  };
  return {
    embedded,
    async context() {
      if (!embedded) return {};
      const answer = await withTimeout(sdk.get("context"), timeoutMs).catch(() => ({ data: undefined }));
      return toContext(answer.data) ?? {};
    },
    onContext(listener) {
      if (!embedded) return () => undefined;
      return sdk.listen("context", (message) => {
        const context = toContext(message.data);
        if (context) listener(context);
      });
    },
    async sessionToken() {
      const answer = await withTimeout(sdk.get("sessionToken"), timeoutMs);
      return z.string().min(1).parse(answer.data);
    },
    notice: (message, kind) => fireAndForget("notice", { message, type: kind, timeout: 5000 }),
    openLinkInTab: (url) => fireAndForget("openLinkInTab", { url }),
    openItemCard: (itemId) => fireAndForget("openItemCard", { itemId: Number(itemId) }),
    valueCreatedForUser: () => fireAndForget("valueCreatedForUser"),
  };
}

/** The adapter of this browser window. */
export function connectMonday(): Monday {
  return createMonday({
    sdk: initMondaySdk({ withoutScrollHelper: true }),
    embedded: window.parent !== window,
    timeoutMs: 8000,
  });
}

function toContext(value: unknown): MondayContext | null {
  const parsed = mondayContextSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

function withTimeout<T>(promise: Promise<T>, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`monday did not answer within ${timeoutMs} ms`)),
      timeoutMs,
    );
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
