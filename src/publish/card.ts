import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { assetText } from "../asset.js";
import type { MemoTree } from "../document/tree.js";
import { longDate, plainFront } from "../render/text.js";

const TEMPLATE = assetText(new URL("../../src/assets/card.typ", import.meta.url));

/** Pixels of a card: sites that show one ask for 1.91 to 1. */
export const CARD_SIZE = { width: 1200, height: 630 } as const;

/** How many have room side by side. */
const MOST_NUMBERS = 3;

interface Card {
  title: string;
  about: string;
  /** Which version it is, or which scenario of it. */
  said: string;
  numbers: readonly { value: string; label: string }[];
}

function cardOf(tree: MemoTree): Card {
  const { title } = plainFront(tree);
  const { version, scenario } = tree.register;
  const numbers = tree.outputs
    .filter(({ declaration }) => declaration.key)
    .slice(0, MOST_NUMBERS)
    .map(({ declaration: { label }, text }) => ({ value: text, label }));
  const said = [`Version ${version}`, ...(scenario ? [`scenario ${scenario.title}`] : []), longDate(tree.date)];
  return { title, about: tree.description ?? "", said: said.join(" · "), numbers };
}

/** What a card says, for who doesn't see it. */
export function cardText(tree: MemoTree): string {
  const { title, said, numbers } = cardOf(tree);
  return [title, ...numbers.map(({ label, value }) => `${label}: ${value}`), said].join(". ");
}

/**
 * The picture that stands for a memo where it is linked to: its title, what it is about, the first of its key numbers and which version it is. A PNG, the
 * same bytes for the same memo.
 *
 * @param url address of the site's root, whose host is named
 */
export async function cardPicture(tree: MemoTree, url: string | undefined): Promise<Uint8Array> {
  const { title, about, said, numbers } = cardOf(tree);
  const { array, literal, typesetPicture } = await import("../render/pdf/index.js");
  const shown = numbers.map(({ value, label }) => array([literal(value), literal(label)]));
  const from = url === undefined ? "" : new URL(url).host;
  const call = `#card(title: ${literal(title)}, about: ${literal(about)}, said: ${literal(said)}, from: ${literal(from)}, numbers: ${array(shown)})`;
  const svg = await typesetPicture(`${TEMPLATE}\n${call}\n`);
  const { Resvg } = await rasterizer();
  return new Resvg(svg, { fitTo: { mode: "width", value: CARD_SIZE.width } }).render().asPng();
}

let ready: Promise<typeof import("@resvg/resvg-wasm")> | undefined;

/** It is loaded when the first picture is made, and started once a process, by whichever copy of this module comes first. */
function rasterizer(): Promise<typeof import("@resvg/resvg-wasm")> {
  const start = async () => {
    const resvg = await import("@resvg/resvg-wasm");
    const program = createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm");
    try {
      await resvg.initWasm(readFileSync(program));
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith("Already initialized"))) throw error;
    }
    return resvg;
  };
  ready ??= start();
  return ready;
}
