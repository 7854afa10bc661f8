/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Assumption } from "../../../assumptions/register/types.js";
import { drawnBeside } from "../../../document/beside.js";
import { type FigureNode, figuresOf, type MemoTree } from "../../../document/tree.js";
import { pathsOverlap } from "../../../notebook/analyse/paths.js";
import { rebuilt } from "../../../notebook/drawing/rebuilt.js";
import { dataTable } from "../../../notebook/library/tables.js";
import { sameData } from "../../../notebook/run/same.js";
import type { ChartThreshold } from "../../../notebook/types.js";
import { isError } from "../../../rules/rule.js";
import type { LiveBlock } from "../../model.js";
import { make } from "../elements.js";
import { touchedLeaves } from "../leaves.js";
import { AS_PUBLISHED, DRAWN, note, OWN, sentence } from "../own.js";
import { writeChart } from "../pieces.js";
import type { World } from "../world.js";
import { chartLibrary, NO_PART } from "./library.js";
import { isInView, type Parts, partsFrom, partsOf, put, wayTo } from "./parts.js";

/** What a chart is drawn from: the assumptions, and the values of other blocks that it uses. */
interface Inputs {
  assumptions: ReadonlyMap<string, Assumption>;
  values: readonly unknown[];
}

/** What stands in a figure, and what it was drawn from. */
interface Shown extends Parts {
  from: Inputs;
  /** It came to nothing, or is as published since the page can't draw it. */
  instead?: "failed" | "published";
  /** It has no room for its texts beside others, and is drawn for the whole width. */
  isCrowded?: boolean;
}

/**
 * The charts of a page: those whose inputs are others than what they were drawn from are drawn anew, what the reader sees before all else and the rest
 * while nothing else is to be done, but all before the page is printed.
 */
export class Charts {
  private readonly blocks: ReadonlyMap<string, LiveBlock>;
  /** As they were published. */
  private readonly published = new Map<string, Shown>();
  /** As they were drawn last, by block. */
  private readonly drawn = new Map<string, Shown>();
  private readonly waiting = new Set<string>();
  private readonly base: ReadonlyMap<string, Inputs>;
  /** What each of them and all blocks that it rests on read of the assumptions. */
  private readonly pathsBehind: ReadonlyMap<string, readonly string[]>;
  private figures: ReadonlyMap<string, FigureNode> = new Map();
  private tree: MemoTree | undefined;
  private turn = 0;

  constructor(
    private readonly world: World,
    blocks: readonly LiveBlock[],
  ) {
    this.blocks = new Map(blocks.flatMap((block) => (block.chart ? [[block.id, block] as const] : [])));
    const all = new Map(blocks.map((block) => [block.id, block]));
    this.pathsBehind = new Map([...this.blocks.keys()].map((id) => [id, pathsBehind(id, all)]));
    this.base = new Map([...this.blocks].map(([id, block]) => [id, this.inputsOf(block)]));
    for (const [id, from] of this.base) {
      const figure = document.getElementById(id);
      if (figure?.matches("figure")) this.published.set(id, { ...partsOf(figure), from });
    }
    addEventListener("beforeprint", () => this.finish());
  }

  /** Whether a block is a chart that follows. */
  has(id: string): boolean {
    return this.blocks.has(id);
  }

  /** Shows of each chart what there is already, and has the others drawn. */
  follow(tree: MemoTree, isPublished: boolean): void {
    this.tree = tree;
    this.figures = new Map(figuresOf(tree).map((figure) => [figure.blockId, figure]));
    this.waiting.clear();
    const touched = new Map<Inputs["assumptions"], readonly string[]>();
    for (const [id, block] of this.blocks) {
      const node = this.figures.get(id);
      const figure = node && document.getElementById(node.id);
      if (!node || !figure) continue;
      const now = this.inputsOf(block);
      const isFrom = (shown: Shown | undefined): boolean => {
        if (!shown) return false;
        const paths = touched.get(shown.from.assumptions) ?? touchedLeaves(shown.from.assumptions, now.assumptions);
        touched.set(shown.from.assumptions, paths);
        const isTouched = (reads: readonly string[]): boolean =>
          paths.some((path) => reads.some((read) => pathsOverlap(read, path)));
        // Functions that were made anew are others to `sameData`, from whatever they were made.
        return (
          !isTouched(this.pathsBehind.get(id) ?? []) ||
          (!isTouched(block.givenPaths) && sameData(shown.from.values, now.values))
        );
      };
      const [published, drawn] = [this.published.get(id), this.drawn.get(id)];
      const reason = this.world.failed.get(id);
      if (published && (isPublished || (reason === undefined && isFrom(published)))) put(figure, published, node.alt);
      else if (reason !== undefined) this.fail(id, reason, now);
      else if (drawn && isFrom(drawn)) this.show(id, drawn);
      else {
        put(figure, drawn ?? published ?? partsOf(figure), node.alt);
        figure.setAttribute(OWN, "waiting");
        this.waiting.add(id);
      }
    }
    this.schedule();
  }

