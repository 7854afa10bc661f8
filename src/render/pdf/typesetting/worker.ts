// The thread that sets a memo's PDF: takes what is to be set, gives the PDF's bytes.
import { parentPort } from "node:worker_threads";
import { type Diagnostic, MemoError } from "../../../diagnostic.js";
import { type Typeset, type TypesettingJob, typeset } from "./typeset.js";

export type Said = Typeset | { message: string; diagnostics?: readonly Diagnostic[] };

parentPort?.once("message", async (job: TypesettingJob) => {
  let said: Said;
  try {
    said = await typeset(job);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    said = { message, ...(error instanceof MemoError ? { diagnostics: error.diagnostics } : {}) };
  }
  parentPort?.postMessage(said);
});
