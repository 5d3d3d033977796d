import { type DestinationStream, type Logger as PinoLogger, pino } from "pino";

/**
 * Logs are events with fields (`event: "run_started"`), never prose, never customer values.
 * `redact` is the second net: the first is not to pass a secret at all.
 */
export type Logger = PinoLogger;

const secretPaths = [
  "credentials",
  "*.credentials",
  "apiKey",
  "*.apiKey",
  "token",
  "*.token",
  "authorization",
  "*.authorization",
  "headers.authorization",
  "*.headers.authorization",
  "*.headers['x-api-key']",
];

export function createLogger(options: { level: string; stream?: DestinationStream }): Logger {
  const settings = {
    level: options.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secretPaths, censor: "[secret]" },
  };
  return options.stream ? pino(settings, options.stream) : pino(settings);
}
