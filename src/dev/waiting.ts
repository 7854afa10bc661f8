import { createHash } from "node:crypto";
import { CLIENT, CLIENT_STYLE, PAGE_NAME } from "./client.js";

const STYLE = `body { margin: 4rem; font: 400 1.125rem/1.6 system-ui, sans-serif; color: #565e68; background: #fdfdfb; }${CLIENT_STYLE}`;

const hash = (text: string): string => `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;

/** Stands until there is a first page. It has no `<main>`, so that it is loaded anew then. */
export function waitingPage(name: string): string {
  const policy = [
    "default-src 'none'",
    `style-src ${hash(STYLE)}`,
    `script-src ${hash(CLIENT)}`,
    "connect-src 'self'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>memo</title>
<meta name="${PAGE_NAME}" content="${name}">
<link rel="icon" href="data:,">
<script>${CLIENT}</script>
<style>${STYLE}</style>
</head>
<body>
<p>Computing the memo. It is shown here as soon as it is there.</p>
</body>
</html>
`;
}
