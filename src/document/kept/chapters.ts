import type { Place } from "../../diagnostic.js";
import { append } from "../../lists.js";
import { giveLastingIds } from "../addresses/quote-ids.js";
import { Numbering } from "../numbering.js";
import type { ChapterTemplates } from "../prepare.js";
import type { ResolveInput } from "../resolve/input.js";
import { Resolver, type resolveMemo } from "../resolve.js";
import {
  type ChapterNode,
  type CitationItem,
  type FootnoteNode,
  type InlineNode,
  type MemoTree,
  visitQuotes,
} from "../tree.js";

// What a word that changed leaves as it was resolved, where a process resolves one memo again and again.

/** Chapters as they were resolved the last time, by their files. */
export type ChaptersBefore = Map<string, KeptChapter>;

/** All that a chapter is resolved from; of the same values, with what each rests on, there is one scope. */
interface Basis {
  templates: ChapterTemplates;
  scope: ResolveInput["scope"];
  /** The memo's: the first chapter says it. */
  language: string;
  /** Of its blocks, one by one. */
  shown: readonly unknown[];
  /** How far figures, tables, equations, chapters and notes were counted before it. */
  counts: string;
}

/** What it came to, and what it adds to what is gathered for the whole. */
interface KeptChapter {
  basis: Basis;
  chapter: ChapterNode;
  notes: readonly FootnoteNode[];
  description: readonly InlineNode[] | undefined;
  claims: readonly Claim[];
  counts: Counts;
  cited: readonly string[];
  used: readonly string[];
  links: readonly Link[];
  references: readonly Reference[];
  citations: readonly Citation[];
  yearsOnly: readonly CitationItem[];
  /** What only the whole decides, as it was then. */
  decided: readonly Decided[];
}

type Link = { href: string; place: () => Place };
type Reference = { node: { type: "reference"; target: string; text: string }; place: Place };
type Citation = Extract<InlineNode, { type: "citation" }>;
/** A text in a node of the tree. */
interface Decided {
  is: string;
  now(): string;
  set(text: string): void;
}

interface Claim {
  id: string;
  text: string;
  place: Place | undefined;
  /** Of words: none that an author gives is like it. */
  isMade: boolean;
}

type Counts = Readonly<Record<string, number>>;

/** Notes what is claimed, so that it can be claimed again. */
class NotedNumbering extends Numbering {
  readonly claims: Claim[] = [];

  override claim(id: string, text: string, place: Place | undefined): string {
    this.claims.push({ id, text, place, isMade: false });
    return super.claim(id, text, place);
  }

  override slug(chapter: string, words: string, text: string, place: Place | undefined): string {
    const id = super.slug(chapter, words, text, place);
    this.claims.push({ id, text, place, isMade: true });
    return id;
  }

  get counted(): Counts {
    return { ...this.counts };
  }

  /** Whether some claims come to what they came to. */
  isFree(claims: readonly Claim[]): boolean {
    return claims.every(({ id, isMade }) => !this.has(id) && !(isMade && this.given.has(id)));
  }

  again(claims: readonly Claim[], counts: Counts): void {
    for (const { id, text, place } of claims) this.claim(id, text, place);
    Object.assign(this.counts, counts);
  }
}

class KeepingResolver extends Resolver {
  /** Those of this time. */
  readonly kept = new Map<string, KeptChapter>();
  /** Those that were resolved before, and stand in this memo too. */
  readonly same: KeptChapter[] = [];

  constructor(
    input: ResolveInput,
    private readonly before: ChaptersBefore,
  ) {
    super(input, NotedNumbering);
  }

  declare protected readonly numbering: NotedNumbering;

  protected override chapter(templates: ChapterTemplates): ChapterNode {
    const { file, blocks } = templates.chapter;
    const { scope, run, pictures } = this.input;
    const basis: Basis = {
      templates,
      scope,
      language: this.language,
      shown: blocks.flatMap(({ id }) => [run.figures.get(id), pictures?.figures.get(id)]),
      counts: JSON.stringify([this.numbering.counted, this.footnotes.length]),
    };
    const known = this.input.met ? undefined : this.before.get(file);
    if (known && isSame(known.basis, basis) && this.numbering.isFree(known.claims)) return this.again(file, known);
    return this.anew(file, basis);
  }

