import { fontFamily, palette as house } from "../../figures/theme.js";
import { escapeAttribute, escapeText, withCode } from "../../render/html/escape.js";
import { embeddedFonts } from "../../render/html/fonts/fonts.js";
import { scriptlessPage } from "../../render/html/scriptless.js";
import { paletteVariables } from "../../render/html/styles/colors.js";
import { pageStyle } from "../../render/html/styles/style.js";
import { writeSvg } from "../../render/html/svg.js";
import { engineText } from "../runs/engine.js";
import {
  effectText,
  linesText,
  renameText,
  sourceGroups,
  sourceName,
  sourceText,
  variantName,
  variantText,
} from "../sources/wording.js";
import type {
  AssumptionChange,
  ClaimChange,
  FigureChange,
  OutputChange,
  PassageChange,
  PassageToken,
  Review,
  SectionChange,
  Side,
  SourceChange,
  TableChange,
} from "../types.js";
import {
  assumptionNotes,
  becauseText,
  cellsText,
  claimText,
  contributions,
  differenceText,
  figureText,
  flagText,
  isWorded,
  methodText,
  otherConditions,
  outputsTitle,
  percentText,
  placeText,
  readAgainText,
  readAgainTitle,
  scaleOf,
  sectionText,
  sentence,
  sentenceText,
  signed,
  textOrNone,
  unitText,
} from "../wording.js";
import { hasOtherRows, overlay, type ReviewChart, waterfall } from "./charts.js";
import { REVIEW_STYLE } from "./style.js";

const MOST_WATERFALLS = 12;

/**
 * A review as one self-contained page that runs no script and asks nothing of the network: the verdict, outputs with waterfalls of what
 * moved them, claims, assumptions, the text of both sides beside each other, and charts with old and new values in one picture.
 */
export function reviewHtml(
  review: Review,
  sides: { old?: Pick<Side, "pictures">; new?: Pick<Side, "pictures"> } = {},
): string {
  const palette = paletteVariables(house);
  const draw = (chart: ReviewChart): string => writeSvg(chart.svg, chart.alt, palette.variables);
  const picture = (svg: string, alt: string): string => draw({ svg, alt });
  const parts = [
    part("remarks", "Not compared, or only in part", remarks(review)),
    part("outputs", outputsTitle(review), outputs(review, draw)),
    part("offsetting", "Changes that offset each other", offsetting(review, draw)),
    part("claims", `Claims that flipped: ${review.claims.flipped.length} of ${review.claims.total}`, claims(review)),
    part("assumptions", `Assumptions changed: ${review.assumptions.length}`, assumptions(review.assumptions)),
    part("text", "The text, side by side", review.prose.map(section).join("\n")),
    part(
      "figures",
      "Charts and tables",
      review.figures.map((change, i) => figure(change, i, sides, draw, picture)).join("\n"),
    ),
    part(
      "read-again",
      review.readAgain ? readAgainTitle(review.readAgain) : "",
      (review.readAgain?.passages ?? []).length === 0
        ? ""
        : `<ul>${review.readAgain?.passages.map((one) => `<li>${escapeText(readAgainText(one))} <span class="note">${escapeText(placeText(one.place))}</span></li>`).join("\n")}</ul>`,
    ),
    part(
      "renames",
      `Renamed: ${review.renames.length}`,
      review.renames.length === 0
        ? ""
        : `<ul>${review.renames.map((rename) => `<li>${escapeText(renameText(rename))} <span class="note">${escapeText(placeText(rename.place))}</span></li>`).join("\n")}</ul>`,
    ),
    part(
      "variants",
      `Other versions and scenarios that moved: ${review.variants.length}`,
      review.variants.length === 0
        ? ""
        : `<ul>${review.variants.map((variant) => `<li><strong>${escapeText(variantName(variant))}</strong>: ${escapeText(variantText(variant))}</li>`).join("\n")}</ul>`,
    ),
    part("engine", "Because of the engine", review.engine ? `<p>${escapeText(engineText(review.engine))}</p>` : ""),
    ...sourceGroups(review).map(({ title, changes }, i) =>
      part(`sources-${i + 1}`, title, `<ul>${changes.map(source).join("\n")}</ul>`),
    ),
  ].filter(({ html }) => html !== "");
  const body = `<header class="review">
<h1>${withCode(sentence(review.verdict))}</h1>
<p>${escapeText(review.old.label)} → ${escapeText(review.new.label)}</p>
${parts.length > 1 ? `<nav aria-label="Parts">${parts.map(({ id, title }) => `<a href="#${id}">${escapeText(title)}</a>`).join(" ")}</nav>` : ""}
</header>
<main>
${parts.map(({ html }) => html).join("\n")}
</main>`;
  // Charts are laid out for the widths of their font.
  const style = `${embeddedFonts(body, [fontFamily])}${pageStyle(palette)}${REVIEW_STYLE}`;
  return scriptlessPage({ title: `Review: ${review.verdict}`, style, hasFonts: true, body });
}

