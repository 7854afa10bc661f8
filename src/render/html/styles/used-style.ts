import { WRITING } from "./writing-style.js";

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
  {
    shows: '<div class="callout',
    style: `
.callout { --mark-ink: var(--accent); max-width: 38.5rem; margin: 1.6rem 0; padding: .8rem 1.1rem .85rem; border-left: .3rem solid var(--mark-ink); background: var(--tint); }
.callout > .kind { margin: 0 0 .35rem; font: 600 .875rem/1.4 var(--sans); color: var(--mark-ink); }
.callout > :last-child { margin-bottom: 0; }
.callout.tip { --mark-ink: #1a6b3c; }
.callout.important { --mark-ink: #6b3fa0; }
.callout.warning { --mark-ink: #8a5a00; }
.callout.caution { --mark-ink: #b3261e; }
@media screen {
:root[data-theme="dark"] .callout.tip { --mark-ink: #6fcf97; }
:root[data-theme="dark"] .callout.important { --mark-ink: #c3a3f0; }
:root[data-theme="dark"] .callout.warning { --mark-ink: #e6b450; }
:root[data-theme="dark"] .callout.caution { --mark-ink: #ff9a92; }
}
@media screen and (prefers-color-scheme: dark) {
:root:not([data-theme="light"]) .callout.tip { --mark-ink: #6fcf97; }
:root:not([data-theme="light"]) .callout.important { --mark-ink: #c3a3f0; }
:root:not([data-theme="light"]) .callout.warning { --mark-ink: #e6b450; }
:root:not([data-theme="light"]) .callout.caution { --mark-ink: #ff9a92; }
}
@media print { .callout { max-width: none; break-inside: avoid; } }
`,
  },
];

const SHARE = /<div class="shown[^"]* w(\d+)"/g;
const LEAST = /<div class="canvas least-(\d+)"/g;

/** A short text for which the rules are the same as for some markup. */
export const rulesAskedBy = (markup: string): string =>
  [
    ...[...PARTS, ...WRITING].flatMap(({ shows }) => (markup.includes(shows) ? shows : [])),
    ...new Set([SHARE, LEAST].flatMap((pattern) => markup.match(pattern) ?? [])),
  ].join("\n");

/** The rules for what a page's body holds besides what every memo has; "" for most. */
export function usedStyle(body: string): string {
  const widths = [...new Set([...body.matchAll(SHARE)].map(([, share = ""]) => Number(share)))]
    .sort((a, b) => a - b)
    .map((share) => `.w${share} > * { width: ${share}%; }\n`);
  const least = [...new Set([...body.matchAll(LEAST)].map(([, rem = ""]) => Number(rem)))]
    .sort((a, b) => a - b)
    // Stronger than what holds for every drawing on a phone.
    .map(
      (rem) =>
        `@media screen { .canvas.least-${rem} { overflow-x: auto; } .canvas.canvas.least-${rem} svg { min-width: ${rem}rem; } }\n`,
    );
  return [
    ...[...PARTS, ...WRITING].filter(({ shows }) => body.includes(shows)).map(({ style }) => style),
    ...widths,
    ...least,
  ].join("");
}
