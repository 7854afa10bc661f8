import type { Worker } from "node:worker_threads";
import { type Diagnostic, MemoError } from "../diagnostic.js";
import type { MemoTree } from "../document/tree.js";
import { startThread } from "../render/pdf/typesetting/thread.js";
import type { Typeset } from "./typeset-worker.js";

/** Sets PDFs in a thread of their own, so that nothing waits for them; the last one is kept. */
export class Typesetter {
  private worker: Worker | undefined;
  private last: { tree: MemoTree; pdf: Promise<Uint8Array> } | undefined;
  private next = 0;
  private readonly waiting = new Map<number, { give(pdf: Uint8Array): void; fail(error: Error): void }>();

  /** @throws MemoError as `writePdf` does */
  set(tree: MemoTree): Promise<Uint8Array> {
    if (this.last?.tree !== tree) this.last = { tree, pdf: this.ask(tree) };
    return this.last.pdf;
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
  }

  private ask(tree: MemoTree): Promise<Uint8Array> {
    this.worker ??= this.start();
    const { worker } = this;
    const id = this.next++;
    const pdf = new Promise<Uint8Array>((give, fail) => this.waiting.set(id, { give, fail }));
    // Whoever asks for it hears of it.
    pdf.catch(() => {});
    worker.postMessage({ id, tree });
    return pdf;
  }

  private start(): Worker {
    const worker = startThread(new URL("./typeset-worker.js", import.meta.url));
    worker.on("message", (done: Typeset) => {
      const asked = this.waiting.get(done.id);
      this.waiting.delete(done.id);
      if ("pdf" in done) asked?.give(done.pdf);
      else asked?.fail(done.diagnostics ? new MemoError(done.diagnostics as Diagnostic[]) : new Error(done.message));
    });
    const gone = (error?: Error): void => {
      if (this.worker !== worker) return;
      this.worker = undefined;
      this.last = undefined;
      for (const { fail } of this.waiting.values()) fail(error ?? new Error("the typesetter has ended"));
      this.waiting.clear();
    };
    worker.on("error", gone);
    worker.on("exit", () => gone());
    return worker;
  }
}
