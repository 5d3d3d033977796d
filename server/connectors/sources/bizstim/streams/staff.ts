import { outsideId, personFields } from "../fields.ts";
import { listStream } from "../list-stream.ts";

/** `GET staffs`, with an s: no e-mail and no schedule (facts 7.5). */
export const staff = listStream({
  name: "staff",
  title: "Staff",
  titleSingular: "Staff member",
  method: "staffs",
  pageSize: 100,
  fields: [
    ...personFields,
    outsideId("users_id", "Login number"),
    outsideId("staff_settings_id", "Settings number"),
  ],
});
