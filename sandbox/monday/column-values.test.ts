import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeBoard, makeItem, startClient, type TestClient } from "./test-client.ts";

const AT = "2026-11-21T12:00:00.000Z";
const NORA = 71_000_002;
const STATUS_DEFAULTS = { labels: [{ label: "New", color: "purple", index: 0 }] };
const DROPDOWN_DEFAULTS = { settings: { labels: [{ label: "Yoga" }, { label: "Massage" }] } };

/** What is written, and what is read back as text, raw value and typed fragment. */
const CASES: readonly {
  type: string;
  defaults?: unknown;
  write: unknown;
  text: string | null;
  value: unknown;
  fragment: string;
  typed: object;
}[] = [
  {
    type: "text",
    write: "abc",
    text: "abc",
    value: "abc",
    fragment: "TextValue { text }",
    typed: { text: "abc" },
  },
  {
    type: "long_text",
    write: { text: "a\nb" },
    text: "a\nb",
    value: { text: "a\nb", changed_at: AT },
    fragment: "LongTextValue { updated_at }",
    typed: { updated_at: "2026-11-21T12:00:00Z" },
  },
  {
    type: "numbers",
    defaults: { settings: { unit: { symbol: "$", direction: "left" } } },
    write: "1234567.80",
    text: "1234567.80",
    value: "1234567.80",
    fragment: "NumbersValue { number symbol direction }",
    typed: { number: 1234567.8, symbol: "$", direction: "left" },
  },
  {
    type: "status",
    defaults: STATUS_DEFAULTS,
    write: { label: "New" },
    text: "New",
    value: { index: 4, post_id: null, changed_at: AT },
    fragment: "StatusValue { index label is_done label_style { color } }",
    typed: { index: 4, label: "New", is_done: false, label_style: { color: "#9d50dd" } },
  },
  {
    type: "dropdown",
    defaults: DROPDOWN_DEFAULTS,
    write: { labels: ["Massage", "Yoga"] },
    text: "Massage, Yoga",
    value: { ids: [2, 1], changed_at: AT },
    fragment: "DropdownValue { values { id label } }",
    typed: {
      values: [
        { id: "2", label: "Massage" },
        { id: "1", label: "Yoga" },
      ],
    },
  },
  {
    type: "date",
    write: { date: "2026-03-04", time: "02:30:00" },
    text: "2026-03-03 21:30",
    value: { date: "2026-03-04", time: "02:30:00", icon: null, changed_at: AT },
    fragment: "DateValue { date time }",
    typed: { date: "2026-03-03", time: "21:30" },
  },
  {
    type: "timeline",
    write: { from: "2026-03-04", to: "2026-03-06" },
    text: "2026-03-04 - 2026-03-06",
    value: { from: "2026-03-04", to: "2026-03-06", changed_at: AT },
    fragment: "TimelineValue { from to }",
    typed: { from: "2026-03-04T00:00:00+00:00", to: "2026-03-06T00:00:00+00:00" },
  },
  {
    type: "hour",
    write: { hour: 16, minute: 5 },
    text: "04:05 PM",
    value: { hour: 16, minute: 5, changed_at: AT },
    fragment: "HourValue { hour minute }",
    typed: { hour: 16, minute: 5 },
  },
  {
    type: "world_clock",
    write: { timezone: "Europe/London" },
    text: "Europe/London",
    value: { timezone: "Europe/London", changed_at: AT },
    fragment: "WorldClockValue { timezone }",
    typed: { timezone: "Europe/London" },
  },
  {
    type: "email",
    write: { email: "a@b.example", text: "Ada" },
    text: "Ada",
    value: { email: "a@b.example", text: "Ada", changed_at: AT },
    fragment: "EmailValue { email label }",
    typed: { email: "a@b.example", label: "Ada" },
  },
  {
    type: "phone",
    write: { phone: "+14155550100", countryShortName: "US" },
    text: "+14155550100",
    value: { phone: "+14155550100", countryShortName: "US", changed_at: AT },
    fragment: "PhoneValue { phone country_short_name }",
    typed: { phone: "+14155550100", country_short_name: "US" },
  },
  {
    type: "link",
    write: { url: "https://a.example/x", text: "Home" },
    text: "Home - https://a.example/x",
    value: { url: "https://a.example/x", text: "Home", changed_at: AT },
    fragment: "LinkValue { url url_text }",
    typed: { url: "https://a.example/x", url_text: "Home" },
  },
  {
    type: "people",
    write: { personsAndTeams: [{ id: NORA, kind: "person" }] },
    text: "Nora Quinn",
    value: { changed_at: AT, personsAndTeams: [{ id: NORA, kind: "person" }] },
    fragment: "PeopleValue { persons_and_teams { id kind } }",
    typed: { persons_and_teams: [{ id: String(NORA), kind: "person" }] },
  },
  {
    type: "checkbox",
    write: { checked: "true" },
    text: "v",
    value: { checked: true, changed_at: AT },
    fragment: "CheckboxValue { checked }",
    typed: { checked: true },
  },
  {
    type: "rating",
    write: { rating: 4 },
    text: "4",
    value: { rating: 4, changed_at: AT },
    fragment: "RatingValue { rating }",
    typed: { rating: 4 },
  },
  {
    type: "country",
    write: { countryCode: "US", countryName: "United States" },
    text: "United States",
    value: { countryCode: "US", countryName: "United States", changed_at: AT },
    fragment: "CountryValue { country { code name } }",
    typed: { country: { code: "US", name: "United States" } },
  },
  {
    type: "location",
    write: { lat: "29.98", lng: "31.13", address: "Giza" },
    text: "Giza",
    value: { lat: "29.98", lng: "31.13", address: "Giza", changed_at: AT },
    fragment: "LocationValue { lat lng address }",
    typed: { lat: 29.98, lng: 31.13, address: "Giza" },
  },
];

