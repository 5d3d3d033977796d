import type { BoardBlueprint } from "../types.ts";
import {
  addressColumns,
  availabilityColumns,
  columnsOf,
  emailColumns,
  internalNumber,
  missingLinksColumn,
  phoneColumns,
} from "./columns.ts";

const internalTeamFields = {
  users_id: internalNumber,
  pract_settings_id: internalNumber,
  staff_settings_id: internalNumber,
  avail_id: internalNumber,
  skill_id: "Numbers of the skills, whose names are moved.",
};

const internalClientFields = {
  users_id: internalNumber,
  client_settings_id: internalNumber,
  avail_id: internalNumber,
  funnel_id: "Number of a sales funnel; Bizstim's API does not tell its name.",
  calendar_color: "Colour in Bizstim's calendar; monday has its own colours.",
};

/** Who can be written to. Matched by e-mail, so it may be the customer's own CRM Contacts board. */
export const contactsBoard: BoardBlueprint = {
  key: "contacts",
  title: "Contacts",
  purpose: "One contact for each e-mail address, ready for monday CRM.",
  streams: ["clients"],
  itemSingular: "contact",
  nameFields: ["first_name", "last_name"],
  groupBy: null,
  dedupe: {
    key: "email",
    title: "Clients with the same e-mail",
    policy: "merge",
    choices: ["merge", "keep_both", "skip"],
    reason:
      "Families often share an address. One contact for each address avoids writing to them twice; every client keeps an item of their own on Clients.",
    ask: true,
  },
  mayUseContactsBoard: true,
  columns: [...emailColumns("clients", true), ...phoneColumns("clients")],
  updates: [],
  internalFields: {},
  extraFields: false,
};

/** One item for each client with everything Bizstim holds about them. */
export const clientsBoard: BoardBlueprint = {
  key: "clients",
  title: "Clients",
  purpose: "Every client of Bizstim, complete, connected to their contact, payments and sessions.",
  streams: ["clients"],
  itemSingular: "client",
  nameFields: ["first_name", "last_name"],
  groupBy: "status",
  groupTitles: { active: "Active", prospect: "Prospects", inactive: "Inactive" },
  dedupe: {
    key: "email",
    title: "Clients with the same e-mail",
    policy: "keep_both",
    choices: ["keep_both", "merge", "skip"],
    reason: "Brothers and sisters share an address and are different clients, so each keeps an item.",
    ask: false,
  },
  mayUseContactsBoard: false,
  columns: [
    ...columnsOf("clients", [
      {
        key: "contact",
        title: "Contact",
        fields: [],
        conversion: "same_record",
        type: "board_relation",
        link: { board: "contacts", twoWay: true },
      },
      {
        key: "status",
        title: "Status",
        fields: ["status"],
        conversion: "label",
        type: "labels",
        labels: {
          active: { label: "Active", color: "done_green" },
          prospect: { label: "Prospect", color: "working_orange" },
          inactive: { label: "Inactive", color: "american_gray" },
        },
      },
    ]),
    ...emailColumns("clients", false),
    ...phoneColumns("clients"),
    ...addressColumns("clients"),
    ...columnsOf("clients", [
      { key: "dob", title: "Birth date", fields: ["dob"], conversion: "date", type: "date" },
      { key: "start_date", title: "Client since", fields: ["start_date"], conversion: "date", type: "date" },
      {
        key: "services",
        title: "Assigned services",
        fields: ["service_ids"],
        conversion: "reference",
        type: "board_relation",
        link: { board: "services", twoWay: false },
      },
      { key: "notes", title: "Notes", fields: ["notes"], conversion: "long_text", type: "long_text" },
      {
        key: "inactive_reason",
        title: "Reason for leaving",
        fields: ["inactive_reason"],
        conversion: "text",
        type: "text",
      },
      {
        key: "inactive_date",
        title: "Inactive since",
        fields: ["inactive_date"],
        conversion: "date",
        type: "date",
      },
      {
        key: "meeting_url",
        title: "Meeting link",
        fields: ["meeting_url"],
        conversion: "link",
        type: "link",
      },
      { key: "timezone", title: "Time zone", fields: ["timezone"], conversion: "text", type: "text" },
    ]),
    ...availabilityColumns("clients"),
    ...missingLinksColumn("clients"),
  ],
  updates: [{ key: "notes", title: "Notes", stream: "clients", field: "notes", dateField: null }],
  internalFields: internalClientFields,
  extraFields: true,
};

/** Practitioners and staff on one board; who is both is one item. */
export const teamBoard: BoardBlueprint = {
  key: "practitioners",
  title: "Team",
  purpose: "Practitioners and staff, each with their monday user.",
  streams: ["practitioners", "staff"],
  itemSingular: "person",
  nameFields: ["first_name", "last_name"],
  groupBy: "@stream",
  dedupe: {
    key: "login",
    title: "Staff who are practitioners too",
    policy: "merge",
    choices: ["merge", "keep_both", "skip"],
    reason: "They share one login in Bizstim, so they are the same person.",
    ask: false,
  },
  mayUseContactsBoard: false,
  columns: [
    ...columnsOf("practitioners", [
      { key: "user", title: "monday user", fields: [], conversion: "person_self", type: "people" },
      {
        key: "status",
        title: "Status",
        fields: ["status"],
        conversion: "label",
        type: "labels",
        labels: {
          active: { label: "Active", color: "done_green" },
          inactive: { label: "Inactive", color: "american_gray" },
          contactList: { label: "Contact list", color: "working_orange" },
          doNotHire: { label: "Do not hire", color: "stuck_red" },
        },
      },
    ]),
    ...emailColumns("practitioners", false),
    ...phoneColumns("practitioners"),
    ...columnsOf("practitioners", [
      { key: "skills", title: "Skills", fields: ["skills"], conversion: "tags", type: "labels" },
      {
        key: "wage_tier",
        title: "Wage tier",
        fields: ["wage_tier"],
        conversion: "label",
        type: "labels",
        labels: {
          "0": { label: "Hourly" },
          "1": { label: "Salary, hourly" },
          "2": { label: "Salary, annual" },
        },
        unknownLabel: (value) => `Wage tier ${value}`,
      },
      {
        key: "bonus_wage",
        title: "Bonus wage",
        fields: ["bonus_wage"],
        conversion: "number",
        type: "numbers",
        unit: "money",
      },
      { key: "hire_date", title: "Hired", fields: ["hire_date"], conversion: "date", type: "date" },
      { key: "notes", title: "Notes", fields: ["notes"], conversion: "long_text", type: "long_text" },
    ]),
    ...addressColumns("practitioners"),
    ...columnsOf("practitioners", [
      { key: "timezone", title: "Time zone", fields: ["timezone"], conversion: "text", type: "text" },
      {
        key: "meeting_url",
        title: "Meeting link",
        fields: ["meeting_url"],
        conversion: "link",
        type: "link",
      },
    ]),
    ...availabilityColumns("practitioners"),
  ],
  updates: [],
  internalFields: internalTeamFields,
  extraFields: true,
};
