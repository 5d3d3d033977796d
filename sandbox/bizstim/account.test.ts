import { describe, expect, it } from "vitest";
import type { AccountSize } from "./index.ts";
import { type BizstimAccount, createBizstimSandbox } from "./index.ts";
import { listNames } from "./rows.ts";

const accountOf = (size: AccountSize, seed?: number): BizstimAccount =>
  createBizstimSandbox({ size, limits: false, ...(seed === undefined ? {} : { seed }) }).account;

const totalOf = (account: BizstimAccount): number =>
  listNames.reduce((sum, list) => sum + account[list].total(), 0);

describe("the generated account", () => {
  it("is the same for the same seed and another for another", () => {
    const rows = (seed: number) => [...accountOf("small", seed).clients.all()];
    expect(rows(3)).toEqual(rows(3));
    expect(rows(3)).not.toEqual(rows(4));
  });

  it.each([
    ["small", 300],
    ["medium", 5_000],
    ["large", 60_000],
    ["xlarge", 200_000],
  ] as const)("holds about the promised number of rows when %s", (size, rows) => {
    expect(Math.abs(totalOf(accountOf(size)) - rows)).toBeLessThan(rows * 0.02);
  });

  it("holds in the small size every oddity an import has to survive", () => {
    const account = accountOf("small");
    const clients = [...account.clients.all()];
    const details = clients.map((client) => account.clientDetail(client.id));
    const payments = [...account.payments.all()];
    const sessions = [...account.sessions.all()];
    const services = [...account.services.all()];
    const folded = clients.map((client) => client.email.trim().toLowerCase()).filter((email) => email !== "");

    expect(new Set(folded).size).toBeLessThan(folded.length);
    expect(clients.some((client) => client.email === "")).toBe(true);
    expect(clients.some((client) => client.email.includes(" at "))).toBe(true);
    expect(clients.some((client) => client.email.includes(","))).toBe(true);
    expect(clients.some((client) => client.last_name.length > 255)).toBe(true);
    expect(clients.some((client) => /&#?\w+;/.test(client.address1 + client.last_name))).toBe(true);
    expect(clients.some((client) => client.first_name.includes("🎓"))).toBe(true);
    expect(details.some((detail) => (detail?.notes.length ?? 0) > 2000)).toBe(true);
    expect(details.some((detail) => detail?.notes.includes("@Nora Quinn"))).toBe(true);
    expect(new Set(details.map((detail) => detail?.custom_7)).size).toBeGreaterThan(41);
    expect(payments.some((payment) => account.clients.byId(payment.client_id) === undefined)).toBe(true);
    expect(payments.some((payment) => payment.revenue_date === "0000-00-00")).toBe(true);
    expect(new Set(payments.map((payment) => payment.revenue_credit))).toEqual(new Set(["0", "1", "2", "3"]));
    expect(sessions.some((session) => session.end === "24:00")).toBe(true);
    expect(sessions.some((session) => session.temp !== "0")).toBe(true);
    expect(sessions.some((session) => account.services.byId(session.service_id) === undefined)).toBe(true);
    expect(sessions.some((session) => account.locations.byId(session.location_id) === undefined)).toBe(true);
    expect(
      new Set(sessions.filter((session) => session.multi === "1").map((session) => session.class_id)).size,
    ).toBeGreaterThan(1);
    expect(
      new Set(services.filter((service) => service.group_id === "4").map((service) => service.name)).size,
    ).toBe(2);
    expect(new Set(services.map((service) => service.service_status))).toEqual(new Set(["0", "1", "2"]));
  });

  it("shares a login row between staff and practitioners who are one person", () => {
    const account = accountOf("small");
    const logins = new Set([...account.practitioners.all()].map((practitioner) => practitioner.users_id));
    expect([...account.staffs.all()].filter((staff) => logins.has(staff.users_id))).toHaveLength(2);
  });

  it("lists the practitioners the monday account knows first", () => {
    const emails = [...accountOf("small").practitioners.all()]
      .slice(0, 6)
      .map((practitioner) => practitioner.email);
    expect(emails).toEqual([
      "nora.quinn@brightpath.example",
      "tomas.reyes@brightpath.example,tomas.reyes@mail.example",
      "amina.hassan@brightpath.example",
      "leo.fischer@brightpath.example",
      "ivy.chen@brightpath.example",
      "sam.okafor@brightpath.example",
    ]);
  });
});
