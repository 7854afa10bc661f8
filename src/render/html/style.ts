import type { Palette } from "./colors.js";

/** Colours of the page itself; every pair of text and paper has a contrast of 4.5 or more. */
const LIGHT = `color-scheme: light;
--paper: #fdfdfb; --card: #ffffff; --tint: #f3f4f5; --ink: #1b1f24; --soft: #565e68; --line: #d8dbe0; --rule: #1b1f24;
--accent: #1b5791; --mark: #e4edf7; --shadow: 0 1px 2px rgb(20 30 40 / 10%), 0 10px 32px rgb(20 30 40 / 16%);`;
const DARK = `color-scheme: dark;
--paper: #16191d; --card: #20242a; --tint: #1d2126; --ink: #e6e9ed; --soft: #a8b0ba; --line: #363c44; --rule: #c3c9d1;
--accent: #85b6ef; --mark: #233349; --shadow: 0 1px 2px rgb(0 0 0 / 50%), 0 10px 32px rgb(0 0 0 / 55%);`;

/** The page's one style sheet, without its fonts. */
export function pageStyle(palette: Palette): string {
  return `
:root { ${LIGHT} ${palette.light} --c-background: var(--paper); }
@media screen {
:root[data-theme="dark"] { ${DARK} ${palette.dark} --c-background: var(--paper); }
}
@media screen and (prefers-color-scheme: dark) {
:root:not([data-theme="light"]) { ${DARK} ${palette.dark} --c-background: var(--paper); }
}
${BASE}${FRAME}${TEXT}${FIGURES}${CARDS}${CODE}${BACK_MATTER}${NARROW}${PRINT}`;
}

const BASE = `
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1.5rem;
  --serif: "Source Serif 4", Georgia, serif; --sans: "Inter", system-ui, sans-serif; --mono: "Source Code Pro", ui-monospace, monospace; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 400 1.125rem/1.62 var(--serif);
  font-kerning: normal; text-rendering: optimizeLegibility; overflow-wrap: break-word; }
a { color: inherit; text-decoration: underline; text-decoration-color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: .18em; }
a:hover { color: var(--accent); text-decoration-thickness: 2px; }
:focus { outline: none; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
[hidden] { display: none !important; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: fixed; z-index: 30; left: 1rem; top: -4rem; padding: .5rem 1rem; background: var(--card); color: var(--ink); font: 600 .9375rem/1.4 var(--sans); }
.skip:focus { top: 1rem; box-shadow: var(--shadow); }
button.theme { position: absolute; top: 1.1rem; right: 1.25rem; padding: .3rem .75rem .3rem 1.9rem; border: 1px solid var(--line); border-radius: 99px;
  background: none; color: var(--soft); font: 400 .8125rem/1.4 var(--sans); cursor: pointer; }
button.theme::before { content: ""; position: absolute; left: .75rem; top: 50%; width: .75rem; height: .75rem; margin-top: -.375rem; border: 1.5px solid; border-radius: 50%;
  background: linear-gradient(90deg, currentcolor 50%, transparent 50%); }
button.theme:hover { color: var(--ink); border-color: var(--soft); }
`;

