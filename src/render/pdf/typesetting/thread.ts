import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { MemoError } from "../../../diagnostic.js";
import { compilesAsCommand } from "../../../late-compilation.js";
import type { ThreadData } from "../../../store/script.js";
import type { Typeset, TypesettingJob } from "./typeset.js";
import type { Said } from "./worker.js";

/** Sets one PDF in a thread of its own, which has loaded what it needs by the time that it is asked. */
export class TypesettingThread {
  private readonly worker = startThread(new URL("./worker.js", import.meta.url));
  private readonly said: Promise<Said>;

  constructor() {
    const { worker } = this;
    this.said = new Promise((give, fail) => {
      worker.once("message", give);
      worker.once("error", fail);
      worker.once("exit", () => fail(new Error("the typesetter has ended")));
    });
    // It can end before it is asked, which is told where it is.
    this.said.catch(() => {});
  }

  /** @throws MemoError as `typeset` does */
  async set(job: TypesettingJob): Promise<Typeset> {
    const { worker } = this;
    // From now on it keeps this process alive.
    worker.ref();
    worker.postMessage(job);
    try {
      const said = await this.said;
      if ("pdf" in said) return said;
      throw said.diagnostics ? new MemoError([...said.diagnostics]) : said.error;
    } finally {
      this.stop();
    }
  }

  /** Ends the thread, and lets go of what it holds. */
  stop(): void {
    void this.worker.terminate();
  }
}

/** Starts a thread, from source too; it doesn't keep this process alive. @param module its compiled file */
export function startThread(module: URL): Worker {
  const worker = import.meta.url.endsWith(".ts")
    ? fromSource(module.href.replace(/\.js$/, ".ts"))
    : new Worker(module, { workerData: { asCommand: compilesAsCommand() } satisfies ThreadData });
  worker.unref();
  return worker;
}

/** Whatever runs this process, the thread reads TypeScript by itself. */
function fromSource(module: string): Worker {
  const tsx = pathToFileURL(
    createRequire(import.meta.url)
      .resolve("tsx/esm/api")
      .replace(/\.cjs$/, ".mjs"),
  ).href;
  const [register, start] = [tsx, module].map((url) => `import(${JSON.stringify(url)})`);
  return new Worker(`${register}.then((tsx) => { tsx.register(); return ${start}; });`, { eval: true, execArgv: [] });
}
