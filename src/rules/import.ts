import { command } from "./base.js";
import type { Rules } from "./rule.js";

export const importing = {
  "import/format": {
    severity: "error",
    summary: "a file to import is no notebook and no Markdown",
    why: "A first draft is made of texts: of a notebook (`.ipynb`), of Quarto (`.qmd`), of R Markdown (`.Rmd`) or of plain Markdown. Save a document of a word processor as Markdown first; pandoc does.",
    fixed: true,
    wrong: { files: { "notes.docx": "PK" }, command: ["import", "notes.docx"] },
    right: { files: { "notes.md": "# Notes\n\nTrees.\n" }, command: ["import", "notes.md"] },
  },
  "import/missing-file": {
    severity: "error",
    summary: "a file to import is not there",
    why: "Nothing is written. Give the path of a notebook or a Markdown text.",
    fixed: true,
    wrong: command("import notes.md"),
    right: { files: { "notes.md": "# Notes\n\nTrees.\n" }, command: ["import", "notes.md"] },
  },
} satisfies Rules<"import">;