const REFUSED: readonly { type: string; why: string; write: unknown; code?: string }[] = [
  { type: "text", why: "an object", write: { text: "a" } },
  { type: "long_text", why: "2,001 characters", write: { text: "x".repeat(2001) } },
  { type: "numbers", why: "a thousands sign", write: "1,234" },
  { type: "numbers", why: "a currency sign", write: "$5" },
  { type: "status", why: "an unknown label", write: { label: "Nope" } },
  { type: "status", why: "a label in other letters' case", write: { label: "new" } },
  { type: "dropdown", why: "an unknown label", write: { labels: ["Pilates"] } },
  { type: "dropdown", why: "labels and ids together", write: { labels: ["Yoga"], ids: [1] } },
  { type: "date", why: "a day that does not exist", write: { date: "2026-02-30" } },
  { type: "date", why: "a time of 24:00", write: { date: "2026-02-03", time: "24:00:00" } },
  { type: "timeline", why: "an end before its start", write: { from: "2026-03-04", to: "2026-03-01" } },
  { type: "timeline", why: "a plain string", write: "2026-03-04", code: "CorrectedValueException" },
  { type: "hour", why: "hour 24", write: { hour: 24, minute: 0 } },
  { type: "world_clock", why: "an invented zone", write: { timezone: "Mars/Base" } },
  { type: "email", why: "something that is no address", write: { email: "nobody", text: "nobody" } },
  { type: "phone", why: "letters", write: { phone: "call me", countryShortName: "US" } },
  { type: "phone", why: "an unknown country", write: { phone: "+14155550100", countryShortName: "XX" } },
  { type: "link", why: "a link that is not web", write: { url: "javascript:alert(1)", text: "x" } },
  {
    type: "people",
    why: "an inactive person",
    write: { personsAndTeams: [{ id: 71_000_006, kind: "person" }] },
  },
  {
    type: "people",
    why: "a pending person",
    write: { personsAndTeams: [{ id: 71_000_007, kind: "person" }] },
  },
  { type: "people", why: "a viewer", write: { personsAndTeams: [{ id: 71_000_008, kind: "person" }] } },
  {
    type: "people",
    why: "somebody not on the board",
    write: { personsAndTeams: [{ id: 71_000_004, kind: "person" }] },
  },
  { type: "tags", why: "an unknown tag", write: { tag_ids: [1] } },
  { type: "rating", why: "more than the limit", write: { rating: 6 } },
  { type: "country", why: "a name of another country", write: { countryCode: "US", countryName: "Canada" } },
  { type: "location", why: "no coordinates", write: { address: "Giza" } },
  { type: "file", why: "files as JSON", write: { files: [] } },
];

