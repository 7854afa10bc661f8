/** Rules that only pages with what they are for carry, by the class that shows it is there. */
const PARTS: readonly { shows: string; style: string }[] = [
  {
    shows: '<div class="shown',
    style: `
figure.picture { max-width: 38.5rem; }
.shown > * { display: block; max-width: 100%; height: auto; }
.shown > svg { font-kerning: normal; }
.shown > .on-dark { display: none; }
@media screen {
:root[data-theme="dark"] .shown > .on-dark { display: block; }
:root[data-theme="dark"] .shown > .on-light { display: none; }
:root[data-theme="dark"] .papered > * { background: #ffffff; box-shadow: 0 0 0 .4rem #ffffff; border-radius: 1px; color: #1b1f24; }
}
@media screen and (prefers-color-scheme: dark) {
:root:not([data-theme="light"]) .shown > .on-dark { display: block; }
:root:not([data-theme="light"]) .shown > .on-light { display: none; }
:root:not([data-theme="light"]) .papered > * { background: #ffffff; box-shadow: 0 0 0 .4rem #ffffff; border-radius: 1px; color: #1b1f24; }
}
header.title .shown { margin: 0 0 1.6rem; }
header.title .shown > * { width: auto; max-height: 4.5rem; max-width: min(20rem, 100%); }
@media print { figure.picture { max-width: 140mm; break-inside: avoid; } }
`,
  },
];

/** The rules for what a page's body holds besides what every memo has; "" for most. */
export function usedStyle(body: string): string {
  const widths = [
    ...new Set([...body.matchAll(/<div class="shown[^"]* w(\d+)"/g)].map(([, share = ""]) => Number(share))),
  ]
    .sort((a, b) => a - b)
    .map((share) => `.w${share} > * { width: ${share}%; }\n`);
  return [...PARTS.filter(({ shows }) => body.includes(shows)).map(({ style }) => style), ...widths].join("");
}
