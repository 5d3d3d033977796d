import { type Html, html } from "./markup.ts";

/** Looks the same opened from a disk: no script, no font, no picture, nothing loaded from anywhere. */
const css = `
:root { color-scheme: light dark; --ink: #323338; --soft: #676879; --line: #d0d4e4; --paper: #fff; --shade: #f6f7fb; --accent: #0060b9; --good: #00703c; --bad: #b3263c; }
@media (prefers-color-scheme: dark) { :root { --ink: #d5d8df; --soft: #9699a6; --line: #4b4e69; --paper: #181b34; --shade: #292f4c; --accent: #69a7ef; --good: #33d391; --bad: #ff8a96; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 68rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink); font: 0.9375rem/1.5 Figtree, Roboto, "Segoe UI", Arial, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 0.5rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 0.75rem; padding-top: 1rem; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.5rem 0 0.5rem; }
p, ul, ol { margin: 0 0 0.75rem; max-width: 46rem; }
ul, ol { padding-left: 1.25rem; }
a { color: var(--accent); }
footer { margin-top: 2rem; }
.lead { font-size: 1.125rem; }
.soft, caption { color: var(--soft); }
.good { color: var(--good); font-weight: 600; }
.bad { color: var(--bad); font-weight: 600; }
.grade { display: inline-block; padding: 0.125rem 0.75rem; border: 1px solid currentColor; border-radius: 1rem; font-weight: 600; }
code { font-family: "Roboto Mono", Consolas, monospace; font-size: 0.8125rem; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(16rem, 100%), 1fr)); gap: 0.75rem 1.5rem; margin: 0 0 1rem; }
dt { color: var(--soft); font-size: 0.8125rem; }
dd { margin: 0; }
.scroll { overflow-x: auto; margin: 0 0 1rem; }
.scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: 0.875rem; }
caption { text-align: left; padding: 0 0 0.375rem; font-size: 0.8125rem; }
th, td { text-align: left; vertical-align: top; padding: 0.375rem 0.75rem 0.375rem 0; border-bottom: 1px solid var(--line); min-width: 5rem; overflow-wrap: break-word; }
thead th { color: var(--soft); font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 600; }
.n { text-align: right; font-variant-numeric: tabular-nums; }
th .soft { font-weight: 400; }
.box { position: relative; display: inline-block; width: 1rem; height: 1rem; border: 1.5px solid var(--ink); border-radius: 2px; vertical-align: -0.125rem; }
.ticked::after { content: ""; position: absolute; left: 0.25rem; top: 0; width: 0.3125rem; height: 0.625rem; border: solid var(--ink); border-width: 0 2px 2px 0; transform: rotate(45deg); }
.tasks { list-style: none; padding: 0; }
.tasks li { margin-bottom: 0.375rem; padding-left: 1.75rem; }
.tasks .box { margin-left: -1.75rem; margin-right: 0.5rem; }
.urls td:last-child { width: 22%; }
.sign { display: grid; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); gap: 2.5rem 2rem; margin-top: 3rem; }
.sign div { border-top: 1px solid var(--ink); padding-top: 0.25rem; color: var(--soft); font-size: 0.8125rem; }
@page { margin: 16mm 14mm; }
@media print {
  :root { color-scheme: light; --ink: #000; --soft: #444; --line: #bbb; --paper: #fff; --shade: #fff; --accent: #000; --good: #000; --bad: #000; }
  body { max-width: none; padding: 0; font-size: 9.5pt; }
  .scroll { overflow: visible; }
  table { font-size: 8.5pt; }
  th, td { min-width: 0; }
  thead { display: table-header-group; }
  thead th { white-space: normal; }
  tr, dl div, li { break-inside: avoid; }
  h2, h3, caption { break-after: avoid; }
  a { text-decoration: none; }
  .urls a::after { content: " (" attr(href) ")"; color: #444; font-size: 7.5pt; }
}
`;

/** Everything up to the first section of a document. */
export function pageStart(title: string, intro: readonly Html[]): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${{ markup: css }}</style>
</head>
<body>
<header>
<h1>${title}</h1>
${intro}</header>
<main>
`.markup;
}

/** Everything after the last section of a document. */
export function pageEnd(footer: string): string {
  return html`</main>
<footer><p class="soft">${footer}</p></footer>
</body>
</html>
`.markup;
}
