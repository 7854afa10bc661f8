/** What a review needs beyond the memo's own style. */
export const REVIEW_STYLE = `
body { display: block; }
main { width: min(64rem, 100% - 2.5rem); margin-inline: auto; }
header.review { width: min(64rem, 100% - 2.5rem); margin-inline: auto; padding: 3rem 0 1rem; }
header.review h1 { margin: 0 0 .75rem; max-width: 48rem; font: 600 clamp(1.5rem, 1.1rem + 1.6vw, 2.1rem)/1.2 var(--serif); letter-spacing: -.01em; text-wrap: balance; }
header.review p { margin: 0; font: 400 .9375rem/1.5 var(--sans); color: var(--soft); }
header.review nav { margin-top: 1rem; font: 400 .875rem/1.6 var(--sans); }
header.review nav a { margin-right: 1.25rem; white-space: nowrap; }
section h2 { margin: 2.5rem 0 1rem; font-size: 1.375rem; }
section p, section ul, section ol { max-width: 48rem; }
table.review { font-size: .9375rem; }
table.review th, table.review td { padding: .35rem .75rem .35rem 0; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
table.review thead th { border-top: 0; font-weight: 600; color: var(--soft); }
table.review :is(th, td).number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums lining-nums; }
table.review tr.key th { font-weight: 600; }
table.review tbody th { font-weight: 400; }
td.changed, span.value { background: var(--mark); border-radius: 2px; }
td.changed { padding-inline: .35rem .35rem; }
.old { color: var(--soft); text-decoration: line-through; text-decoration-thickness: 1px; }
ins { text-decoration: underline; text-decoration-thickness: 1.5px; text-decoration-color: var(--accent); background: var(--mark); }
del { color: var(--soft); }
.flag { display: inline-block; margin: .1rem .4rem .1rem 0; padding: .05rem .45rem; border: 1px solid var(--line); border-left: 3px solid var(--c-orange); border-radius: 3px; font: 400 .8125rem/1.5 var(--sans); }
.fell { border-left: 3px solid var(--c-orange); padding-left: .75rem; }
.rose { border-left: 3px solid var(--c-green); padding-left: .75rem; }
.note { font: 400 .875rem/1.5 var(--sans); color: var(--soft); }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2rem; margin: 0 0 1rem; font-size: 1rem; }
.sides > p { margin: 0; padding: .5rem 0; border-top: 1px solid var(--line); max-width: none; min-width: 0; }
.sides > .head { font: 600 .8125rem/1.4 var(--sans); color: var(--soft); border: 0; }
.pictures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); gap: 1rem 2rem; }
.pictures figure, figure.chart { margin: 0 0 1rem; max-width: 36rem; }
figcaption { font: 400 .875rem/1.45 var(--sans); color: var(--soft); }
figure svg text { font-family: var(--sans); }
figure svg { display: block; width: 100%; height: auto; }
details.more { margin: .5rem 0 1.25rem; font: 400 .9375rem/1.5 var(--sans); }
details.more > summary { cursor: pointer; color: var(--accent); }
.wide { overflow-x: auto; }
@media (max-width: 40rem) {
  .sides { grid-template-columns: 1fr; }
  .sides > .head { display: none; }
  .sides > p:empty { display: none; }
}
`;
