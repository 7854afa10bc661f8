import { createRequire } from "node:module";
import type { NodeTypstDocument } from "@myriaddreamin/typst-ts-node-compiler";
import type { Pdf } from "../../../chapters/types.js";
import { type Diagnostic, MemoError } from "../../../diagnostic.js";
import { append } from "../../../lists.js";
import { shortened } from "../../../text/shown.js";
import type { TooLarge } from "../context.js";
import { FirstFloats, Floats, type Mark } from "../floats.js";
import { loadFonts } from "../fonts.js";
import { checkRoom } from "../room.js";
import {
  type ComposedSource,
  FLOATED_FILE,
  floatedSource,
  HELD,
  HELD_FILE,
  type Held,
  heldSource,
  type TypstSource,
} from "../source.js";
import { letGo } from "./let-go.js";

/** A directory that need not exist: every file is handed over in memory, and the path shows in no output. */
const WORKSPACE = "/memo";
const MAIN = "memo.typ";

/** A memo to be set, as plain data. */
export interface TypesettingJob extends Pick<ComposedSource, "main" | "files" | "placed" | "floating" | "noted"> {
  /** Of the document, in seconds. */
  timestamp: number;
  /** The compiler takes one; PDF/UA-1 unless told. */
  standard?: Pdf["standard"] | undefined;
  /** Ids of the figures that float, where that is known. */
  floated?: readonly string[];
  /** Those that floated in the first run of a layout of something like it: a guess that is right takes one layout, and one that is wrong only time. */
  guess?: readonly string[];
}

export interface Typeset {
  pdf: Uint8Array;
  /** Ids of the figures that float; nothing where a later layout does better to look for them anew. */
  floated?: readonly string[];
  /** Those that do in the first run, where they were looked for. */
  first?: readonly string[];
}

/** A compiler that knows the fonts and no source yet. */
export async function newCompiler(): Promise<Compiler> {
  const fontBlobs = (await loadFonts()).map(({ bytes }) => bytes);
  return loadCompiler().create({ workspace: WORKSPACE, fontArgs: [{ fontBlobs }] });
}

const MANY_PAGES = 1000;

/** Sets Typst source as PDF. @param fresh made before, for this alone @throws MemoError `pdf/typst`, `pdf/no-room`. */
export async function typeset(job: TypesettingJob, fresh = newCompiler()): Promise<Typeset> {
  const { files, placed, standard: pdfStandard = "ua-1", timestamp: creationTimestamp } = job;
  const compiler = await fresh;
  for (const [path, content] of files) compiler.mapShadow(`${WORKSPACE}/${path}`, Buffer.from(content));
  const { document, ...found } = await settled(compiler, job);
  const tooLarge: TooLarge[] = compiler.query(document, { selector: "<memo:too-large>", field: "value" });
  if (tooLarge.length > 0) throw new MemoError(checkRoom(tooLarge, placed));
  // Of a long memo what was kept for another layout is more than the export takes, and takes a while to be let go.
  if (document.numOfPages > MANY_PAGES) compiler.evictCache(0);
  try {
    return { pdf: new Uint8Array(compiler.pdf(document, { pdfStandard, creationTimestamp })), ...found };
  } catch (error) {
    throw new MemoError([exportDiagnostic(error)]);
  }
}

/**
 * Sets Typst source of one page as SVG, its letters as outlines.
 *
 * @param main texts of authors in it only as `literal` writes them
 */
export async function typesetPicture(main: string): Promise<string> {
  const compiler = await newCompiler();
  compiler.addSource(`${WORKSPACE}/${MAIN}`, main);
  const result = compiler.compile({ mainFilePath: `${WORKSPACE}/${MAIN}` });
  const problem = result.hasError() ? result.takeError() : null;
  if (problem !== null)
    throw new MemoError(diagnosticsOf(compiler.fetchDiagnostics(problem), { main, files: new Map() }));
  if (result.result === null) throw new Error("the typesetter gave neither a document nor an error");
  return compiler.plainSvg(result.result);
}

