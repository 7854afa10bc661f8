import { readFileSync } from "node:fs";

/** Whether a page carries its model; one that was built with `--no-live` doesn't. */
export const carriesModel = (page: Uint8Array): boolean =>
  Buffer.from(page.buffer, page.byteOffset, page.byteLength).includes('id="memo-live"');

/** The same of a page on disk; true where there is none. */
export function carriesModelAt(path: string): boolean {
  try {
    return carriesModel(readFileSync(path));
  } catch {
    return true;
  }
}
