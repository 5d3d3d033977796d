import type { ReadableSwitchBoard } from "../control/board.ts";
import type { BizstimAccount } from "./account.ts";
import type { Answer } from "./answers.ts";
import { failure, success } from "./answers.ts";
import { listPage } from "./paging.ts";
import { listNames } from "./rows.ts";

/** A GET method: path segments after its name in, answer out. */
export type Method = (segments: readonly (string | undefined)[]) => Answer;

function single(switches: ReadableSwitchBoard, record: object | undefined): Answer {
  if (record !== undefined) return success({ response: record });
  return switches.chosen("answers.unknownId") === "404"
    ? { status: 404, body: null }
    : failure("No record found.");
}

/** Public profiles: the method is documented, its fields are not. */
function meetOurStaff(
  account: BizstimAccount,
  segments: readonly (string | undefined)[],
  switches: ReadableSwitchBoard,
): Answer {
  const page = listPage(account, switches, "practitioners", segments);
  if ("html" in page || page.body === null || !Array.isArray(page.body.response)) return page;
  const response = [...account.practitioners.all()]
    .slice(0, page.body.response.length)
    .map(({ id, first_name, last_name }) => ({ id, first_name, last_name, bio: "", photo: "" }));
  return { status: page.status, body: { ...page.body, response } };
}

/** Every method this server answers, by its name on the wire. A switched-off one is unknown, as on an older server. */
export function methodsOf(
  account: BizstimAccount,
  switches: ReadableSwitchBoard,
): (name: string) => Method | undefined {
  const one =
    (find: (id: string) => object | undefined): Method =>
    (segments) =>
      single(switches, find(segments[0] ?? ""));
  const when = (switchId: string, method: Method): Method | undefined =>
    switches.isOn(switchId) ? method : undefined;

  const always = new Map<string, Method>(
    listNames.map((list) => [list, (segments) => listPage(account, switches, list, segments)]),
  );
  always.set("meetourstaff", (segments) => meetOurStaff(account, segments, switches));
  always.set(
    "service",
    one((id) => account.services.byId(id)),
  );
  always.set(
    "location",
    one((id) => account.locations.byId(id)),
  );
  always.set(
    "discount",
    one((id) => account.discounts.byId(id)),
  );
  always.set(
    "payment",
    one((id) => account.payments.byId(id)),
  );
  always.set(
    "session",
    one((id) => account.sessions.byId(id)),
  );
  always.set(
    "availability",
    one((id) => account.availability(id)),
  );

  return (name) => {
    if (name === "client")
      return when(
        "detail.client",
        one((id) => account.clientDetail(id)),
      );
    if (name === "practitioner")
      return when(
        "detail.practitioner",
        one((id) => account.practitionerDetail(id)),
      );
    if (name === "staff")
      return when(
        "detail.staff",
        one((id) => account.staffs.byId(id)),
      );
    return always.get(name);
  };
}