/** Layouts that are tried: what floats moves what comes after it, so that others need to. */
const MOST_LAYOUTS = 8;
/** Of those in whose first run it is found what floats there: more than any memo has needed, since whatever is guessed the same is to be found. */
const MOST_FIRST = 40;
/** Of a guess that is wrong of more than this share of the figures nothing is left to go by. */
const WRONG_GUESS = 1 / 16;

interface Settled extends Partial<Omit<Typeset, "pdf">> {
  document: NodeTypstDocument;
}

/** The document as it is laid out once it is known which figures float; the same from whatever was kept. @throws MemoError `pdf/typst` */
async function settled(compiler: Compiler, job: TypesettingJob): Promise<Settled> {
  const { floated, guess, ...cold } = job;
  try {
    hold(compiler, 0);
    const known = floated && laidOut(compiler, floated, job);
    if (known && !known.restless) return { document: known.document, floated };
    return await sought(compiler, cold, guess);
  } catch (error) {
    // What was kept may be of another memo, and such a layout fail that nobody wants.
    if (!(error instanceof MemoError && (floated || guess))) throw error;
    return sought(compiler, cold);
  }
}

/** Which figures float is searched with as little held as there needs to be for pages to come to rest. Of others than the first search nothing is kept. */
async function sought(compiler: Compiler, job: TypesettingJob, guess?: readonly string[]): Promise<Settled> {
  for (const held of HELD) {
    hold(compiler, held);
    const { document, restless, ids, first } = await searched(compiler, job, held === 0 ? guess : undefined);
    if (!restless) return { document, ...(first && held === 0 ? { floated: ids, first } : {}) };
  }
  throw new MemoError([RESTLESS]);
}

const hold = (compiler: Compiler, held: Held): void =>
  compiler.mapShadow(`${WORKSPACE}/${HELD_FILE}`, Buffer.from(heldSource(held)));

const RESTLESS: Diagnostic = {
  rule: "pdf/typst",
  severity: "error",
  message:
    "the pages of the PDF do not come to rest: what is said of pages in contents and references moves them each time",
  hint: "a memo without contents, or with fewer references into other sections, may come to rest",
};

/** A layout of those that float, and which they are at first: nothing where that could not be found. */
async function searched(
  compiler: Compiler,
  job: TypesettingJob,
  guess?: readonly string[],
): Promise<LaidOut & { ids: readonly string[]; first?: readonly string[] }> {
  const { floating } = job;
  const { layout: begun, ids: first, isFound } = await firstLayout(compiler, job, guess);
  let layout = begun;
  let ids = first;
  // Pages that are known may have moved something since.
  const floats = new Floats(floating, first);
  for (let tried = 1; floats.read(layout.last) > 0; tried++) {
    const isLast = tried === MOST_LAYOUTS;
    ids = isLast ? [...floats.best] : floats.ids;
    layout = await readLayout(compiler, job, ids, layout);
    if (isLast) break;
  }
  const { document, restless } = layout;
  return { document, restless, ids, ...(isFound ? { first } : {}) };
}

/** A layout of those that float in its first run; from a guess with which they are not found it begins anew. */
async function firstLayout(
  compiler: Compiler,
  job: TypesettingJob,
  guess?: readonly string[],
): Promise<{ layout: Layout; ids: readonly string[]; isFound: boolean }> {
  const { floating, noted } = job;
  const search = new FirstFloats(floating, noted, guess);
  let ids = search.ids;
  let layout = await readLayout(compiler, job, ids);
  for (let tried = 1; tried < MOST_FIRST; tried++) {
    const open = search.read(layout.first);
    if (open === 0) return { layout, ids, isFound: true };
    if (tried === 1 && guess && open > WRONG_GUESS * floating.length) search.all();
    ids = search.ids;
    layout = await readLayout(compiler, job, ids, layout);
  }
  return guess ? firstLayout(compiler, job) : { layout, ids, isFound: false };
}

