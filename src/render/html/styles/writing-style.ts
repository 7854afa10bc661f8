/** Rules of what chapters may hold besides what every memo has, by the markup that shows it is there. */
export const WRITING: readonly { shows: string; style: string }[] = [
  {
    shows: '<sup class="raised"',
    style: `
sup.raised { font: inherit; font-size: .75em; line-height: 0; }
`,
  },
  { shows: "<sub>", style: "sub { font-size: .75em; line-height: 0; }\n" },
  {
    shows: "<kbd>",
    style: `
kbd { font: 400 .82em/1.4 var(--mono); padding: .08em .4em; border: 1px solid var(--line); border-bottom-width: 2px; border-radius: 3px; background: var(--tint); white-space: nowrap; }
`,
  },
  {
    shows: '<input type="checkbox" class="task"',
    style: `
li:has(> .task:first-child, > p:first-child > .task:first-child) { list-style: none; }
.task { width: 1em; height: 1em; margin: 0 .35em 0 -1.4em; vertical-align: -.12em; accent-color: var(--accent); opacity: 1; }
`,
  },
  {
    shows: '<div class="page-break"',
    style: `
@media print { .page-break { break-after: page; } }
`,
  },
  {
    shows: 'class="tex',
    style: `
math.tex[display="block"] { display: block math; padding-left: 0; }
math.tex[display="block"] > :first-child { margin-left: 0; }
math.tex:not([display]) { font-size: 1em; }
.tex .b { font-weight: 600; }
.tex .sans { font-family: var(--sans); }
.tex .mono { font-family: var(--mono); }
.tex .over { border-top: .06em solid; padding-top: .12em; }
.tex .under { border-bottom: .06em solid; padding-bottom: .12em; }
.tex mtd { padding: .25em .4em; }
.tex mtd.l { text-align: left; }
.tex mtd.r { text-align: right; }
.tex .aligned mtd { padding: .35em 0; }
.tex .aligned mtd.r:not(:first-child) { padding-left: 2em; }
`,
  },
];
