#!/usr/bin/env node
// What `npm init memo-report my-report` runs: `memo init` by itself, without all else of the engine, which the new folder's own `npm install` brings.
import { parseArgs } from "node:util";
import { MemoError } from "../diagnostic.js";
import { ciOptions, FORGES } from "./ci/files.js";
import { init } from "./init.js";
import { printDiagnostics, processTerminal } from "./terminal/terminal.js";

const HOW = `npm init memo-report <folder>

Writes a small working report into a folder that is empty, holds .git alone, or is not there yet.

  --ci <forge>              workflows too that check, review and publish it there: ${FORGES.join(" or ")}
  --engine <owner/name@ref> with --ci: the repository on GitHub that holds the engine, and its tag or commit

npm hands on what stands behind \`--\`: npm init memo-report my-report -- --ci github --engine owner/name@ref
`;

const terminal = processTerminal();

/** What is asked for; undefined for what isn't understood. */
function asked(): { help?: boolean; ci?: (typeof FORGES)[number]; engine?: string; folder?: string } | undefined {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { ci: { type: "string" }, engine: { type: "string" }, help: { type: "boolean", short: "h" } },
    });
    const ci = FORGES.find((forge) => forge === values.ci);
    if (positionals.length > 1 || (values.ci !== undefined && !ci)) return undefined;
    return { help: values.help, ci, engine: values.engine, folder: positionals[0] };
  } catch {
    return undefined;
  }
}

const wanted = asked();
if (wanted?.help) terminal.out(HOW);
else if (wanted?.folder === undefined) {
  terminal.err(HOW);
  process.exitCode = 2;
} else
  try {
    const { folder, ci, engine } = wanted;
    process.exitCode = await init(folder, terminal, ciOptions(ci, engine), false);
  } catch (error) {
    if (!(error instanceof MemoError)) throw error;
    printDiagnostics(terminal, error.diagnostics, new Map());
    process.exitCode = error.exitCode;
  }
