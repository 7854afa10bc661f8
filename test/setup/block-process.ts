import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inject } from "vitest";
import * as source from "../../src/notebook/process/block-process.js";

// Stands for src/notebook/process/block-process.ts in all tests (see vitest.config.ts): the same module, compiled, whose processes start
// in a third of the time and run as in an installed package, with Node's permission model.

const compiledUrl = (path: string): string => pathToFileURL(join(inject("compiled"), "dist", path)).href;
const compiled = (await import(/* @vite-ignore */ compiledUrl("notebook/process/block-process.js"))) as typeof source;

const SOURCE = new URL("../../src/", import.meta.url).href;

/** A module of the sources as the compiled process can load it. */
const asCompiled = (url: string): string =>
  url.startsWith(SOURCE) ? compiledUrl(url.slice(SOURCE.length).replace(/\.ts$/, ".js")) : url;

export const { defaultLimits, LOADING_SECONDS } = compiled;

export class BlockProcess extends compiled.BlockProcess {
  override preload(figureModule: string): void {
    super.preload(asCompiled(figureModule));
  }

  override execute(
    ...[job, limits, figureModule]: Parameters<source.BlockProcess["execute"]>
  ): Promise<source.Outcome> {
    return super.execute(job, limits, figureModule === undefined ? undefined : asCompiled(figureModule));
  }

  override converse(...parts: Parameters<source.BlockProcess["converse"]>): source.Exchange {
    const exchange = super.converse(...parts);
    return {
      ...exchange,
      send: (request) =>
        exchange.send(request.type === "task" ? { ...request, module: asCompiled(request.module) } : request),
    };
  }
}

/** A process that runs from source. */
export const sourceProcess = (): source.BlockProcess => new source.BlockProcess(source.defaultLimits.megabytes);