/** A layout, and where marks are in the last run of it in which no pages are known, the first by and large, and in the last of all. */
interface Layout extends LaidOut {
  first: readonly Mark[];
  last: readonly Mark[];
}

/** @param before is let go: of each layout what the next needs is enough */
async function readLayout(
  compiler: Compiler,
  job: TypesettingJob,
  floated: readonly string[],
  before?: Partial<Layout>,
): Promise<Layout> {
  if (before) {
    delete before.document;
    compiler.evictCache(1);
    await letGo();
  }
  const laid = laidOut(compiler, floated, job);
  const { document } = laid;
  const marksOf = (run: "first" | "last"): Mark[] => {
    const told: Mark[][] = compiler.query(document, { selector: `<memo:${run}>`, field: "value" });
    return told.flat();
  };
  return { ...laid, first: marksOf("first"), last: marksOf("last") };
}

interface LaidOut {
  document: NodeTypstDocument;
  /** Whether the typesetter gave up before it was as its pages say. */
  restless: boolean;
}

/** @throws MemoError `pdf/typst` */
function laidOut(compiler: Compiler, floated: readonly string[], source: TypstSource): LaidOut {
  compiler.addSource(`${WORKSPACE}/${FLOATED_FILE}`, floatedSource(floated));
  compiler.addSource(`${WORKSPACE}/${MAIN}`, source.main);
  const result = compiler.compile({ mainFilePath: `${WORKSPACE}/${MAIN}` });
  // `takeError` panics when there is none.
  const problem = result.hasError() ? result.takeError() : result.takeWarnings();
  const found: TypstDiagnostic[] = problem === null ? [] : compiler.fetchDiagnostics(problem);
  const others = found.filter(({ message }) => !message.startsWith("layout did not converge"));
  if (others.length > 0) throw new MemoError(diagnosticsOf(others, source));
  if (result.result === null) throw new Error("the typesetter gave neither a document nor an error");
  return { document: result.result, restless: found.length > 0 };
}

type Compiler = InstanceType<ReturnType<typeof loadCompiler>>;

/** The compiler is a native module of 50 MB: loaded when a PDF is wanted, not before. */
function loadCompiler(): typeof import("@myriaddreamin/typst-ts-node-compiler").NodeCompiler {
  const require = createRequire(import.meta.url);
  return require("@myriaddreamin/typst-ts-node-compiler").NodeCompiler;
}

interface TypstDiagnostic {
  message: string;
  path: string;
  range: { start: { line: number; character: number } } | null;
}

function diagnosticsOf(found: readonly TypstDiagnostic[], source: TypstSource): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const { message, path, range } of found) {
    const trace = diagnostics.at(-1)?.notes;
    const notes = whereabouts(path, range, source);
    // What led to an error comes after it, one call at a time.
    if (trace && message.startsWith("while ")) append(trace, [message, ...notes]);
    else diagnostics.push({ rule: "pdf/typst", severity: "error", message: `the typesetter says: ${message}`, notes });
  }
  return diagnostics;
}

function whereabouts(path: string, range: TypstDiagnostic["range"], source: TypstSource): string[] {
  if (range === null) return [];
  const file = path.slice(WORKSPACE.length + 1);
  const { line, character } = range.start;
  const text = file === MAIN ? source.main : source.files.get(file);
  const written = typeof text === "string" ? text.split("\n")[line] : undefined;
  return [`at ${file}:${line + 1}:${character + 1}`, ...(written ? [`  ${shortened(written.trim(), 160)}`] : [])];
}

/** The export throws an error whose message is the debug print of its diagnostics. */
function exportDiagnostic(error: unknown): Diagnostic {
  const print = error instanceof Error ? error.message : String(error);
  const message = /message: "((?:[^"\\]|\\.)*)"/.exec(print)?.[1]?.replaceAll('\\"', '"') ?? print;
  const hint = /hints: \["((?:[^"\\]|\\.)*)"/.exec(print)?.[1];
  return {
    rule: "pdf/typst",
    severity: "error",
    message: `the typesetter says: ${message}`,
    hint,
  };
}