  /** Draws nothing while the assumptions are other ones than those of the page. */
  pause(): void {
    clearTimeout(this.turn);
  }

  /** Goes on where the page stays as it is. */
  resume(): void {
    this.schedule();
  }

  /** Draws all that waits. */
  finish(): void {
    clearTimeout(this.turn);
    if (this.waiting.size === 0) return;
    for (const id of [...this.waiting]) this.draw(id);
    document.dispatchEvent(new Event("memo-update"));
  }

  private inputsOf(block: LiveBlock): Inputs {
    const own = new Map<string, unknown>([
      ["given", undefined],
      ["Plot", undefined],
    ]);
    return { assumptions: this.world.register.assumptions, values: this.world.argumentsOf(block, own) };
  }

  /** The next chart's turn: at once where it is seen, when there is time where it isn't. */
  private schedule(): void {
    clearTimeout(this.turn);
    const next = this.nearest();
    if (next === undefined) return;
    this.turn = window.setTimeout(() => this.step(next), next.isSeen ? 0 : 50);
  }

  private step({ id }: { id: string }): void {
    this.draw(id);
    const next = this.nearest();
    // Tables of data and stops of the keyboard are made anew where a reader may look at them.
    if (!next?.isSeen) document.dispatchEvent(new Event("memo-update"));
    this.schedule();
  }

  private nearest(): { id: string; isSeen: boolean } | undefined {
    let best: { id: string; way: number } | undefined;
    for (const id of this.waiting) {
      const figure = document.getElementById(this.figures.get(id)?.id ?? "");
      const way = figure ? wayTo(figure) : 0;
      if (!best || way < best.way) best = { id, way };
    }
    return best && { id: best.id, isSeen: isInView(best.way) };
  }

  private draw(id: string): void {
    this.waiting.delete(id);
    const [block, node] = [this.blocks.get(id), this.figures.get(id)];
    const { tree } = this;
    if (!block || !node || !tree) return;
    try {
      const { plot, drawChart } = chartLibrary();
      const values = this.world.call(block, new Map<string, unknown>([["Plot", plot]]));
      const thresholds = values.__thresholds as readonly ChartThreshold[] | undefined;
      const { svg, data, findings, ...extras } = drawChart(values.__result, {
        id,
        alt: "",
        ...(block.chart?.beside ? { beside: block.chart.beside } : {}),
        ...(thresholds ? { thresholds } : {}),
      });
      const refused = findings.find(isError);
      if (refused) throw new Error(refused.message);
      const named = block.chart?.data;
      const tables = named === undefined ? data : [dataTable(values[named] ?? this.world.named(named))];
      // As in a build: whatever a block made of the library, what comes of it is a drawing.
      const drawn = { svg: rebuilt(svg), extras };
      if (extras.narrow !== undefined) drawn.extras = { ...extras, narrow: rebuilt(extras.narrow) };
      const { beside } = node;
      const narrowed = beside && drawnBeside({ svg: drawn.svg, ...drawn.extras }, beside);
      const shown = narrowed || drawn;
      const drawing = { ...node, data: tables, svg: shown.svg, extras: shown.extras ?? {} };
      const written = writeChart(drawing, tree);
      const parts = partsFrom(written);
      for (const one of parts.drawings) one.setAttribute(DRAWN, "");
      this.show(id, { ...parts, from: this.inputsOf(block), isCrowded: beside !== undefined && !narrowed });
    } catch (thrown) {
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      const [published, from] = [this.published.get(id), this.inputsOf(block)];
      // An option that is told only when the block has run: a chart that the published page has all the same.
      if (published && reason.endsWith(NO_PART)) this.show(id, { ...published, from, instead: "published" });
      else this.fail(id, reason, from);
    }
  }

  /** A word in the place of a chart that came to nothing. */
  private fail(id: string, reason: string, from: Inputs): void {
    const word = make(
      "p",
      { class: "live-message failed" },
      sentence(`This chart can't be drawn under these assumptions: ${reason}`),
    );
    this.show(id, { drawings: [word], data: undefined, from, instead: "failed" });
  }

  private show(id: string, shown: Shown): void {
    this.drawn.set(id, shown);
    const node = this.figures.get(id);
    const figure = node && document.getElementById(node.id);
    if (!node || !figure) return;
    put(figure, shown, node.alt);
    if (shown.instead === "published") {
      figure.removeAttribute(OWN);
      note(figure, AS_PUBLISHED);
      return;
    }
    figure.setAttribute(OWN, shown.instead === "failed" ? "failed-chart" : "changed-chart");
    if (!shown.instead)
      note(
        figure,
        `What-if: drawn for the changed assumptions, not as published.${shown.isCrowded ? " Its texts have no room beside others, and are small." : ""}`,
      );
  }
}

function pathsBehind(id: string, blocks: ReadonlyMap<string, LiveBlock>): string[] {
  const ids = new Set([id]);
  for (const one of ids) for (const next of blocks.get(one)?.dependsOn ?? []) ids.add(next);
  return [...new Set([...ids].flatMap((one) => blocks.get(one)?.givenPaths ?? []))];
}
