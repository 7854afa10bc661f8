import { assumptionOf } from "../../assumptions/register/given.js";
import type { BlockKind } from "../../chapters/types.js";
import type { Diagnostic } from "../../diagnostic.js";
import { giveLastingIds } from "../../document/addresses/quote-ids.js";
import { type Filled, fillTemplate } from "../../document/fill.js";
import type { ChapterTemplates, ProseOption } from "../../document/prepare.js";
import type { PackedProgram } from "../../document/programs/packed.js";
import type { ProseScope } from "../../document/prose-scope.js";
import type { ResolveInput } from "../../document/resolve/input.js";
import { resolveMemo } from "../../document/resolve.js";
import type { Template } from "../../document/template.js";
import type { InlineNode, MemoTree, QuoteNode, ShownPicture } from "../../document/tree.js";
import type { FigureResult } from "../../notebook/types.js";
import { pageContext } from "../../render/html/context.js";
import type { LiveChapter, LiveModel } from "../model.js";
import type { PackedTemplate } from "../pack.js";
import { unitSystem } from "./units.js";
import type { World } from "./world.js";

const NOWHERE = { file: "", start: { line: 1, column: 1 } };

/** A template as it was filled last, with the nodes of its values and what they say. */
interface FilledNow {
  filled: Filled;
  nodes: ReadonlyMap<number, QuoteNode>;
  texts: string[];
}

/** The memo's document over a world of values: made by the resolver that made the published one. */
export class LiveDocument {
  /** Templates as they were filled last, each with the nodes of its values. */
  private filled: FilledNow[] = [];
  private readonly templates: readonly ChapterTemplates[];
  private readonly program: ResolveInput["program"];
  private readonly pictures: ReadonlyMap<string, ShownPicture>;

  constructor(
    private readonly model: LiveModel,
    private readonly world: World,
  ) {
    this.templates = model.chapters.map(unpackChapter);
    this.pictures = new Map([...model.pictures].map(([id, picture]) => [id, picture ?? PICTURE]));
    const formulas = new Map(
      model.chapters.flatMap(({ fences }) =>
        fences.flatMap((fence) =>
          fence !== 0 && "block" in fence && fence.kind === "formula" ? [[fence.block, FORMULA] as const] : [],
        ),
      ),
    );
    this.program = {
      blocks: model.blocks.map(({ id, kind }) => ({ block: { id, kind }, formula: formulas.get(id) })),
      outputs: model.outputs.map((output) => ({ ...output, place: NOWHERE })),
    } as unknown as ResolveInput["program"];
  }

  /** The tree as it is now, what could not be put into it, and what is referred to and not printed. */
  resolve(): { tree: MemoTree; diagnostics: Diagnostic[]; absent: ReadonlySet<string> } {
    const { world, model } = this;
    const figures = new Map<string, FigureResult>(world.tables);
    const met = new Map<Filled, Map<number, QuoteNode>>();
    const { tree, diagnostics } = resolveMemo({
      templates: this.templates,
      program: this.program,
      run: { figures, claims: world.claims } as unknown as ResolveInput["run"],
      scope: this.scope(),
      register: world.register,
      remarks: model.remarks,
      pictures: { figures: this.pictures },
      met: (filled, index, node) => {
        const known = met.get(filled) ?? new Map<number, QuoteNode>();
        met.set(filled, known.set(index, node));
      },
    });
    giveLastingIds(tree);
    this.filled = [...met].map(([filled, nodes]) => ({ filled, nodes, texts: filled.quoted.map(({ text }) => text) }));
    // A build refuses a reference to what is not printed; here it leads nowhere, and is marked.
    const absent = diagnostics.some(({ rule }) => rule === "prose/unknown-reference")
      ? leadNowhere(tree)
      : new Set<string>();
    return { tree: model.redirects ? { ...tree, redirects: model.redirects } : tree, diagnostics, absent };
  }

