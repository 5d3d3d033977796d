import { clients } from "./clients.ts";
import { discounts } from "./discounts.ts";
import { locations } from "./locations.ts";
import { payments } from "./payments.ts";
import { practitioners } from "./practitioners.ts";
import { services } from "./services.ts";
import { sessions } from "./sessions.ts";
import { staff } from "./staff.ts";

/** Every list method, in the order it is read: what others refer to comes first (facts 9). */
export const listStreams = [
  practitioners,
  staff,
  services,
  locations,
  discounts,
  clients,
  payments,
  sessions,
] as const;
