import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Content, Files } from "./content.js";

/** Files as a map that holds none of them: each content is got when it is asked for. */
abstract class Lazy implements Files {
  abstract readonly size: number;
  abstract has(path: string): boolean;
  abstract get(path: string): Content | undefined;
  abstract keys(): MapIterator<string>;

  *entries(): MapIterator<[string, Content]> {
    for (const path of this.keys()) {
      const content = this.get(path);
      if (content !== undefined) yield [path, content];
    }
  }

  *values(): MapIterator<Content> {
    for (const [, content] of this.entries()) yield content;
  }

  forEach(call: (content: Content, path: string, files: Files) => void): void {
    for (const [path, content] of this.entries()) call(content, path, this);
  }

  [Symbol.iterator](): MapIterator<[string, Content]> {
    return this.entries();
  }
}

/** Files that wait in a folder of the system's for all of them to be there, so that no more than one is held. What ends the process takes them away. */
export class Spooled extends Lazy {
  private readonly texts = new Map<string, boolean>();
  private folder: string | undefined;
  private readonly leave = (): void => this.drop();

  /** @throws an error of the system where nothing can be written */
  put(path: string, content: Content): void {
    if (this.folder === undefined) {
      this.folder = mkdtempSync(join(tmpdir(), "memo-"));
      process.once("exit", this.leave);
    }
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), content);
    this.texts.set(path, typeof content === "string");
  }

  /** Deletes them all. */
  drop(): void {
    process.off("exit", this.leave);
    if (this.folder !== undefined) rmSync(this.folder, { recursive: true, force: true });
    this.folder = undefined;
    this.texts.clear();
  }

  get size(): number {
    return this.texts.size;
  }

  has(path: string): boolean {
    return this.texts.has(path);
  }

  get(path: string): Content | undefined {
    const isText = this.texts.get(path);
    if (isText === undefined || this.folder === undefined) return undefined;
    return readFileSync(join(this.folder, path), isText ? "utf8" : null);
  }

  keys(): MapIterator<string> {
    return this.texts.keys();
  }
}

/** Several files together, none of them copied; where two have a name, the later counts. */
class Together extends Lazy {
  private readonly of = new Map<string, Files>();

  constructor(all: readonly Files[]) {
    super();
    for (const files of all) for (const path of files.keys()) this.of.set(path, files);
  }

  get size(): number {
    return this.of.size;
  }

  has(path: string): boolean {
    return this.of.has(path);
  }

  get(path: string): Content | undefined {
    return this.of.get(path)?.get(path);
  }

  keys(): MapIterator<string> {
    return this.of.keys();
  }
}

/** @param all in rising order of what counts where two have a name */
export const together = (...all: readonly Files[]): Files => new Together(all);
