import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import type { NodeTypstDocument } from "@myriaddreamin/typst-ts-node-compiler";
import type { Pdf } from "../../chapters/types.js";
import { type Diagnostic, MemoError } from "../../diagnostic.js";
import { withoutMarks } from "../../document/private-use.js";
import type { MemoTree } from "../../document/tree.js";
import { append } from "../../lists.js";
import { openShelf } from "../../store/index.js";
import type { TooLarge } from "./context.js";
import { coverageOf } from "./coverage.js";
import { Floats } from "./floats.js";
import { type Font, loadFonts } from "./fonts.js";
import { checkGlyphs } from "./glyphs.js";
import { letGo } from "./let-go.js";
import { checkRoom } from "./room.js";
import { type ChangesList, type ComposedSource, composeSource, type TypstSource } from "./source.js";

/** A directory that need not exist: every file is handed over in memory, and the path shows in no output. */
const WORKSPACE = "/memo";
const MAIN = "memo.typ";

/** Which figures float, by what decides it: found in several layouts, where one is enough once they are known. */
export interface KeptFloats {
  get(key: string): readonly string[] | undefined;
  put(key: string, ids: readonly string[]): void;
}

/** Those of a folder; without one, none are kept. */
export const keptFloats = (folder: string | undefined): KeptFloats =>
  openShelf<readonly string[]>(folder, "floats", import.meta.url);

/**
 * The memo as PDF/UA-1: tagged, with bookmarks and document facts, the same bytes for the same tree.
 *
 * @param sources texts of the memo by path, to say where something stands
 * @param changes what to say of them at the head of a memo that shows changes
 * @param kept by this version of the typesetter and of this code
 * @throws MemoError `pdf/missing-glyph` where a text has a character that no font of the PDF can set,
 *   `pdf/no-room` where something would run off its page, `pdf/typst` where the
 *   typesetter refuses or warns.
 */
export async function writePdf(
  tree: MemoTree,
  sources?: ReadonlyMap<string, string>,
  changes?: ChangesList,
  kept?: KeptFloats,
): Promise<Uint8Array> {
  const fonts = await loadFonts();
  const source = composeSource(tree, changes);
  for (const text of [source.main, ...source.files.values()])
    if (typeof text === "string") withoutMarks(text, "memo.pdf");
  const missing = checkGlyphs(source.printed, coverageOf(fonts), sources);
  const found = [...missing, ...checkRoom(source.tooLarge, source.placed)];
  if (found.length > 0) throw new MemoError(found);
  return compile(
    source,
    fonts.map((font) => font.bytes),
    timestampOf(tree.date),
    tree.pdf?.standard,
    kept && keptOf(source, fonts, kept),
  );
}

/** Those of one source. */
interface OwnFloats {
  get(): readonly string[] | undefined;
  put(ids: readonly string[]): void;
}

/** Under a digest of all that decides which figures float, besides code. */
function keptOf(
  { moving, files, floating, height }: ComposedSource,
  fonts: readonly Font[],
  kept: KeptFloats,
): OwnFloats {
  const hash = createHash("sha256").update(JSON.stringify([moving, floating, height]));
  for (const [path, content] of files) hash.update(JSON.stringify([path, content.length])).update(content);
  for (const { bytes } of fonts) hash.update(String(bytes.length)).update(bytes);
  const key = hash.digest("hex");
  return { get: () => kept.get(key), put: (ids) => kept.put(key, ids) };
}

/** Sets Typst source as PDF. `timestamp` in seconds. @throws MemoError `pdf/typst`, `pdf/no-room`. */
async function compile(
  source: ComposedSource,
  fontBlobs: Buffer[],
  timestamp: number,
  // The compiler takes one.
  pdfStandard: NonNullable<Pdf["standard"]> = "ua-1",
  kept?: OwnFloats,
): Promise<Uint8Array> {
  const compiler = loadCompiler().create({ workspace: WORKSPACE, fontArgs: [{ fontBlobs }] });
  for (const [path, content] of source.files) compiler.mapShadow(`${WORKSPACE}/${path}`, Buffer.from(content));
  const document = await settled(compiler, source, kept);
  const tooLarge: TooLarge[] = compiler.query(document, { selector: "<memo:too-large>", field: "value" });
  if (tooLarge.length > 0) throw new MemoError(checkRoom(tooLarge, source.placed));
  try {
    return new Uint8Array(compiler.pdf(document, { pdfStandard, creationTimestamp: timestamp }));
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
  const fontBlobs = (await loadFonts()).map(({ bytes }) => bytes);
  const compiler = loadCompiler().create({ workspace: WORKSPACE, fontArgs: [{ fontBlobs }] });
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

/** The document as it is laid out once it is known which figures float. @throws MemoError `pdf/typst` */
async function settled(compiler: Compiler, source: ComposedSource, kept?: OwnFloats): Promise<NodeTypstDocument> {
  const floats = new Floats(source.floating, source.height);
  const known = kept?.get();
  if (known) {
    floats.take(known);
    return laidOut(compiler, floats, source);
  }
  const document = await tried(compiler, floats, source);
  kept?.put(floats.ids);
  return document;
}

async function tried(compiler: Compiler, floats: Floats, source: ComposedSource): Promise<NodeTypstDocument> {
  for (let layout = 1; layout <= MOST_LAYOUTS; layout++) {
    const document = laidOut(compiler, floats, source);
    if (floats.read(compiler.query(document, { selector: "<memo:float>", field: "value" })) === 0) return document;
    // Of each layout what the next needs is enough.
    compiler.evictCache(1);
    await letGo();
  }
  floats.takeBest();
  return laidOut(compiler, floats, source);
}

/** @throws MemoError `pdf/typst` */
function laidOut(compiler: Compiler, floats: Floats, source: ComposedSource): NodeTypstDocument {
  compiler.addSource(`${WORKSPACE}/${MAIN}`, floats.in(source.main));
  const result = compiler.compile({ mainFilePath: `${WORKSPACE}/${MAIN}` });
  // `takeError` panics when there is none.
  const problem = result.hasError() ? result.takeError() : result.takeWarnings();
  if (problem !== null) throw new MemoError(diagnosticsOf(compiler.fetchDiagnostics(problem), source));
  if (result.result === null) throw new Error("the typesetter gave neither a document nor an error");
  return result.result;
}

type Compiler = InstanceType<ReturnType<typeof loadCompiler>>;

/** The compiler is a native module of 50 MB: loaded when a PDF is wanted, not before. */
function loadCompiler(): typeof import("@myriaddreamin/typst-ts-node-compiler").NodeCompiler {
  const require = createRequire(import.meta.url);
  return require("@myriaddreamin/typst-ts-node-compiler").NodeCompiler;
}

function timestampOf(date: string): number {
  const [year = 1970, month = 1, day = 1] = date.split("-").map(Number);
  return Date.UTC(year, month - 1, day) / 1000;
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
  return [`at ${file}:${line + 1}:${character + 1}`, ...(written ? [`  ${shorten(written.trim())}`] : [])];
}

function shorten(line: string): string {
  return line.length > 160 ? `${line.slice(0, 157)}…` : line;
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
