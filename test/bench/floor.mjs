// The least a cold build could cost: load what it uses, one after the other, and set a PDF whose Typst source is there already.
// Arguments: folder with memo.typ, style.typ, charts/ and fonts/; creation time in seconds.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { loadLibraries } from "./libraries.mjs";

const { NodeCompiler } = await loadLibraries();

const [folder, timestamp] = process.argv.slice(2);
const below = (name) =>
  readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
const fontBlobs = below("fonts").map((path) => readFileSync(path));
const compiler = NodeCompiler.create({ workspace: "/memo", fontArgs: [{ fontBlobs }] });
for (const path of below("."))
  if (!path.endsWith(".ttf") && !path.endsWith("memo.typ"))
    compiler.mapShadow(`/memo/${relative(folder, path)}`, readFileSync(path));
compiler.addSource("/memo/memo.typ", readFileSync(join(folder, "memo.typ"), "utf8"));
const compiled = compiler.compile({ mainFilePath: "/memo/memo.typ" });
if (!compiled.result) throw new Error("no document came out");
const pdf = compiler.pdf(compiled.result, { pdfStandard: "ua-1", creationTimestamp: Number(timestamp) });
if (pdf.length < 10_000) throw new Error("no PDF came out");
