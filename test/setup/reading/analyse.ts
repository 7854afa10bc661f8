import type { Block } from "../../../src/chapters/types.js";
import * as source from "../../../src/notebook/analyse/analyse.js";
import { KeptTexts } from "./kept.js";

export * from "../../../src/notebook/analyse/analyse.js";

type Parsed = ReturnType<source.ParsedBefore["get"]>;

/** Blocks as they were parsed, by all that they are and where they stand. */
class Blocks extends WeakMap<Block, NonNullable<Parsed>> {
  private readonly kept = new KeptTexts<NonNullable<Parsed>>();

  override get(block: Block): Parsed {
    return this.kept.get(JSON.stringify(block, listed));
  }

  override set(block: Block, parsed: NonNullable<Parsed>): this {
    this.kept.set(JSON.stringify(block, listed), parsed);
    return this;
  }
}

const listed = (_: string, value: unknown): unknown =>
  value instanceof Map || value instanceof Set ? [...value] : value;

const before = new Blocks();

export const analyse: typeof source.analyse = (blocks, options) => source.analyse(blocks, { before, ...options });
