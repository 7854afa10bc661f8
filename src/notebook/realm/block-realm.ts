import { type Context, constants, createContext, Script } from "node:vm";
import { dataToText } from "../process/text.js";
import { ASKS, type Inside } from "./inside.js";

/** The script of a realm, compiled once for all realms of a process. */
export function realmScript(text: string, cached?: Buffer): Script {
  return new Script(text, { filename: "memo:realm", ...(cached ? { cachedData: cached } : {}) });
}

/**
 * What the engine has compiled of the script once charts can be drawn, to be handed to `realmScript` another time.
 *
 * @param sample a request for a realm of its own, whose work will be done sooner too
 */
export async function compiledBy(script: Script, sample?: string): Promise<Buffer> {
  await new BlockRealm(script).perform(dataToText({ type: "preload" }), () => {});
  if (sample !== undefined) await new BlockRealm(script).perform(sample, () => {});
  return script.createCachedData();
}

const WORK = new Script("__work()", { filename: "memo:work" });

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * A realm of blocks from outside. Texts go in and come out; functions that the realm makes of texts are handed back to it, and no object of the
 * host's ever goes in: whatever a block gets hold of, it is the realm's own.
 */
export class BlockRealm {
  private readonly context: Context;
  private readonly inside: Inside;

  /** @param wasm whether the realm's script, and through it queries, may have WebAssembly; blocks have none. */
  constructor(script: Script, wasm = false) {
    // With a global object of its own and none of the host's behind it, which would be asked for each name: `Math` costs a thirtieth.
    this.context = createContext(constants.DONT_CONTEXTIFY, { codeGeneration: { strings: false, wasm } });
    this.inside = script.runInContext(this.context) as Inside;
  }

  /** Lets the realm do what a request asks for, with what is sent beside its text; `say` gets its replies as they come, the last one is returned. */
  async perform(request: string, say: (reply: string) => void, beside = ""): Promise<string> {
    const { inside } = this;
    inside.begin(request, beside);
    for (;;) {
      let said = inside.next();
      if (said === "") {
        await turn();
        said = inside.next();
        // All promises have settled that ever will: what is awaited never comes.
        if (said === "" && !inside.abandon()) throw new Error("the realm of the blocks came to no end");
      }
      const rest = said.slice(1);
      switch (said[0]) {
        case ASKS.end:
          return rest;
        case ASKS.say:
          say(rest);
          inside.go();
          break;
        case ASKS.turn:
          await turn();
          inside.go();
          break;
        case ASKS.compile:
          this.compile(rest);
          break;
        case ASKS.work:
          if (!this.work(Number(rest))) return inside.late();
          inside.go();
      }
    }
  }

  /** Whether nothing more is to be run in it. */
  get isSpent(): boolean {
    return !this.inside.lasts();
  }

  /** For the process's unhandled rejections. */
  rejected(reason: unknown): void {
    this.inside.rejected(reason);
  }

  /** Blocks are refused that import; should one get here, it gets an error of its own realm and not of this one. */
  private readonly refuseImport = (): never => {
    throw this.inside.noImport();
  };

  private compile(asked: string): void {
    const [filename, lineOffset, text] = JSON.parse(asked) as [string, number, string];
    let script: Script;
    try {
      script = new Script(text, { filename, lineOffset, importModuleDynamically: this.refuseImport });
    } catch (error) {
      this.inside.refuse(error instanceof Error ? error.message : "it is no script");
      return;
    }
    this.inside.go(script.runInContext(this.context));
  }

  /** False where it was stopped. */
  private work(timeout: number): boolean {
    try {
      WORK.runInContext(this.context, { timeout });
      return true;
    } catch {
      // The work itself catches whatever is thrown in it; what comes here is made in the realm, and not looked at.
      return false;
    }
  }
}
