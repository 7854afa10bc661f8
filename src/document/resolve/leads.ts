import type { Source } from "../../assumptions/register/types.js";
import type { Diagnostic, Place } from "../../diagnostic.js";
import { isAddress } from "../addresses/address.js";
import { type CitationText, citationTexts, referenceList } from "../citations.js";
import type { Numbering } from "../numbering.js";
import type { Citation, CrossReference } from "../template/mentions.js";
import type { CitationItem, InlineNode, RegisterGroup } from "../tree.js";

type ReferenceInline = Extract<InlineNode, { type: "reference" }>;
type CitationInline = Extract<InlineNode, { type: "citation" }>;

/** What leads elsewhere in the memo and out of it: references, citations and links, followed once all is numbered and all is cited. */
export class Leads {
  readonly references: { node: ReferenceInline; place: Place }[] = [];
  readonly citations: CitationInline[] = [];
  /** Those that print the year alone. */
  readonly yearsOnly = new Set<CitationItem>();
  readonly links: { href: string; place: () => Place }[] = [];
  /** Keys of sources. */
  readonly cited = new Set<string>();

  constructor(
    private readonly sources: ReadonlyMap<string, Source>,
    private readonly numbering: Numbering,
    private readonly report: (d: Diagnostic) => void,
  ) {}

  reference({ target, place }: CrossReference): InlineNode {
    const node: ReferenceInline = { type: "reference", target, text: target };
    this.references.push({ node, place });
    return node;
  }

  citation(citation: Citation | undefined): InlineNode {
    const items: CitationItem[] = [];
    for (const { key, prefix, yearOnly, locator } of citation?.items ?? []) {
      // An unknown one was reported when the prose was read.
      if (!this.sources.has(key)) continue;
      this.cited.add(key);
      const item: CitationItem = { key, prefix, text: key, locator };
      if (yearOnly) this.yearsOnly.add(item);
      items.push(item);
    }
    const node: CitationInline = { type: "citation", items };
    this.citations.push(node);
    return node;
  }

  /**
   * Says what references and citations read, in the sources of the appendix too.
   *
   * @param known what references can lead to, printed or not
   * @returns the list of references
   */
  finish(
    appendix: readonly RegisterGroup[],
    known: ReadonlySet<string>,
    unprinted: (d: Diagnostic) => void,
  ): ReturnType<typeof referenceList> {
    for (const { node, place } of this.references) {
      const text = this.numbering.textOf(node.target);
      if (text !== undefined) node.text = text;
      // One that is nowhere was reported when the prose was read.
      else if (known.has(node.target))
        unprinted({
          rule: "prose/unknown-reference",
          severity: "error",
          message: `\`${node.target}\` is not printed under these assumptions`,
          expected: "a reference in the same branch of the claim as what it refers to",
          place,
        });
    }
    const sources = [...this.cited].map((key) => this.sources.get(key)).filter((s): s is Source => s !== undefined);
    const list = referenceList(sources);
    const texts = citationTexts(list);
    const name = ({ by, year }: CitationText): string => `${by} ${year}`;
    for (const citation of this.citations)
      for (const item of citation.items) {
        const text = texts.get(item.key);
        if (text) item.text = this.yearsOnly.has(item) ? text.year : name(text);
      }
    for (const { rows } of appendix)
      for (const row of rows)
        row.sources = row.assumption.sources
          .map((key) => {
            const text = texts.get(key);
            return text ? name(text) : key;
          })
          .join("; ");
    return list;
  }

  /** Reports links that lead nowhere. */
  checkLinks(): void {
    for (const { href, place: find } of this.links) {
      if (href.startsWith("#")) {
        if (!this.numbering.has(href.slice(1)))
          this.report({
            rule: "prose/unknown-reference",
            severity: "error",
            message: `the link \`${href}\` leads nowhere`,
            expected: "the id of a section or figure",
            place: find(),
          });
      } else if (!isAddress(href))
        this.report({
          rule: "prose/link",
          severity: "error",
          message: /^(?:https?|mailto):/i.test(href)
            ? `the link \`${href}\` is no whole address`
            : `the link \`${href}\` leads out of the one file`,
          expected: "an https address, or #id",
          place: find(),
        });
    }
  }
}