/** Title, contents and text: one column on narrow screens, contents beside the text on wide ones. */
const FRAME = `
header.title, main { width: min(46rem, 100% - 2.5rem); margin-inline: auto; }
header.title { padding: 5.5rem 0 2.25rem; }
header.title::before { content: ""; display: block; width: 3.25rem; margin-bottom: 1.6rem; border-top: .4rem solid var(--accent); }
header.title h1 { margin: 0; font: 600 clamp(2.25rem, 1.4rem + 3.6vw, 3.6rem)/1.08 var(--serif); letter-spacing: -.018em; text-wrap: balance; }
header.title p { margin: 0; font: 400 .9375rem/1.55 var(--sans); color: var(--soft); }
header.title .subtitle { margin: .9rem 0 1.9rem; max-width: 40rem; font: 400 1.375rem/1.4 var(--serif); color: var(--soft); text-wrap: balance; }
header.title .authors { color: var(--ink); font-weight: 600; }
header.title .notice { margin-top: 1.4rem; padding: .1rem 0 .1rem .9rem; border-left: 3px solid var(--accent); max-width: 38rem; font-size: .875rem; }
nav.contents { font: 400 .875rem/1.4 var(--sans); }
nav.contents summary { font-weight: 600; cursor: pointer; list-style: none; }
nav.contents summary::-webkit-details-marker { display: none; }
nav.contents ol { list-style: none; margin: 0; padding: 0; }
nav.contents a { display: flex; gap: .55em; padding: .3rem .6rem; border-left: 2px solid transparent; color: var(--soft); text-decoration: none; }
nav.contents .number { flex: none; min-width: 1.35em; font-variant-numeric: tabular-nums; }
nav.contents li > ol { margin: 0 0 .35rem 1.1rem; }
nav.contents a:hover { color: var(--ink); }
nav.contents li.here > a { color: var(--ink); }
nav.contents a[aria-current] { color: var(--accent); border-left-color: var(--accent); }
nav.contents > details > ol > li > a { font-weight: 600; }
@media screen and (min-width: 67rem) {
  body { display: grid; grid-template: auto 1fr / minmax(1.5rem, 1fr) 15rem 46rem minmax(1.5rem, 1.4fr); column-gap: 0; }
  header.title { grid-area: 1 / 3; width: auto; margin: 0; }
  main { grid-area: 2 / 3; width: auto; margin: 0; min-width: 0; }
  nav.contents { grid-area: 1 / 2 / 3 / 3; align-self: start; position: sticky; top: 0; max-height: 100vh; overflow-y: auto; padding: 5.5rem 2.25rem 2rem 0; scrollbar-width: thin; }
  nav.contents summary { margin: 0 0 .6rem; padding-left: .75rem; pointer-events: none; color: var(--ink); }
  nav.contents .where { display: none; }
  .js nav.contents.long li:not(.here):not(:focus-within):not(:hover) > ol { display: none; }
}
@media screen and (min-width: 80rem) {
  body { font-size: 1.1875rem; grid-template-columns: minmax(1.5rem, 1fr) 18rem 47rem minmax(1.5rem, 1.4fr); }
  nav.contents { padding-right: 4rem; }
}
`;

const TEXT = `
main { position: relative; padding-bottom: 6rem; }
main > section { padding-top: .1px; }
h2, h3, h4, h5, h6 { font-family: var(--sans); font-weight: 600; line-height: 1.22; letter-spacing: -.012em; text-wrap: balance; max-width: 38rem; }
h2 { margin: 3.5rem 0 1.5rem; padding-top: 1.15rem; border-top: 1px solid var(--rule); max-width: none; font-size: 1.75rem; letter-spacing: -.02em; }
main > section:first-child > h2:first-child { margin-top: .5rem; }
h3 { margin: 2.75rem 0 .9rem; font-size: 1.25rem; }
h4 { margin: 2rem 0 .6rem; font-size: 1.0625rem; }
h5, h6 { margin: 1.75rem 0 .5rem; font-size: .9375rem; }
h2 .number, h3 .number, h4 .number { margin-right: .4em; color: var(--accent); font-variant-numeric: tabular-nums; }
.anchor { margin-left: .35em; padding: 0 .15em; color: var(--soft); font-weight: 400; text-decoration: none; opacity: 0; }
:is(h2, h3, h4, h5, h6):hover > .anchor, .anchor:focus { opacity: 1; }
section p, section ul, section ol, section dl, section blockquote { max-width: 36.5rem; margin: 0 0 1.15em; }
@media screen and (min-width: 80rem) { section p, section ul, section ol, section dl, section blockquote { max-width: 38.5rem; } }
p { hanging-punctuation: first; text-wrap: pretty; }
ul, ol { padding-left: 1.5em; }
li > ul, li > ol { margin-bottom: 0; }
li { margin: .3em 0; }
li::marker { color: var(--soft); font-variant-numeric: tabular-nums; }
.loose > li > p { margin-bottom: .6em; }
dt { font-weight: 600; margin-top: .8em; }
dd { margin: .15em 0 .3em 1.5em; }
blockquote { padding: .1rem 0 .1rem 1.4rem; border-left: 3px solid var(--accent); font-style: italic; }
blockquote > :last-child, dd > :last-child { margin-bottom: 0; }
hr { width: 5rem; margin: 2.5rem 0; border: 0; border-top: 1px solid var(--soft); }
s { color: var(--soft); }
strong { font-weight: 600; }
sup { font: 600 .75em/0 var(--sans); vertical-align: baseline; position: relative; top: -.45em; }
@media screen and (max-width: 79.99rem) { sup { font-size: .8125rem; } }
sup a { text-decoration: none; color: var(--accent); padding: .2em .08em; }
sup a:hover { text-decoration: underline; }
code { font: 400 .86em/1.4 var(--mono); font-variant-ligatures: none; overflow-wrap: anywhere; }
:target { scroll-margin-top: 2rem; }
.equation { display: flex; align-items: center; gap: 1rem; margin: 1.6rem 0; max-width: 38.5rem; }
.equation .formula { flex: 1; min-width: 0; overflow-x: auto; overflow-y: hidden; padding: .5rem 0; }
.equation .number { font: 400 1rem/1 var(--sans); color: var(--soft); font-variant-numeric: tabular-nums; }
math { font-family: "Memo Math", "Source Serif 4", math, serif; font-size: 1.08em; }
math mi.v { font-style: italic; }
`;

