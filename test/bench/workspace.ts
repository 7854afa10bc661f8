import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A copy of a memo that may be changed and built. */
export class Workspace {
  constructor(readonly folder: string) {}

  static copyOf(memo: string, folder: string): Workspace {
    for (const room of ["chapters", "assumptions"]) cpSync(join(memo, room), join(folder, room), { recursive: true });
    return new Workspace(folder);
  }

  static of(files: ReadonlyMap<string, string>, folder: string): Workspace {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return new Workspace(folder);
  }

  dropCache(): void {
    rmSync(join(this.folder, ".memo-cache"), { recursive: true, force: true });
  }

  /** Changes the first sentence of prose in the middle chapter, another way for each `n`; the previous change is taken back. */
  changeProse(n: number): void {
    this.change(n, (text) => {
      const match = /^(---\n[\s\S]*?\n---\n[\s\S]*?)(^[A-Z][a-z]+ [^\n]*)/m.exec(text);
      return match && text.replace(match[0], () => `${match[1]}In revision ${n} this stands first. ${match[2]}`);
    });
  }

  /** Adds a statement to a block in the middle chapter, another one for each `n`; the previous change is taken back. */
  changeBlock(n: number): void {
    this.change(n, (text) => {
      const match = /^```ts \{#[\w-]+\}\n(?:\/\/\|.*\n)*/m.exec(text);
      return match && text.replace(match[0], () => `${match[0]}void ${n};\n`);
    });
  }

  restore(): void {
    if (this.changed) writeFileSync(this.changed.file, this.changed.text);
    this.changed = undefined;
  }

  private changed: { file: string; text: string } | undefined;

  private change(n: number, edit: (text: string) => string | null): void {
    this.restore();
    const names = readdirSync(join(this.folder, "chapters")).sort();
    const file = join(this.folder, "chapters", names[Math.floor(names.length / 2)] ?? "");
    const text = readFileSync(file, "utf8");
    const edited = edit(text);
    if (edited === null) throw new Error(`${file} has nothing to change for round ${n}`);
    writeFileSync(file, edited);
    this.changed = { file, text };
  }
}
