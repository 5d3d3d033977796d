import type { BizstimSandbox } from "../bizstim/index.ts";
import type { ControlAction } from "./index.ts";

/** Changes a person can make in the source between two imports, to see what a later read finds. */
export function sourceActions(bizstim: BizstimSandbox): ControlAction[] {
  const { account, edit } = bizstim;
  return [
    {
      id: "client-moves",
      label: "A client moves",
      help: "The first client of the list gets a new street and city.",
      run() {
        const client = account.clients.at(0);
        if (client === undefined) return "There is no client left.";
        const street = `${Number.parseInt(client.address1, 10) + 1 || 1} New Street`;
        edit.updateClient(client.id, { address1: street, city: "Halifax", state: "Nova Scotia" });
        return `${client.first_name} ${client.last_name} moved to ${street}, Halifax.`;
      },
    },
    {
      id: "client-signs-up",
      label: "A client signs up",
      help: "One more client appears at the end of the list.",
      run() {
        const number = account.clients.total() + 1;
        const client = edit.addClient({
          first_name: "Ada",
          last_name: `Newcomer ${number}`,
          email: `ada.newcomer${number}@mail.example`,
        });
        return `${client.first_name} ${client.last_name} signed up as client ${client.id}.`;
      },
    },
    {
      id: "payment-is-deleted",
      label: "A payment is deleted",
      help: "The first payment of the list disappears.",
      run() {
        const payment = account.payments.at(0);
        if (payment === undefined) return "There is no payment left.";
        edit.deletePayment(payment.id);
        return `Payment ${payment.id} over ${payment.revenue_amount} was deleted.`;
      },
    },
  ];
}
