import { toFailure } from "../../../../contract/errors.ts";
import { err, ok } from "../../../../contract/result.ts";
import { saysNothingFound } from "../classify.ts";
import type { Enrichment } from "../enrich-step.ts";
import type { ListStream } from "../list-stream.ts";
import { readFields } from "../list-stream.ts";
import { clients } from "./clients.ts";
import { practitioners } from "./practitioners.ts";

/** Reads the single method of a stream for every record and lays its fields over those of the list. */
function detailOf(stream: ListStream, method: string): Enrichment {
  const { name } = stream.definition;
  return {
    streams: [name],
    method,
    async visit(client, record, signal) {
      const answer = await client.single(method, record.id, signal);
      if (!answer.ok) return answer;
      if (answer.value.kind === "nothing") {
        const { certain, text } = answer.value;
        if (certain || saysNothingFound(text)) return ok({ record, noticed: { detail_missing: 1 } });
        return err(toFailure("source.failed", { message: `bizstim ${method}: ${text}` }));
      }
      const row = answer.value.value;
      const { fields, unsetDates } = readFields(row, stream.fields);
      return ok({
        record: { ...record, fields: { ...record.fields, ...fields } },
        noticed: { unset_date: unsetDates },
      });
    },
  };
}

/** `GET client/{id}`: one call for each client (facts 7.2). */
export const clientDetail = detailOf(clients, "client");
/** `GET practitioner/{id}`: not documented, so it may not exist (facts 7.4). */
export const practitionerDetail = detailOf(practitioners, "practitioner");
