import type { Failure } from "../contract/errors.ts";
import { err, type Result } from "../contract/result.ts";
import type { Source, SourceConnector } from "./types.ts";

/** The failure in the words of somebody who knows the source by its name: "Bizstim does not answer." */
export function nameSource(failure: Failure, title: string): Failure {
  const named = (text: string) => text.replace(/\bthe source\b/gi, title);
  return { ...failure, userMessage: named(failure.userMessage), remedy: named(failure.remedy) };
}

/** The same connector, whose failures name the source instead of speaking of "the source". */
export function withNamedFailures(connector: SourceConnector): SourceConnector {
  const { title } = connector.view;
  const named = <T>(result: Result<T>): Result<T> =>
    result.ok ? result : err(nameSource(result.error, title));

  return {
    ...connector,
    open(deps, credentials): Source {
      const source = connector.open(deps, credentials);
      return {
        ...source,
        check: async (signal) => named(await source.check(signal)),
        recognises: async (sample, signal) => named(await source.recognises(sample, signal)),
        async *read(stepId, checkpoint, context) {
          for await (const page of source.read(stepId, checkpoint, context)) yield named(page);
        },
      };
    },
  };
}
