import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inject } from "vitest";

/** A module of the compiled package, whose programs are there already. */
export const compiledModule = <T>(path: string): Promise<T> =>
  import(/* @vite-ignore */ pathToFileURL(join(inject("compiled"), "dist", path)).href) as Promise<T>;
