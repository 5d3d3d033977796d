import type { SourceView } from "../../../contract/setup.ts";
import { sharedLimitOption } from "./limits.ts";

/** What the Connect screen says about Bizstim, in its user's words. */
export const bizstimView: SourceView = {
  kind: "bizstim",
  title: "Bizstim",
  blurb:
    "Clients, practitioners, services, payments and sessions of your Bizstim account, read with an API key.",
  access: "api",
  fields: [
    {
      name: "apiKey",
      title: "API key",
      help: [
        "Sign in to Bizstim as an administrator.",
        "Open SETTINGS > SYSTEM and find “API Settings”.",
        "Press “Generate API Key” and copy all 40 characters.",
        "Generating a new key switches the old one off, so do it only if no other program uses it.",
      ],
      secret: true,
      required: true,
      maxLength: 200,
    },
    {
      name: "secondApiKey",
      title: "Second API key (optional)",
      help: [
        "Bizstim allows about 1,000 calls an hour for each key.",
        "If your account can have two keys, a second one halves the waiting.",
      ],
      secret: true,
      required: false,
      maxLength: 200,
    },
  ],
  options: [
    {
      id: "client_detail",
      title: "Client details",
      help: "Status, birth date, notes, custom fields and assigned services. One call for each client.",
      default: true,
    },
    {
      id: "practitioner_detail",
      title: "Practitioner details",
      help: "Wage tier, bonus wage, hire date, skills and notes. One call for each practitioner.",
      default: true,
    },
    {
      id: "availability",
      title: "Availability",
      help: "Weekly schedules of practitioners and clients. One call for each schedule.",
      default: true,
    },
    {
      id: sharedLimitOption,
      title: "Read slowly",
      help: "Only if reading keeps stopping at Bizstim's hourly limit: all calls then share one limit.",
      default: false,
    },
  ],
  moves: [
    "Clients with addresses, e-mails and phones",
    "Practitioners and staff",
    "Services in their groups, locations, discounts",
    "Payments",
    "Sessions, linked to client, practitioner, service and location",
    "Who works with whom",
    "Availability, notes and custom fields, if you choose them",
  ],
  cannotMove: [
    "On-Demand Links",
    "Reminders, workflows and SMS automations",
    "Files, invoices and message history",
    "Passwords",
  ],
  usualDuration: "a few minutes, plus about an hour for every 950 clients if you read their details.",
};