const part = (id: string, title: string, html: string): { id: string; title: string; html: string } => ({
  id,
  title,
  html:
    html.trim() === ""
      ? ""
      : `<section id="${id}" aria-labelledby="${id}-title">\n<h2 id="${id}-title">${escapeText(title)}</h2>\n${html}\n</section>`,
});

const remarks = (review: Review): string =>
  review.remarks.length === 0
    ? ""
    : `<ul>${review.remarks.map((remark) => `<li>${escapeText(remark)}</li>`).join("\n")}</ul>`;

type Draw = (chart: ReviewChart) => string;

function outputs({ outputs: moved, minor, unchangedOutputs, totalOutputs }: Review, draw: Draw): string {
  if (moved.length === 0 && minor.length === 0) return "";
  const counts = `<p class="note">${unchangedOutputs} of ${totalOutputs} outputs did not change.</p>`;
  const small =
    minor.length === 0
      ? ""
      : `<details class="more"><summary>${minor.length} moved by less than their tolerance</summary>\n${outputTable(minor)}\n</details>`;
  const table = moved.length === 0 ? "" : outputTable(moved);
  const why = moved.map((change, i) =>
    i < MOST_WATERFALLS && causes(change) > 1
      ? { chart: cause(change, `why-${i + 1}`, draw) }
      : { words: inWords(change) },
  );
  const words = why.flatMap((one) => (one.words ? [one.words] : []));
  const charts = why.flatMap((one) => (one.chart ? [one.chart] : []));
  return [
    table,
    counts,
    small,
    words.length === 0 ? "" : `<h3>What moved them</h3>\n<ul>${words.join("\n")}</ul>`,
    charts.length === 0 ? "" : `<div class="pictures">${charts.join("\n")}</div>`,
  ].join("\n");
}

/** Bars that a waterfall would have: a single one says no more than a sentence. */
const causes = ({ attribution }: OutputChange): number =>
  attribution === undefined ? 0 : contributions(attribution, 2).length;

function outputTable(all: readonly OutputChange[]): string {
  const words = all
    .filter(isWorded)
    .map(
      (change) =>
        `<li>${change.key ? `<strong>${escapeText(change.label)}</strong>` : escapeText(change.label)}: <del>${escapeText(textOrNone(change.oldText))}</del> → ${escapeText(textOrNone(change.newText))}${escapeText(becauseText(change))}</li>`,
    );
  const told = words.length === 0 ? "" : `\n<ul>${words.join("\n")}</ul>`;
  const moved = all.filter((change) => !isWorded(change));
  if (moved.length === 0) return told;
  const rows = moved.map(
    (change) =>
      `<tr${change.key ? ' class="key"' : ""}><th scope="row">${escapeText(change.label)}</th>${[
        textOrNone(change.oldText),
        textOrNone(change.newText),
        differenceText(change),
        percentText(change),
      ]
        .map((text) => `<td class="number">${escapeText(text)}</td>`)
        .join("")}</tr>`,
  );
  return `<div class="wide"><table class="review"><thead><tr><th scope="col">Output</th><th scope="col" class="number">Old</th><th scope="col" class="number">New</th><th scope="col" class="number">Difference</th><th scope="col" class="number">Percent</th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table></div>${told}`;
}

function cause(change: OutputChange, id: string, draw: Draw): string {
  const chart = waterfall(change, id);
  if (!chart) return "";
  const how = change.attribution ? methodText(change.attribution) : "";
  return `<figure class="chart">${draw(chart)}<figcaption>${escapeText(change.label)}: ${escapeText(textOrNone(change.oldText))} → ${escapeText(textOrNone(change.newText))}${how ? `. ${escapeText(how)}` : ""}</figcaption></figure>`;
}

