import type { RequestHandler } from "express";
import helmet from "helmet";

const loopback = ["http://localhost:*", "http://127.0.0.1:*"];

function isLoopback(url: URL): boolean {
  return url.hostname === "localhost" || url.hostname === "127.0.0.1" || url.hostname === "[::1]";
}

/**
 * The page lives in a frame inside monday, so only monday may frame it (monday apps facts 10, checked 2026-11). An
 * app served from this very machine may also be framed by pages of this machine: the local stand-in for monday.
 * Styles are injected by Vibe, hence `unsafe-inline` for styles alone.
 */
export function securityHeaders(appUrl: string): RequestHandler {
  const url = new URL(appUrl);
  const local = isLoopback(url) ? loopback : [];
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:", "https://*.monday.com", ...local],
        fontSrc: ["'self'", "data:"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["https://*.monday.com", "https://*.monday.app", ...local],
      },
    },
    // Would forbid monday's frame; frame-ancestors says the same more exactly.
    frameguard: false,
    referrerPolicy: { policy: "no-referrer" },
    strictTransportSecurity: url.protocol === "https:" ? { maxAge: 31_536_000 } : false,
    crossOriginResourcePolicy: { policy: "same-origin" },
    crossOriginOpenerPolicy: false,
  });
}