describe("column values of the stand-in", () => {
  let client: TestClient;
  let board: string;
  beforeAll(async () => {
    client = await startClient();
    const typed = CASES.map(({ type, defaults }) => ({ id: type, type, ...(defaults ? { defaults } : {}) }));
    board = await makeBoard(client, [...typed, { id: "tags", type: "tags" }, { id: "file", type: "file" }]);
    await client.ask(
      "mutation ($b: ID!, $u: [ID!]!) { add_users_to_board(board_id: $b, user_ids: $u) { id } }",
      { b: board, u: ["71000002", "71000006", "71000007", "71000008"] },
    );
  });
  afterAll(() => client.close());

  const write = (item: string, values: object) =>
    client.send(
      `mutation ($b: ID!, $i: ID, $v: JSON!) {
        change_multiple_column_values(board_id: $b, item_id: $i, column_values: $v) { id } }`,
      { b: board, i: item, v: JSON.stringify(values) },
    );
  const read = async (item: string, column: string, fragment = "") => {
    const { items } = await client.ask(
      `query ($i: [ID!], $c: [String!]) { items(ids: $i) { column_values(ids: $c) { id type text value ${fragment} } } }`,
      { i: [item], c: [column] },
    );
    return items[0].column_values[0];
  };

  it.each(CASES)("writes $type on create and reads it as text, raw value and fragment", async (example) => {
    const item = await makeItem(client, board, "Ada", { [example.type]: example.write });
    const cell = await read(item, example.type, `... on ${example.fragment}`);
    expect(cell).toMatchObject({
      id: example.type,
      type: example.type,
      text: example.text,
      ...example.typed,
    });
    expect(JSON.parse(cell.value)).toEqual(example.value);
  });

  it.each(CASES)("empties $type with null", async ({ type, write: value }) => {
    const item = await makeItem(client, board, "Ada", { [type]: value });
    expect((await write(item, { [type]: null })).body.errors).toBeUndefined();
    const cell = await read(item, type);
    expect([cell.value, cell.text || null]).toEqual([null, null]);
  });

  it.each(REFUSED)(
    "refuses $why in a $type column and writes nothing",
    async ({ type, write: value, code }) => {
      const item = await makeItem(client, board, "Ada", { text: "before" });
      const answer = await write(item, { text: "after", [type === "text" ? "text" : type]: value });
      expect(answer.body.errors[0].extensions).toMatchObject({
        code: code ?? "ColumnValueException",
        error_data: { column_id: type, column_type: type },
      });
      expect((await read(item, "text")).text).toBe("before");
    },
  );

  it("takes tags by id and gives the same tag for the same name", async () => {
    const tag = async () =>
      (await client.ask('mutation { create_or_get_tag(tag_name: "vip") { id name } }')).create_or_get_tag;
    const { id } = await tag();
    expect((await tag()).id).toBe(id);
    const item = await makeItem(client, board, "Ada", { tags: { tag_ids: [Number(id)] } });
    expect(await read(item, "tags", "... on TagsValue { tag_ids tags { name } }")).toMatchObject({
      text: "vip",
      tag_ids: [Number(id)],
      tags: [{ name: "vip" }],
    });
  });

  it("does not uncheck a checkbox with false", async () => {
    const item = await makeItem(client, board, "Ada", { checkbox: { checked: "true" } });
    await write(item, { checkbox: { checked: "false" } });
    expect((await read(item, "checkbox")).text).toBe("v");
  });

  it("makes missing labels when asked, with the next free colour", async () => {
    const { create_item: item } = await client.ask(
      `mutation ($b: ID!, $v: JSON) {
        create_item(board_id: $b, item_name: "Ada", column_values: $v, create_labels_if_missing: true) { id } }`,
      { b: board, v: JSON.stringify({ status: { label: "Fresh" }, dropdown: { labels: ["Reiki"] } }) },
    );
    expect((await read(item.id, "status", "... on StatusValue { index }")).index).toBe(0);
    expect((await read(item.id, "dropdown")).text).toBe("Reiki");
  });

  it("refuses column values that are not JSON text and columns that do not exist", async () => {
    const create =
      'mutation ($b: ID!, $v: JSON) { create_item(board_id: $b, item_name: "Ada", column_values: $v) { id } }';
    expect(await client.refusal(create, { b: board, v: { text: "a" } })).toBe("JsonParseException");
    expect(await client.refusal(create, { b: board, v: "{oops" })).toBe("JsonParseException");
    expect(await client.refusal(create, { b: board, v: '{"nope": "a"}' })).toBe("InvalidColumnIdException");
  });

  it("takes plain strings through change_simple_column_value where the type allows it", async () => {
    const item = await makeItem(client, board, "Ada");
    const simple = `mutation ($b: ID!, $i: ID, $c: String!, $v: String) {
      change_simple_column_value(board_id: $b, item_id: $i, column_id: $c, value: $v) { id name } }`;
    await client.ask(simple, { b: board, i: item, c: "date", v: "2026-05-06" });
    await client.ask(simple, { b: board, i: item, c: "people", v: String(NORA) });
    expect((await read(item, "date")).text).toBe("2026-05-06");
    expect((await read(item, "people")).text).toBe("Nora Quinn");
    expect(await client.refusal(simple, { b: board, i: item, c: "tags", v: "1" })).toBe(
      "CorrectedValueException",
    );
    const renamed = await client.ask(simple, { b: board, i: item, c: "name", v: "Ada L." });
    expect(renamed.change_simple_column_value.name).toBe("Ada L.");
  });

  it("adds a file through the multipart endpoint", async () => {
    const item = await makeItem(client, board, "Ada");
    const form = new FormData();
    form.set(
      "query",
      `mutation ($file: File!) { add_file_to_column(item_id: ${item}, column_id: "file", file: $file) { id name file_size } }`,
    );
    form.set("map", '{"image":"variables.file"}');
    form.set("image", new Blob(["hello"]), "note.txt");
    const headers = { authorization: client.sandbox.tokens.admin };
    const response = await fetch(`${client.url}/file`, { method: "POST", headers, body: form });
    expect((await response.json()).data.add_file_to_column).toMatchObject({ name: "note.txt", file_size: 5 });
    const cell = await read(item, "file", "... on FileValue { files { ... on FileAssetValue { name } } }");
    expect(cell.files).toEqual([{ name: "note.txt" }]);
  });
});
