import { createHash } from "node:crypto";
import { escapeAttribute, escapeText } from "./escape.js";

export interface Scriptless {
  language?: string;
  title: string;
  style: string;
  /** With fonts that stand in the style. */
  hasFonts?: boolean;
  /** Search engines are to pass over it. */
  isUnlisted?: boolean;
  /** Further elements of the head. */
  head?: readonly string[];
  body: string;
}

/** A page that runs no script and asks nothing of the network: its policy names the one style that it has. */
export function scriptlessPage({
  language = "en",
  title,
  style,
  hasFonts,
  isUnlisted,
  head = [],
  body,
}: Scriptless): string {
  const hash = createHash("sha256").update(style, "utf8").digest("base64");
  const fonts = hasFonts ? " font-src data:;" : "";
  return `<!DOCTYPE html>
<html lang="${escapeAttribute(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}';${fonts} img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${isUnlisted ? '<meta name="robots" content="noindex">\n' : ""}<title>${escapeText(title)}</title>
${[...head, '<link rel="icon" href="data:,">'].join("\n")}
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`;
}
