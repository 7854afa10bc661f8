// The thread that sets a memo's PDF: takes what is to be set, gives the PDF's bytes.
import { parentPort } from "node:worker_threads";
import { type Diagnostic, MemoError } from "../../../diagnostic.js";
import { newCompiler, type Typeset, type TypesettingJob, typeset } from "./typeset.js";

/** An error crosses with its stack, but not as the kind that it is. */
export type Said = Typeset | { error: unknown; diagnostics?: readonly Diagnostic[] };

// Until it is asked it has nothing else to do.
const compiler = newCompiler();
compiler.catch(() => {});

parentPort?.once("message", async (job: TypesettingJob) => {
  let said: Said;
  try {
    said = await typeset(job, compiler);
  } catch (error) {
    said = error instanceof MemoError ? { error: error.message, diagnostics: error.diagnostics } : { error };
  }
  parentPort?.postMessage(said);
});