const FIGURES = `
figure { margin: 2.75rem 0; padding-top: .85rem; border-top: 1px solid var(--rule); position: relative; }
figure::before { content: ""; position: absolute; left: 0; top: -1px; width: 2.25rem; border-top: .35rem solid var(--accent); }
figcaption { max-width: 40rem; margin: .35rem 0 1rem; font: 600 1.0625rem/1.4 var(--sans); letter-spacing: -.008em; text-wrap: pretty; }
figcaption .label { display: block; margin-bottom: .1rem; color: var(--accent); font-size: .8125rem; letter-spacing: .01em; }
.canvas { overflow-x: auto; }
figure.chart { max-width: 38.5rem; }
.canvas svg { display: block; width: 100%; height: auto; overflow: visible; }
section .source { margin: .75rem 0 0; max-width: 44rem; font: 400 .8125rem/1.5 var(--sans); color: var(--soft); }
.scroll { overflow-x: auto; margin: 0 0 1.15em; }
.scroll:not(.bounded), .formula { background: linear-gradient(90deg, var(--paper) 40%, transparent) 0 0 / 2.5rem 100% no-repeat local, linear-gradient(270deg, var(--paper) 40%, transparent) 100% 0 / 2.5rem 100% no-repeat local,
  linear-gradient(90deg, var(--line), transparent) 0 0 / .7rem 100% no-repeat scroll, linear-gradient(270deg, var(--line), transparent) 100% 0 / .7rem 100% no-repeat scroll; }
figure .scroll { margin: 0; }
table { border-collapse: collapse; min-width: 100%; font: 400 .9375rem/1.4 var(--sans); font-variant-numeric: lining-nums; border-bottom: 1.5px solid var(--rule); }
thead { border-bottom: 1px solid var(--rule); }
.scroll > table { border-top: 1.5px solid var(--rule); }
figure.table > .scroll > table { border-top: 0; }
th, td { padding: .42rem .9rem; text-align: left; vertical-align: baseline; font-weight: 400; }
th:first-child, td:first-child { padding-left: 0; }
th:last-child, td:last-child { padding-right: 0; }
thead th { font-weight: 600; vertical-align: bottom; font-size: .875rem; line-height: 1.3; }
tbody tr + tr { border-top: 1px solid var(--line); }
.right { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums lining-nums; }
thead .right { white-space: normal; }
.center { text-align: center; }
.unit { display: block; font-weight: 400; color: var(--soft); font-size: .8125rem; }
details.data { margin: .6rem 0 0; font: 400 .875rem/1.5 var(--sans); }
summary { cursor: pointer; }
details.data > summary, details.computation > summary { display: flex; align-items: baseline; gap: .5em; width: fit-content; padding: .15rem 0; list-style: none; color: var(--soft); font: 400 .8125rem/1.5 var(--sans); }
details.data > summary::-webkit-details-marker, details.computation > summary::-webkit-details-marker { display: none; }
details.data > summary::before, details.computation > summary::before { content: ""; align-self: center; border: .27rem solid transparent; border-left: .38rem solid; border-right: 0; }
details[open].data > summary::before, details[open].computation > summary::before { transform: rotate(90deg); }
details.data > summary:hover, details.computation > summary:hover { color: var(--accent); }
details.data p { margin: .6rem 0 0; max-width: none; }
details.data .rests { color: var(--soft); }
figure .bounded { max-height: 24rem; overflow: auto; margin-top: .5rem; padding: 0 1rem; background: var(--tint); }
.bounded > table { font-size: .8125rem; border: 0; }
.scroll.bounded > table { border-top: 0; }
.bounded thead { position: sticky; top: 0; background: var(--tint); }
`;

