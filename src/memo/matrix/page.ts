import { assetText } from "../../asset.js";
import { plainPage } from "../../publish/plain-page.js";
import { escapeAttribute, escapeText } from "../../render/html/escape.js";
import { counted } from "../../text/counts.js";
import type { Matrix, MatrixEntry } from "./record.js";

const STYLE = assetText(new URL("../../../src/assets/matrix.css", import.meta.url));

/**
 * All combinations side by side: a table for each version, a row for each key output, a column for each scenario. What differs from the version's
 * column without a scenario is marked.
 *
 * @param file which file of an entry's folder to lead to, if any
 */
export function matrixPage(matrix: Matrix, file: (entry: MatrixEntry) => string | undefined): string {
  const versions = [...new Set(matrix.combinations.map(({ version }) => version))];
  const sections = versions.map((version) =>
    section(
      matrix,
      version,
      matrix.combinations.filter((one) => one.version === version),
      file,
    ),
  );
  const count = counted(matrix.combinations.length, "combination");
  const main = `<h1>${escapeText(matrix.title)}</h1>
<p class="lead">${count} of versions and scenarios. What differs from a version’s base is marked.</p>
${sections.join("\n")}`;
  return plainPage(`All combinations of ${matrix.title}`, main, STYLE, matrix.language);
}

function section(
  { outputs }: Matrix,
  version: string,
  entries: readonly MatrixEntry[],
  file: (entry: MatrixEntry) => string | undefined,
): string {
  const base = entries.find(({ scenario, failure }) => scenario === null && failure === undefined);
  const id = `version-${version}`;
  const heads = entries.map((entry) => `<th scope="col">${linked(entry, file(entry))}</th>`);
  const rows = outputs.map(({ name, label }) => {
    const was = base?.numbers[name]?.text;
    const cells = entries.map(({ numbers }) =>
      cell(numbers[name]?.text, was !== undefined && numbers[name]?.text !== was),
    );
    return `<tr><th scope="row">${escapeText(label)}</th>${cells.join("")}</tr>`;
  });
  // As many others may have fallen.
  const fallenIn = ({ claims }: MatrixEntry): string => [...claims.fallen].sort().join(" ");
  const claims = entries.map((entry) =>
    entry.failure === undefined
      ? cell(String(entry.claims.fallen.length), base !== undefined && fallenIn(entry) !== fallenIn(base))
      : cell(undefined, false),
  );
  const failures = entries.flatMap(({ scenario, failure, earlier }) => {
    const what = escapeText(scenario ?? "The base");
    if (failure !== undefined) return [`<li>${what} does not build: ${escapeText(failure)}</li>`];
    return earlier ? [`<li>${what} is of earlier sources, or another engine: build it again</li>`] : [];
  });
  return `<h2 id="${escapeAttribute(id)}">Version ${escapeText(version)}</h2>
<div class="area" tabindex="0" role="region" aria-labelledby="${escapeAttribute(id)}"><table>
<thead><tr><th scope="col">Key output</th>${heads.join("")}</tr></thead>
<tbody>
${rows.join("\n")}
<tr><th scope="row">Claims that do not hold</th>${claims.join("")}</tr>
</tbody>
</table></div>${failures.length === 0 ? "" : `\n<ul class="failures">\n${failures.join("\n")}\n</ul>`}`;
}

function linked({ path, scenario, title }: MatrixEntry, file: string | undefined): string {
  const text = escapeText(scenario === null ? "Base" : (title ?? scenario));
  return file === undefined ? text : `<a href="${escapeAttribute(encodeURI(path + file))}">${text}</a>`;
}

/** @param isMoved whether it is another than the base's */
const cell = (text: string | undefined, isMoved: boolean): string =>
  text === undefined ? '<td class="none">–</td>' : `<td${isMoved ? ' class="moved"' : ""}>${escapeText(text)}</td>`;
