import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname } from "node:path";
import { expect } from "vitest";

/**
 * Compares `text` with the golden file at `path`. With UPDATE_GOLDEN set the file is written; otherwise a mismatch
 * leaves `name-changed.ext` beside it to look at.
 */
export function matchGolden(path: string, text: string): void {
  const extension = extname(path);
  const changed = `${path.slice(0, path.length - extension.length)}-changed${extension}`;
  if (process.env.UPDATE_GOLDEN) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return;
  }
  const golden = existsSync(path) ? readFileSync(path, "utf8") : undefined;
  if (golden === text) rmSync(changed, { force: true });
  else {
    mkdirSync(dirname(changed), { recursive: true });
    writeFileSync(changed, text);
  }
  expect(text, `differs from ${path}; UPDATE_GOLDEN=1 accepts it`).toBe(golden);
}