/** Cards stay out of the text until asked for: fixed to the window, beside their number where the browser can. */
const CARDS = `
.value { text-decoration: underline dotted var(--soft) 1px; text-underline-offset: .22em; cursor: help; border-radius: 2px; }
.value:hover, .value:focus, .value:focus-within { background: var(--mark); text-decoration-color: var(--accent); }
.card { display: none; user-select: none; -webkit-user-select: none; position: absolute; z-index: 20; left: 0; width: min(25rem, 100%); max-height: min(26rem, 70vh); overflow-y: auto;
  margin-top: 1.7em; padding: .85rem 1rem .9rem; border: 1px solid var(--line); border-top: 3px solid var(--accent); border-radius: 3px; background: var(--card); color: var(--ink); box-shadow: var(--shadow);
  font: 400 .8125rem/1.45 var(--sans); font-style: normal; letter-spacing: 0; text-align: left; text-indent: 0; white-space: normal; cursor: auto; overflow-wrap: anywhere; text-wrap: wrap; }
.value:focus-within > .card { display: inline-block; }
@media (hover: hover) { .value:hover:not(.away) > .card { display: inline-block; } }
.card strong { display: block; font-size: 1.0625rem; font-variant-numeric: tabular-nums; }
.card > code { display: block; margin-top: .1rem; color: var(--soft); font-size: .8125rem; }
.card .from { display: block; margin-top: .35rem; color: var(--soft); }
.card em { font-style: normal; }
.card .rests { display: block; margin: .6rem 0 .1rem; padding-top: .55rem; border-top: 1px solid var(--line); color: var(--soft); }
.card .on { display: block; padding: .22rem 0; }
.card .on > a { font-weight: 600; }
.card .on > span { display: block; color: var(--soft); }
.card .more { display: block; margin-top: .3rem; }
@media screen and (min-width: 44rem) {
@supports (anchor-scope: --v) and (position-try-fallbacks: flip-block) {
  .value:hover, .value:focus-within { anchor-name: --v; anchor-scope: --v; }
  .card { position: fixed; position-anchor: --v; margin: 0; width: 25rem; top: anchor(bottom); left: max(1rem, min(anchor(left), 100vw - 27rem)); position-try-fallbacks: flip-block; }
}
}
@media (prefers-reduced-motion: no-preference) {
  .value:hover > .card { animation: appear .12s .12s both; }
  @keyframes appear { from { opacity: 0; } }
}
`;

const CODE = `
details.computation { max-width: 46rem; margin: .9rem 0 1.3rem; }
details.computation > summary code { font-size: .8125rem; }
details.computation + details.computation { margin-top: -.9rem; }
figure + details.computation { margin-top: -2.4rem; }
.code { overflow-x: auto; margin: 0 0 1.3rem; padding: .85rem 1.1rem; background: var(--tint); border-left: 3px solid var(--line); }
details.computation .code { margin: .4rem 0 0; max-height: 30rem; overflow: auto; }
pre { margin: 0; font: 400 .875rem/1.55 var(--mono); }
pre code { font-size: 1em; line-height: inherit; white-space: pre; overflow-wrap: normal; tab-size: 2; }
`;

const BACK_MATTER = `
.back-matter { font-size: 1rem; }
section .notes { padding-left: 1.75em; }
.notes li { margin: .6em 0; }
.notes li::marker { font: 600 .8125rem/1 var(--sans); color: var(--accent); }
.notes p { margin-bottom: .4em; }
.back { padding: 0 .3em; font-family: var(--sans); text-decoration: none; color: var(--accent); }
section .references { list-style: none; padding: 0; }
.references li { padding-left: 1.5em; text-indent: -1.5em; margin: .6em 0; }
.references a { overflow-wrap: anywhere; }
cite { font-style: italic; }
section .basis { font-size: .9375rem; font-family: var(--sans); color: var(--soft); }
.register > table { table-layout: fixed; width: 100%; min-width: 46rem; font-size: .8125rem; }
.register thead th { font-size: .8125rem; }
.register :is(td, th) { padding-inline: .5rem; line-height: 1.45; overflow-wrap: break-word; }
.register :is(td, th):first-child { padding-left: 0; }
.register th:nth-child(1) { width: 21.5%; }
.register th:nth-child(2), .register th:nth-child(3) { width: 16%; }
.register th:nth-child(4) { width: 9.5%; }
.register th:nth-child(6) { width: 11%; }
.register td:nth-child(6), .register td:nth-child(7) { white-space: nowrap; }
.register th:nth-child(7) { width: 12.5%; }
.register tbody th code { display: block; color: var(--soft); font-size: .8125rem; }
.register tbody th code:only-child { color: var(--ink); }
.register .label { display: block; }
.register tbody tr.remark { border-top: 0; }
.register .remark td { padding-top: 0; color: var(--soft); }
.register .meaning { display: block; color: var(--soft); }
.register tr:target > *, .references li:target, .notes li:target, sup a:target { background: var(--mark); }
`;

