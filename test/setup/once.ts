import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { deserialize, serialize } from "node:v8";
import { inject } from "vitest";
import { formatDiagnostics, MemoError } from "../../src/diagnostic.js";

type Made<T> = { value: T } | { failure: string };

const mine = new Map<string, Promise<Made<unknown>>>();

/**
 * What `make` gives, made once in a test run, whichever worker asks first; the others wait for it and read a copy. It must be plain
 * data (what `structuredClone` takes), and is one object for all tests of a worker.
 *
 * @throws Error in every worker with what `make` threw
 */
export async function once<T>(name: string, make: () => Promise<T>): Promise<T> {
  const known = (mine.get(name) ?? first(name, make)) as Promise<Made<T>>;
  mine.set(name, known);
  const made = await known;
  if ("failure" in made) throw new Error(made.failure);
  return made.value;
}

async function first<T>(name: string, make: () => Promise<T>): Promise<Made<T>> {
  const path = join(inject("shared"), name);
  try {
    mkdirSync(`${path}.taken`);
  } catch {
    while (!existsSync(path)) await setTimeout(50);
    return deserialize(readFileSync(path)) as Made<T>;
  }
  const made: Made<T> = await make().then(
    (value) => ({ value }),
    (error: unknown) => ({ failure: said(error) }),
  );
  writeFileSync(`${path}.new`, serialize(made));
  renameSync(`${path}.new`, path);
  return made;
}

const said = (error: unknown): string =>
  error instanceof MemoError
    ? formatDiagnostics(error.diagnostics)
    : error instanceof Error
      ? (error.stack ?? error.message)
      : String(error);
