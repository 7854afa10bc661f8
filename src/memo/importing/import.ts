import { readFileSync } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import { parse } from "yaml";
import { type Diagnostic, MemoError } from "../../diagnostic.js";
import { addFile, entryAt, namesIn, whyUnreadable } from "../../files/index.js";
import { IMPORTED, type ImportDraft, importDraft } from "./draft.js";

/** What was written, and what is left to the author. */
export interface Imported extends Omit<ImportDraft, "chapters" | "pictures"> {
  /** In the order in which they were written. */
  files: readonly string[];
  /** Texts of the chapters, for those who show a line of them. */
  texts: ReadonlyMap<string, string>;
}

/** The largest text that is read: a notebook with its pictures. */
const LARGEST = 64 * 1024 * 1024;

/**
 * Makes chapters of a memo of another program's report, behind those that are there, and a version of assumptions without any where there is no memo yet.
 * Nothing that is there is changed.
 *
 * @param file as it was typed; sought here, then in the memo's folder
 * @param today ISO date, for a memo that is new
 * @throws MemoError `import/…` where the file is nothing that can be read, `files/foreign` where something has a name that is to be written
 */
export async function importInto(folder: string, file: string, today: string): Promise<Imported> {
  const name = basename(file);
  if (!IMPORTED.some((end) => name.endsWith(end)))
    throw refusal("import/format", `\`${file}\` is nothing that is imported`, {
      expected: `a file that ends in ${IMPORTED.filter((end) => end !== ".rmd" && end !== ".markdown").join(", ")}`,
    });
  const root = resolve(folder);
  const path = entryAt(resolve(file)) ? file : join(root, file);
  const text = read(path, file);
  const names = namesIn(join(root, "chapters"));
  const numbers = names.flatMap((one) => Number(/^(\d+)-.*\.md$/.exec(one)?.[1] ?? Number.NaN)).filter((n) => n >= 0);
  let draft: ImportDraft;
  try {
    draft = importDraft({
      name,
      text,
      file: (picture) => beside(path, picture),
      number: numbers.reduce((most, n) => Math.max(most, n), 0) + 1,
      taken: new Set(namesIn(join(root, "pictures"))),
      sources: sourcesOf(root),
    });
  } catch (error) {
    throw refusal("import/format", `${file} ${error instanceof Error ? error.message : String(error)}`, {
      expected: "a file as its program saves it",
    });
  }
  const { chapters, pictures, ...rest } = draft;
  const all = new Map<string, string | Uint8Array>(chapters);
  for (const [picture, bytes] of pictures) all.set(`pictures/${picture}`, bytes);
  if (numbers.length === 0 && namesIn(join(root, "assumptions")).length === 0) {
    const version = today.slice(0, 7);
    all.set(`assumptions/${version}.yaml`, `version: ${version}\nas_of: ${today}\nassumptions: {}\n`);
  }
  for (const [path, content] of all) await addFile(join(root, path), content, path);
  return { ...rest, files: [...all.keys()], texts: chapters };
}

function read(path: string, file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === "ENOENT" ? "there is no file" : "can't read";
    throw refusal(
      "import/missing-file",
      `${why} ${file}${why === "can't read" ? `: ${whyUnreadable(path, error)}` : ""}`,
      {
        expected: "the path of a notebook or a Markdown text",
      },
    );
  }
  if (bytes.length > LARGEST)
    throw refusal("import/format", `${file} has ${Math.round(bytes.length / 1024 / 1024)} MB`, {
      expected: `at most ${LARGEST / 1024 / 1024} MB`,
    });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw refusal("import/format", `${file} is no UTF-8`, { expected: "a text saved as UTF-8" });
  }
}

/** A picture's file, by its path in a text; none that lies elsewhere than beside the text or below. */
function beside(file: string, path: string): Uint8Array | undefined {
  const folder = dirname(resolve(file));
  try {
    const target = resolve(folder, decodeURIComponent(path));
    return target.startsWith(folder.endsWith(sep) ? folder : folder + sep) ? readFileSync(target) : undefined;
  } catch {
    return undefined;
  }
}

/** Keys of the memo's sources; of a file that can't be read, which a build tells of, none. */
function sourcesOf(root: string): Set<string> {
  try {
    const { sources } = parse(readFileSync(join(root, "assumptions/sources.yaml"), "utf8"), { maxAliasCount: 0 }) as {
      sources?: object;
    };
    return new Set(Object.keys(sources ?? {}));
  } catch {
    return new Set();
  }
}

const refusal = (rule: Diagnostic["rule"], message: string, more: Partial<Diagnostic>): MemoError =>
  MemoError.of({ rule, message, ...more }, 2);