  private again(file: string, known: KeptChapter): ChapterNode {
    this.numbering.again(known.claims, known.counts);
    append(this.footnotes, known.notes);
    for (const key of known.cited) this.leads.cited.add(key);
    for (const id of known.used) this.usedAssumptions.add(id);
    for (const item of known.yearsOnly) this.leads.yearsOnly.add(item);
    append(this.leads.links, known.links);
    append(this.leads.references, known.references);
    append(this.leads.citations, known.citations);
    if (isFirst(known.basis)) this.description = known.description;
    this.kept.set(file, known);
    this.same.push(known);
    return known.chapter;
  }

  private anew(file: string, basis: Basis): ChapterNode {
    const { claims } = this.numbering;
    const lists = [
      this.diagnostics,
      this.unprinted,
      claims,
      this.footnotes,
      this.leads.links,
      this.leads.references,
      this.leads.citations,
    ];
    const [found = 0, unprinted = 0, claimed, notes, links, references, citations] = lists.map(({ length }) => length);
    const gathered = [this.leads.cited, this.usedAssumptions].map((all) => ({ all, before: [...all] }));
    for (const { all } of gathered) all.clear();
    const chapter = super.chapter(basis.templates);
    const [cited = [], used = []] = gathered.map(({ all, before }) => {
      const own = [...all];
      all.clear();
      for (const one of [...before, ...own]) all.add(one);
      return own;
    });
    // What is told of a chapter is told by resolving it.
    if (this.diagnostics.length > found || this.unprinted.length > unprinted) return chapter;
    const cites = this.leads.citations.slice(citations);
    this.kept.set(file, {
      basis,
      chapter,
      notes: this.footnotes.slice(notes),
      description: isFirst(basis) ? this.description : undefined,
      claims: claims.slice(claimed),
      counts: this.numbering.counted,
      cited,
      used,
      links: this.leads.links.slice(links),
      references: this.leads.references.slice(references),
      citations: cites,
      yearsOnly: cites.flatMap(({ items }) => items.filter((item) => this.leads.yearsOnly.has(item))),
      decided: [],
    });
    return chapter;
  }
}

const isFirst = ({ templates }: Basis): boolean => templates.chapter.number === 1;

const isSame = (a: Basis, b: Basis): boolean =>
  a.templates === b.templates &&
  a.scope === b.scope &&
  a.language === b.language &&
  a.counts === b.counts &&
  a.shown.length === b.shown.length &&
  a.shown.every((one, at) => one === b.shown[at]);

/**
 * As `resolveMemo`, with ids that last: a chapter that is resolved from what it was resolved from before is the same node, and its footnotes are. Where
 * something in it has to be another since others changed, as the number of what it refers to, all chapters are resolved anew.
 *
 * @param before takes what this time comes to
 */
export function resolveAgain(input: ResolveInput, before: ChaptersBefore): ReturnType<typeof resolveMemo> {
  const resolver = new KeepingResolver(input, before);
  const tree = resolver.resolve();
  giveLastingIds(tree);
  const outdated = resolver.same.some(({ decided }) => decided.some((one) => one.now() !== one.is));
  if (outdated) {
    // Nodes of the memo before are as they were.
    for (const { decided } of resolver.same) for (const one of decided) one.set(one.is);
    before.clear();
    return resolveAgain(input, before);
  }
  before.clear();
  const same = new Set(resolver.same);
  for (const [file, kept] of resolver.kept)
    before.set(file, same.has(kept) ? kept : { ...kept, decided: decidedIn(kept, tree) });
  resolver.kept.clear();
  resolver.same.length = 0;
  return { tree, diagnostics: resolver.told(tree) };
}

/** Texts of references and citations, and ids of quoted values. */
function decidedIn({ chapter, notes, references, citations }: KeptChapter, tree: MemoTree): Decided[] {
  const found = [...references.map(({ node }) => node), ...citations.flatMap(({ items }) => items)].map((node) =>
    textIn(node, "text"),
  );
  const own = {
    ...tree,
    title: [],
    subtitle: undefined,
    authors: [],
    notice: undefined,
    chapters: [chapter],
    footnotes: notes,
  };
  visitQuotes(own, (quote) => found.push(textIn(quote, "id")));
  return found;
}

function textIn<Key extends string>(node: { readonly [key in Key]: string }, key: Key): Decided {
  return {
    is: node[key],
    now: () => node[key],
    set: (text) => {
      (node as Record<Key, string>)[key] = text;
    },
  };
}
