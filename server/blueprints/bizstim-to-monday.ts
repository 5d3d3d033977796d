import { discountsBoard, locationsBoard, servicesBoard } from "./bizstim/catalogue-boards.ts";
import { assignmentsBoard, paymentsBoard, sessionsBoard } from "./bizstim/history-boards.ts";
import { clientsBoard, contactsBoard, teamBoard } from "./bizstim/people-boards.ts";
import type { Blueprint } from "./types.ts";

/** How a Bizstim account lands in monday CRM by default. Streams and fields: `connectors/sources/bizstim`. */
export const bizstimToMonday: Blueprint = {
  source: "bizstim",
  sourceTitle: "Bizstim",
  destination: "monday",
  boards: [
    contactsBoard,
    clientsBoard,
    teamBoard,
    servicesBoard,
    locationsBoard,
    discountsBoard,
    paymentsBoard,
    sessionsBoard,
    assignmentsBoard,
  ],
  countryField: { stream: "clients", field: "country" },
  undocumentedCodes: [
    { board: "sessions", column: "status", suggestions: { "1": "Completed", "2": "Cancelled" } },
  ],
};
