// The thread that sets PDFs: takes a memo's tree, gives the PDF's bytes.
import { parentPort } from "node:worker_threads";
import { type Diagnostic, MemoError } from "../diagnostic.js";
import type { MemoTree } from "../document/tree.js";
import { writePdf } from "../render/pdf/index.js";

export type Typeset =
  | { id: number; pdf: Uint8Array }
  | { id: number; message: string; diagnostics?: readonly Diagnostic[] };

parentPort?.on("message", async ({ id, tree }: { id: number; tree: MemoTree }) => {
  let done: Typeset;
  try {
    done = { id, pdf: await writePdf(tree) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    done = { id, message, ...(error instanceof MemoError ? { diagnostics: error.diagnostics } : {}) };
  }
  parentPort?.postMessage(done);
});