function inWords(change: OutputChange): string {
  const { attribution } = change;
  if (!attribution) return "";
  const all = contributions(attribution, 6);
  const scale = scaleOf(attribution, all);
  const parts = all.map(({ name, value }) => `${name} ${signed(value, scale, change)}`);
  return `<li>${escapeText(`${change.label}: ${parts.join(", ")}`)}</li>`;
}

function offsetting(review: Review, draw: Draw): string {
  const charts = review.offsetting.slice(0, MOST_WATERFALLS).map((change, i) => cause(change, `offset-${i + 1}`, draw));
  return charts.length === 0 ? "" : `<div class="pictures">${charts.join("\n")}</div>`;
}

/** A change of the sources: words, lines of code, or old → new. */
function source(change: SourceChange): string {
  const { tokens, lines, place } = change;
  const words = tokens
    ? `<div class="sides"><p class="head">Old</p><p class="head">New</p>\n${passage({ tokens, presence: change.presence === "renamed" ? "changed" : change.presence })}</div>`
    : "";
  const code = lines && lines.length > 0 ? `<pre><code>${escapeText(linesText(change).join("\n"))}</code></pre>` : "";
  return `<li><strong>${escapeText(sourceName(change))}</strong> ${escapeText(sourceText(change) + effectText(change))} <span class="note">${escapeText(placeText(place))}</span>${words}${code}</li>`;
}

function claims({ claims: all }: Review): string {
  const { flipped, closer } = all;
  const conditions = otherConditions(all);
  const item = (claim: ClaimChange): string => {
    const fell = claim.old?.holds !== false && claim.new?.holds === false;
    const rose = claim.old?.holds === false && claim.new?.holds === true;
    return `<li${fell ? ' class="fell"' : rose ? ' class="rose"' : ""}><strong>${escapeText(claim.id)}</strong> ${escapeText(claimText(claim))}<br><span class="note"><code>${escapeText(claim.expression)}</code> ${escapeText(placeText(claim.place))}</span>${claim.sentence ? `<br>${escapeText(sentenceText(claim))}` : ""}</li>`;
  };
  const list = flipped.length === 0 ? "" : `<ul>${flipped.map(item).join("\n")}</ul>`;
  const near =
    closer.length === 0
      ? ""
      : `<details class="more"><summary>${closer.length} hold by less than before</summary>\n<ul>${closer.map(item).join("\n")}</ul>\n</details>`;
  const other =
    conditions.length === 0 ? "" : `<h3>With another condition</h3>\n<ul>${conditions.map(item).join("\n")}</ul>`;
  return `${list}${other}${near}`;
}

function assumptions(changes: readonly AssumptionChange[]): string {
  if (changes.length === 0) return "";
  const rows = changes.map((change) => {
    const cells = cellsText(change, 12);
    const unit = unitText(change, cells);
    const notes = assumptionNotes(change);
    const flags = change.flags.map((flag) => `<span class="flag">${escapeText(flagText(flag))}</span>`).join("");
    return `<tr><th scope="row"><code>${escapeText(change.id)}</code><br><span class="note">${escapeText(change.label ?? "")}</span></th><td>${change.presence === "changed" ? "" : `${change.presence}: `}${escapeText(cells + unit)}${notes.map((note) => `<br><span class="note">${escapeText(note)}</span>`).join("")}${flags ? `<br>${flags}` : ""}</td><td class="note">${escapeText(placeText(change.place))}</td></tr>`;
  });
  return `<div class="wide"><table class="review"><thead><tr><th scope="col">Assumption</th><th scope="col">Old → new</th><th scope="col">Line</th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table></div>`;
}

function section(change: SectionChange): string {
  const passages = change.passages.map(passage).join("\n");
  const values = change.passages.every(({ kind }) => kind === "values");
  const sides = `<div class="sides"><p class="head">Old</p><p class="head">New</p>\n${passages}</div>`;
  const head = `<h3>${escapeText(change.title)}</h3>\n<p class="note">${escapeText(`${change.file}: ${sectionText(change)}`)}</p>`;
  if (change.passages.length === 0) return head;
  return values
    ? `${head}\n<details class="more"><summary>Only values differ</summary>\n${sides}\n</details>`
    : `${head}\n${sides}`;
}

