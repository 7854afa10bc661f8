/** Rules of what chapters may hold besides what every memo has, by the markup that shows it is there. */
export const WRITING: readonly { shows: string; style: string }[] = [
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