  /**
   * Fills the templates anew that quote what was moved, one a step, and tells the texts that are others now, by the ids of their elements. Only values
   * are followed: a sentence that reads differently besides stays until all is resolved.
   *
   * @param isFirst whether a template with an element of this id goes before others
   */
  *quick(isFirst: (id: string) => boolean, tell: (id: string, text: string) => void): Generator<undefined> {
    const scope = this.scope();
    const goesFirst = ({ nodes }: FilledNow): boolean => {
      const [node] = nodes.values();
      return node !== undefined && isFirst(node.id);
    };
    const moved = this.filled.filter(({ filled }) => this.isMoved(filled.template));
    for (const entry of [...moved.filter(goesFirst), ...moved.filter((one) => !goesFirst(one))]) {
      const fresh = fillTemplate(entry.filled.template, scope, () => {});
      if (fresh.text === entry.filled.text)
        for (const [index, { text: now }] of fresh.quoted.entries()) {
          if (entry.texts[index] === now) continue;
          entry.texts[index] = now;
          const node = entry.nodes.get(index);
          if (node) tell(node.id, now);
        }
      yield;
    }
  }

  /** Whether a template quotes what the last change moved. */
  private isMoved({ paths, claims }: Template): boolean {
    const { moved, movedGiven, register } = this.world;
    const isMovedPath = ([head = "", ...keys]: readonly string[]): boolean => {
      if (head !== "given") return moved.has(head);
      const id = assumptionOf(register, keys.join("."))?.id;
      // A range, or a group of assumptions: any of them may be it.
      return movedGiven.size > 0 && (id === undefined || movedGiven.has(id));
    };
    return paths.some(({ parts }) => isMovedPath(parts)) || claims.some(({ id }) => moved.has(id));
  }

  private scope(): ProseScope {
    const { world, model } = this;
    const { rests } = model;
    const ids = [...model.register.assumptions.keys()];
    const lists = rests.lists.map((list) => list.map((at) => ids[at] ?? ""));
    const owners = new Map(model.blocks.flatMap(({ id, defines }) => defines.map((name) => [name, id] as const)));
    for (const { name, blockId } of model.studies) owners.set(name, blockId);
    const listed = (at: number | undefined): readonly string[] => (at === undefined ? [] : (lists[at] ?? []));
    return {
      values: world.values,
      blockOf: (name) => owners.get(name),
      names: [],
      restsOn: (id) => listed(Object.hasOwn(rests.blocks, id) ? rests.blocks[id] : undefined),
      valueRestsOn: (path) => listed(Object.hasOwn(rests.paths, path) ? rests.paths[path] : undefined),
      failed: new Set(world.failed.keys()),
      outputs: new Map(this.program.outputs.map((output) => [output.name, output])),
      claims: world.claims,
      register: world.register,
      get given() {
        return world.given as Record<string, unknown>;
      },
      assumptionOf: (path) => assumptionOf(world.register, path)?.id,
      convert: (value, from, to) => unitSystem().convert(value, from, to),
      instead: () => UNKNOWN,
    };
  }
}

/** What is printed for a value that could not be had. */
export const UNKNOWN = "\u2014";

/** Stands for a picture from a file, which stays as it is. */
const PICTURE: ShownPicture = {
  light: {
    name: "",
    format: "svg",
    width: 0,
    height: 0,
    transparent: false,
    content: '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
  },
};

/** Makes plain links of references to what the tree has not; returns what they lead to. */
function leadNowhere(tree: MemoTree): Set<string> {
  const absent = new Set<string>();
  const { ids } = pageContext(tree, new Map());
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const one of node) visit(one);
      return;
    }
    if (typeof node !== "object" || node === null || node instanceof Map) return;
    const one = node as InlineNode;
    if (one.type === "reference" && !ids.has(one.target)) {
      absent.add(one.target);
      Object.assign(one, { type: "link", href: `#${one.target}`, children: [{ type: "text", text: UNKNOWN }] });
    } else for (const part of Object.values(node)) visit(part);
  };
  visit([tree.title, tree.subtitle, tree.authors, tree.notice, tree.chapters, tree.footnotes]);
  return absent;
}