function passage({ tokens, presence }: Pick<PassageChange, "tokens" | "presence">): string {
  const old = presence === "added" ? "" : tokens.map((token) => side(token, "old")).join("");
  const now = presence === "removed" ? "" : tokens.map((token) => side(token, "new")).join("");
  return `<p>${old}</p><p>${now}</p>`;
}

function side(token: PassageToken, which: "old" | "new"): string {
  switch (token.type) {
    case "same":
      return escapeText(token.text);
    case "value":
      return `<span class="value"${token.expression === undefined ? "" : ` title="${escapeAttribute(token.expression)}"`}>${escapeText(token[which])}</span>`;
    case "inserted":
      return which === "new" ? `<ins>${escapeText(token.text)}</ins>` : "";
    case "deleted":
      return which === "old" ? `<del>${escapeText(token.text)}</del>` : "";
  }
}

function figure(
  change: FigureChange,
  index: number,
  sides: { old?: Pick<Side, "pictures">; new?: Pick<Side, "pictures"> },
  draw: Draw,
  picture: (svg: string, alt: string) => string,
): string {
  const head = `<h3>${escapeText(`${change.name}: ${change.caption}`)}</h3>\n<p class="note">${escapeText(figureText(change))}</p>${captions(change)}`;
  const chart = change.kind === "chart" && change.what === "data" ? overlay(change, `both-${index + 1}`) : undefined;
  const both = chart
    ? `<figure class="chart">${draw(chart)}<figcaption>Old values grey, new ones blue</figcaption></figure>`
    : "";
  const pictures = (["old", "new"] as const).flatMap((which) => {
    const svg = change.kind === "chart" && change.what !== "place" ? sides[which]?.pictures?.get(change.id) : undefined;
    return svg === undefined
      ? []
      : [
          `<figure>${picture(renamed(svg, `${which}-${index + 1}`), `${change.name}, ${which}: ${change.caption}`)}<figcaption>${which === "old" ? "Old" : "New"}</figcaption></figure>`,
        ];
  });
  const drawn = pictures.length === 0 ? "" : `<div class="pictures">${pictures.join("\n")}</div>`;
  const tables = change.presence === "changed" ? change.tables.filter(hasOtherRows).map(dataTable) : [];
  const data = tables.length === 0 ? "" : tables.join("\n");
  if (change.kind === "table") return `${head}\n${data}`;
  return `${head}\n${both}\n${drawn === "" ? "" : `<details class="more"><summary>Both pictures</summary>\n${drawn}\n</details>`}${data === "" ? "" : `<details class="more"><summary>The values</summary>\n${data}\n</details>`}`;
}

/** Caption, source and alternative text of both sides, where their wording differs. */
function captions({ texts = [] }: FigureChange): string {
  const worded = texts.filter(({ kind }) => kind !== "values");
  return worded.length === 0
    ? ""
    : `\n<div class="sides"><p class="head">Old</p><p class="head">New</p>\n${worded.map(passage).join("\n")}</div>`;
}

/** Ids of a picture that stands on the page twice. */
const renamed = (svg: string, prefix: string): string =>
  svg.replace(/ id="([^"]+)"/g, ` id="${prefix}-$1"`).replace(/url\(#([^)]+)\)/g, `url(#${prefix}-$1)`);

function dataTable({ columns, rows }: TableChange): string {
  const text = (value: unknown): string => (value === null || value === undefined ? "" : String(value));
  const cell = (c: TableChange["rows"][number]["cells"][number], i: number): string => {
    const now = c.newText ?? text(c.new);
    const old = c.oldText ?? text(c.old);
    const number = typeof (c.new ?? c.old) === "number" && !columns[i]?.isKey;
    const content = c.changed
      ? `<span class="old">${escapeText(old)}</span> ${escapeText(now)}`
      : escapeText(now || old);
    return `<td class="${[number ? "number" : "", c.changed ? "changed" : ""].filter(Boolean).join(" ")}">${content}</td>`;
  };
  const shown = rows.filter((row) => row.presence !== "same").slice(0, 60);
  const same = rows.length - shown.length;
  return `<div class="wide"><table class="review"><thead><tr>${columns.map(({ label }) => `<th scope="col">${escapeText(label)}</th>`).join("")}</tr></thead>
<tbody>${shown.map((row) => `<tr>${row.cells.map(cell).join("")}</tr>`).join("\n")}</tbody></table></div>${same > 0 ? `<p class="note">${same} more rows, unchanged or not shown.</p>` : ""}`;
}
