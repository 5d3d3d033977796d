import type { Cell, SandboxBoard } from "./model.ts";
import { addColumn, createBoard, type StructureDeps } from "./structure.ts";

/** Contacts whose people are also clients in the generated Bizstim account; the cases of the e-mails differ. */
const SHARED = [
  ["Olivia Brown", "olivia.brown@mail.example"],
  ["Liam Wilson", "Liam.Wilson@mail.example"],
  ["Emma Taylor", "emma.taylor@mail.example"],
  ["Noah Martin", "NOAH.MARTIN@MAIL.EXAMPLE"],
] as const;

const FIRST_NAMES = ["Ada", "Bruno", "Clara", "Dmitri", "Elsa", "Farid", "Greta", "Hugo", "Ines"] as const;
const LAST_NAMES = ["Whitfield", "Sandoval", "Okoye", "Lindqvist"] as const;
const COMPANIES = ["Northwind Clinic", "Cedar & Co", "Lumen Health", "Fairview School", ""] as const;
const TYPES = [0, 1, 2] as const;

/** A CRM Contacts board in use: about forty people, as an admin would have it before an import. */
export function seedContacts(deps: StructureDeps): SandboxBoard {
  const { world } = deps;
  const admin = [...world.users.values()].find((user) => user.kind === "admin");
  const crm = world.products.find((product) => product.kind === "crm");
  const board = createBoard(deps, {
    name: "Contacts",
    workspaceId: crm?.defaultWorkspaceId ?? 0,
    creatorId: admin?.id ?? 0,
    description: "Everyone we are in touch with",
    itemNickname: "contact",
    columns: "name",
  });
  const [group] = board.groups;
  if (group) group.title = "Active contacts";
  addContactColumns(deps, board);
  for (const [index, contact] of contactRows(admin?.id ?? 0).entries()) {
    const item = {
      id: deps.ids.next("item"),
      boardId: board.id,
      groupId: "topics",
      name: contact.name,
      state: "active" as const,
      rank: 0,
      createdAtMs: deps.nowMs - (60 - index) * 86_400_000,
      updatedAtMs: deps.nowMs - (60 - index) * 86_400_000,
      creatorId: admin?.id ?? 0,
      cells: contact.cells,
      changedAtMs: null,
    };
    if (group) world.insertItem(board, group, item);
  }
  return board;
}

function addContactColumns(deps: StructureDeps, board: SandboxBoard): void {
  addColumn(deps, board, { id: "contact_email", type: "email", title: "Email" });
  addColumn(deps, board, { id: "contact_phone", type: "phone", title: "Phone" });
  addColumn(deps, board, { id: "contact_company", type: "text", title: "Company" });
  addColumn(deps, board, { id: "contact_owner", type: "people", title: "Owner" });
  addColumn(deps, board, {
    id: "contact_type",
    type: "status",
    title: "Type",
    defaults: {
      labels: [
        { label: "Customer", color: "working_orange", index: 0 },
        { label: "Partner", color: "done_green", index: 1 },
        { label: "Vendor", color: "stuck_red", index: 2 },
      ],
    },
  });
}

function contactRows(ownerId: number): { name: string; cells: Record<string, Cell> }[] {
  const invented = FIRST_NAMES.flatMap((first) =>
    LAST_NAMES.map((last): [string, string] => [
      `${first} ${last}`,
      `${first}.${last}@mail.example`.toLowerCase(),
    ]),
  );
  return [...SHARED, ...invented].map(([name, email], index) => {
    const company = COMPANIES[index % COMPANIES.length] ?? "";
    const cells: Record<string, Cell> = {
      contact_email: [email, email],
      contact_phone: [`+1212555${String(1000 + index)}`, "US"],
      contact_owner: [ownerId],
      contact_type: TYPES[index % TYPES.length] ?? 0,
    };
    if (company !== "") cells.contact_company = company;
    return { name, cells };
  });
}
