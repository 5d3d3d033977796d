import type { SpotCheck, SpotCheckItem } from "../../../contract/sample.ts";
import { counted, toMoment } from "../words.ts";
import { type Html, html, link, section, table } from "./markup.ts";
import { pageEnd, pageStart } from "./page.ts";

/** The spot check as a page to print, with boxes to tick and room for notes and a signature. */
export function* spotCheckPage(
  check: SpotCheck,
  { migration, writtenAt }: { migration: string; writtenAt: string },
): Generator<string> {
  yield pageStart(`Spot check: ${migration}`, [
    html`<p class="lead">${counted(check.items.length, "record", "records")} picked at random, to be compared by eye: open both sides, look at every field, tick the box.</p>\n`,
  ]);
  for (const [key, items] of byBoard(check.items)) {
    const title = items[0]?.boardTitle ?? key;
    yield section(`board-${key}`, title, [html`<div class="urls">${boardTable(title, items)}</div>\n`])
      .markup;
  }
  yield html`<div class="sign"><div>Name</div><div>Date</div><div>Signature</div></div>\n`.markup;
  yield pageEnd(`Written by Portage on ${toMoment(writtenAt)} for the plan ${check.planHash}.`);
}

function byBoard(items: readonly SpotCheckItem[]): ReadonlyMap<string, readonly SpotCheckItem[]> {
  const boards = new Map<string, SpotCheckItem[]>();
  for (const item of items) boards.set(item.board, [...(boards.get(item.board) ?? []), item]);
  return boards;
}

function boardTable(title: string, items: readonly SpotCheckItem[]): Html {
  return table(
    `Records of ${title}`,
    ["In the source", "In monday", "Right", "Wrong", "Looked at by", "Note"],
    items.map((item) => [
      html`${link(item.sourceUrl, item.recordTitle)}<br><span class="soft">${item.sourceText}</span>`,
      html`${link(item.itemUrl, item.name)}`,
      box("right", item.right === true),
      box("wrong", item.right === false),
      item.by === null || item.at === null ? "" : `${item.by}, ${toMoment(item.at)}`,
      "",
    ]),
  );
}

function box(word: string, isTicked: boolean): Html {
  return isTicked
    ? html`<span class="box ticked" role="img" aria-label="${word}"></span>`
    : html`<span class="box" role="img" aria-label="not marked as ${word}"></span>`;
}
