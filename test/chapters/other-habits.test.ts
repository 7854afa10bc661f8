import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type Diagnostic, formatDiagnostics, sortDiagnostics } from "../../src/diagnostic.js";
import { computeMemo } from "../../src/memo/compute.js";
import { BASE } from "../../src/rules/base.js";
import { runBlocksHere } from "../cli/in-process.js";
import { projectOf } from "../cli/memo.js";
import { matchGolden } from "../golden.js";

beforeAll(runBlocksHere);
afterAll(() => {
  vi.restoreAllMocks();
});

const CHAPTER = `---
title: Habits
author: Ann
date: 2026-05-01
toc: true
format: html
abstract: None.
lang: de
bibliography: refs.bib
params: {a: 1}
theme: dark
---

Of {{given.orchard.trees[2026]}} trees {given.orchard.trees} stand, and {.small} or {trees} or \\{given.orchard.trees} is text.

![A chart](#fig-x)

\`\`\`{ts}
const y = 2;
\`\`\`

\`\`\`{sql, echo=false}
SELECT 1
\`\`\`

\`\`\`{python}
print(1)
\`\`\`
`;

it("what other programs have in chapters is told with where a memo has it", async () => {
  const file = "chapters/04-habits.md";
  const found: Diagnostic[] = await computeMemo(projectOf({ ...BASE, [file]: CHAPTER }), {}).then(
    () => [],
    (error) => error.diagnostics,
  );
  const own = sortDiagnostics(found.filter(({ place }) => place?.file === file));
  expect(own.length).toBeGreaterThan(10);
  matchGolden(
    fileURLToPath(new URL("golden/other-habits.txt", import.meta.url)),
    `${formatDiagnostics(own, { sources: new Map([[file, CHAPTER]]) })}\n`,
  );
});