const NARROW = `
@media screen and (max-width: 66.99rem) {
  html { scroll-padding-top: 4rem; }
  nav.contents { position: relative; margin: 0 0 1rem; border-block: 1px solid var(--line); background: var(--paper); }
  .js nav.contents { position: sticky; top: 0; z-index: 10; }
  nav.contents summary { display: flex; gap: .7rem; align-items: center; min-height: 2.75rem; padding: 0 max(1.25rem, 50vw - 23rem); }
  nav.contents summary::before { content: ""; flex: none; width: .95rem; height: .6rem; border-block: 1.5px solid; background: linear-gradient(currentcolor, currentcolor) center / 100% 1.5px no-repeat; }
  nav.contents summary:focus-visible { outline-offset: -3px; }
  nav.contents .where { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 400; color: var(--soft); }
  nav.contents details > ol { max-height: 70vh; overflow-y: auto; padding: .25rem max(1.25rem, 50vw - 23rem) 1rem; }
  nav.contents a { padding: .45rem .6rem; }
  header.title { padding-top: 5rem; }
}
@media screen and (max-width: 43.99rem) {
  body { line-height: 1.58; }
  h2 { font-size: 1.5rem; margin-top: 3rem; }
  h3 { font-size: 1.1875rem; }
  figure { margin-block: 2.25rem; }
  .value { padding-block: .15em; }
  .card { position: fixed; inset: auto .6rem .6rem; width: auto; max-height: 55vh; margin: 0; padding: 1rem 1.1rem; font-size: .875rem; }
  .equation { gap: .6rem; }
  figure.table > .scroll > table { font-size: .875rem; }
  figure.table > .scroll thead th, figure.table > .scroll .unit { font-size: .8125rem; }
  figure.table > .scroll :is(th, td):not(:first-child) { padding-left: .3rem; }
  figure.table > .scroll :is(th, td):not(:last-child) { padding-right: .3rem; }
  .register > table, .register tbody, .register tr, .register th, .register td { display: block; min-width: 0; width: auto; padding: 0; }
  .register thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .register > table { font-size: .875rem; }
  .register tbody tr { padding: .75rem 0; }
  .register tbody th { margin-bottom: .3rem; font-weight: 600; }
  .register th:nth-child(n) { width: auto; }
  .register td:empty { display: none; }
  .register tbody td { position: relative; padding-left: 5.5rem; }
  .register tbody .remark { padding-top: 0; }
  .register tbody .remark td { padding-left: 0; }
  .register td::before { position: absolute; left: 0; color: var(--soft); }
  .register .remark td::before { content: none; }
  .canvas { margin-inline: -1.1rem; }
  .register td:nth-child(2)::before { content: "Value"; }
  .register td:nth-child(3)::before { content: "Range"; }
  .register td:nth-child(4)::before { content: "Unit"; }
  .register td:nth-child(5)::before { content: "Source"; }
  .register td:nth-child(6)::before { content: "As of"; }
  .register td:nth-child(7)::before { content: "Kind"; }
}
`;

const PRINT = `
@media print {
  @page { margin: 20mm 18mm; }
  :root { --paper: #ffffff; }
  html { font-size: 10pt; }
  body { display: block; font-size: 10.5pt; line-height: 1.45; }
  header.title, main { width: auto; margin: 0; }
  header.title { padding-top: 0; }
  nav.contents, button.theme, .skip, .card, .anchor, .back, details.data, details.computation { display: none !important; }
  section p, section ul, section ol, section dl, section blockquote, .equation { max-width: none; }
  figure.chart { max-width: 140mm; }
  h2, h3, h4, figcaption { break-after: avoid; }
  figure.chart, tr, .equation, li { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll, .formula { overflow: visible; background: none !important; }
  .register > table { min-width: 0; font-size: 8pt; }
  p { orphans: 3; widows: 3; }
  a, .value { text-decoration: none; }
}
`;