/** Equations stay as they are; only their numbers count. */
const FORMULA = { math: { type: "text", text: "" }, spoken: "", expression: "" };

function unpackChapter(chapter: LiveChapter): ChapterTemplates {
  const { file, number, slug, front } = chapter;
  const blocks = chapter.fences.flatMap((fence) => (fence === 0 ? [] : "block" in fence ? [fence] : layoutOf(fence)));
  const blockOf = (id: string, kind: string, { echo, beside }: { echo?: true; beside?: 2 | 3 } = {}) => ({
    id,
    kind,
    code: "",
    place: { ...NOWHERE, file },
    file,
    line: 1,
    options: new Map(echo ? [["echo", { text: "true", place: NOWHERE }]] : []),
    indents: [],
    ...(beside ? { beside } : {}),
  });
  return {
    chapter: {
      file,
      number,
      slug,
      front: { ...front, title: { text: "", place: NOWHERE } },
      blocks: blocks.map((fence) => blockOf(fence.block, fence.kind, fence)),
      fences: chapter.fences.map((fence) =>
        fence === 0
          ? { type: "nothing" }
          : "block" in fence
            ? { type: "block", block: blockOf(fence.block, fence.kind, fence) }
            : "columns" in fence
              ? { ...fence, type: "layout", ...(fence.layout ? { block: blockOf(fence.layout, "layout") } : {}) }
              : { type: "verbatim", text: fence.text, language: fence.language },
      ),
    },
    prose: unpackTemplate(chapter.prose),
    title: unpackTemplate(chapter.title),
    facts: new Map(chapter.facts.map(([name, one]) => [name, unpackTemplate(one)])),
    headings: chapter.headings.map(({ id, ...rest }) => ({
      ...rest,
      place: NOWHERE,
      ...(id === undefined ? {} : { id: { text: id, place: NOWHERE } }),
    })),
    notes: new Map(chapter.notes.map((label) => [label, NOWHERE])),
    equations: new Map(chapter.equations.map((label) => [label, NOWHERE])),
    diagrams: new Map(),
    options: new Map(
      chapter.options.map(([id, of]) => [
        id,
        new Map(of.map(([key, one]) => [key as ProseOption, unpackTemplate(one)])),
      ]),
    ),
  } as unknown as ChapterTemplates;
}

/** Figures side by side that have an id, as a block. */
const layoutOf = (fence: LiveChapter["fences"][number] & object): { block: string; kind: BlockKind; beside?: 2 }[] =>
  "columns" in fence && fence.layout !== undefined ? [{ block: fence.layout, kind: "layout" }] : [];

function unpackTemplate(packed: PackedTemplate): Template {
  const still = packed.program.every((statement) => typeof statement === "string");
  return {
    source: "",
    text: "",
    locate: () => NOWHERE,
    program: (still
      ? contents(packed.program)
      : { body: [{ type: "Live" }], packed: packed.program }) as unknown as hbs.AST.Program,
    quotations: packed.quotations.map((one) => ({ ...one, written: `{{${one.expression}}}`, place: NOWHERE })),
    references: packed.references.map((one) => ({ ...one, place: NOWHERE })),
    citations: packed.citations.map((one) => ({
      ...one,
      place: NOWHERE,
      items: one.items.map((item) => ({ ...item, place: NOWHERE })),
    })),
    paths: packed.paths.map((one) => ({ ...one, place: NOWHERE })),
    claims: packed.claims.map((id) => ({ id, place: NOWHERE, text: "" })),
    lists: packed.lists.map((text) => ({ text, place: NOWHERE })),
  };
}

const contents = (program: PackedProgram): object => ({
  body: program.map((value) => ({ type: "ContentStatement", value })),
});
