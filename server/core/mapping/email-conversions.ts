import { type CellMaker, type Conversion, fieldAt } from "./conversion.ts";
import { firstEmail, otherEmails } from "./email.ts";

/** The first valid address; what is left over (a further address, a text that is none) is kept elsewhere. */
const emailCell: CellMaker = (column, context) => {
  const field = fieldAt(column);
  const isKept = context.isKeptElsewhere(column.key, field);
  return (record, sink) => {
    const value = record.fields[field];
    const email = firstEmail(value);
    if (!isKept) {
      const others = otherEmails(value);
      if (others.length > 0) sink.keep("Other e-mails", others.join(", "));
    }
    if (email !== null) return { kind: "email", email, text: email };
    if (otherEmails(value).length > 0) {
      sink.note("email_invalid", `${column.title}: there is no valid address; the text was kept.`);
    }
    return null;
  };
};

const explain = "Keeps the first valid address; the others go to Other e-mails.";

export const firstEmailConversion: Conversion = {
  explain,
  plain: (column) => {
    const field = fieldAt(column);
    return (record) => firstEmail(record.fields[field]) ?? "";
  },
  cells: { email: emailCell },
};

/** As `email_first`, on the board that is matched by it: a record without a valid address is not written there. */
export const keyEmailConversion: Conversion = {
  ...firstEmailConversion,
  explain: `${explain} Contacts are matched by it, so records without one are not written to this board.`,
};

export const otherEmailsConversion: Conversion = {
  explain: "All further addresses, and texts that are not an e-mail address.",
  plain: (column) => {
    const field = fieldAt(column);
    return (record) => otherEmails(record.fields[field]).join(", ");
  },
  cells: {},
};
