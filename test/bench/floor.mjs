// The least a cold build could cost: load what it uses, one after the other, and set a PDF whose Typst source is there already.
// Arguments: folder with memo.typ, style.typ, charts/ and fonts/; creation time in seconds.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadLibraries } from "./libraries.mjs";

const { NodeCompiler } = await loadLibraries();

const [folder, timestamp] = process.argv.slice(2);
const files = (name) => readdirSync(join(folder, name)).sort();
const fontBlobs = files("fonts").map((name) => readFileSync(join(folder, "fonts", name)));
const compiler = NodeCompiler.create({ workspace: "/memo", fontArgs: [{ fontBlobs }] });
for (const name of files("charts"))
  compiler.mapShadow(`/memo/charts/${name}`, readFileSync(join(folder, "charts", name)));
compiler.mapShadow("/memo/style.typ", readFileSync(join(folder, "style.typ")));
compiler.addSource("/memo/memo.typ", readFileSync(join(folder, "memo.typ"), "utf8"));
const { result } = compiler.compile({ mainFilePath: "/memo/memo.typ" });
const pdf = compiler.pdf(result, { pdfStandard: "ua-1", creationTimestamp: Number(timestamp) });
if (pdf.length < 10_000) throw new Error("no PDF came out");
