import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inject } from "vitest";
import * as source from "../../src/notebook/process/block-process.js";

// Stands for src/notebook/process/block-process.ts in all tests (see vitest.config.ts): the same module, compiled, whose processes start
// in a third of the time and run as in an installed package, with Node's permission model.

const compiledUrl = (path: string): string => pathToFileURL(join(inject("compiled"), "dist", path)).href;
const compiled = (await import(/* @vite-ignore */ compiledUrl("notebook/process/block-process.js"))) as typeof source;

export const { defaultLimits, LOADING_SECONDS, STOPPED } = compiled;

export const BlockProcess = compiled.BlockProcess;
export type BlockProcess = source.BlockProcess;

/** A process that runs from source. */
export const sourceProcess = (): source.BlockProcess => new source.BlockProcess(source.defaultLimits.megabytes);
