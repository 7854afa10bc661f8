import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readPicture } from "../../src/pictures/index.js";
import { matchGolden } from "../golden.js";
import { HELD, JPEG, png, svg, WEBP } from "./samples.js";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function pictureOf(name: string, content: Uint8Array | string) {
  const result = readPicture(name, typeof content === "string" ? encode(content) : content);
  if ("fault" in result) throw new Error(`${name} ${result.fault.message}`);
  return result.picture;
}

const said = (name: string, content: Uint8Array | string): string => {
  const result = readPicture(name, typeof content === "string" ? encode(content) : content);
  if ("picture" in result) return `${name} is shown`;
  const { rule, message, expected, hint, at } = result.fault;
  return `${rule}: ${name} ${message}; expected ${expected}${hint ? ` (${hint})` : ""}${at ? ` at ${at.line}:${at.column}` : ""}`;
};

const WHOLE = { "a.png": png(6, 4), "a.jpg": JPEG, "a.webp": WEBP } as const;

describe("a picture of points", () => {
  it.each(Object.entries(WHOLE))("has the size that %s says", (name, bytes) => {
    const { width, height } = pictureOf(name, bytes);
    expect([width, height]).toEqual([6, 4]);
  });

  it.each(Object.entries(WHOLE))("is refused wherever %s is cut off, and never breaks the reader", (name, bytes) => {
    const shown = [...bytes.keys()].filter((length) => said(name, bytes.subarray(0, length)) === `${name} is shown`);
    expect(shown).toEqual([]);
  });

  it("is refused wherever a PNG has another byte", () => {
    const whole = png(6, 4);
    const shown = [...whole.keys()].filter((at) => {
      const bytes = whole.slice();
      bytes[at] = (bytes[at] ?? 0) ^ 0x10;
      return said("a.png", bytes) === "a.png is shown";
    });
    expect(shown).toEqual([]);
  });

  it("is shown as it was held, without where it was taken", () => {
    const { width, height, content } = pictureOf("held.jpg", HELD);
    expect([width, height]).toEqual([4, 6]);
    expect(Buffer.from(HELD).includes("48.85N")).toBe(true);
    expect(Buffer.from(content).includes("48.85N")).toBe(false);
    expect(pictureOf("held.jpg", content)).toMatchObject({ width: 4, height: 6, content });
  });

  it("keeps no notes of the program that wrote it", () => {
    const noted = png(6, 4, [["tEXt", encode("Author\0A. Grower")]]);
    expect(Buffer.from(pictureOf("a.png", noted).content)).toEqual(Buffer.from(png(6, 4)));
  });
});

describe("a drawing", () => {
  const content = (inside: string, attributes?: string): string =>
    String(pictureOf("a.svg", svg(inside, attributes)).content);

  it.each([
    ["comments and instructions", '<?xml version="1.0"?><!-- a --><!DOCTYPE svg>', "", ""],
    ["what programs note", "", '<metadata>x</metadata><sodipodi:namedview id="b"/><title>t</title>', ""],
    ["attributes of programs", "", '<g inkscape:label="a" data-name="b" class="c"/>', "<g/>"],
    ["styles", "", '<g style="fill:#123; stroke : red"/>', '<g fill="#123" stroke="red"/>'],
    [
      "a style sheet",
      "",
      '<style>.a,.b{fill:red}rect{fill:blue}#x{fill:lime}</style><rect class="b"/><rect id="x"/><rect/>',
      '<rect fill="red"/><rect id="x" fill="lime"/><rect fill="blue"/>',
    ],
    [
      "lengths in other units",
      "",
      '<g stroke-width="1mm"/><g font-size="12pt"/>',
      '<g stroke-width="3.78"/><g font-size="16"/>',
    ],
    ["fonts", "", '<text font-family="Papyrus">a</text>', "<text>a</text>"],
    ["parts by name", "", '<use xlink:href="#a"/>', '<use href="#a"/>'],
    ["characters", "", "<text>a &lt; &#8364; &amp;</text>", "<text>a &lt; € &amp;</text>"],
  ])("is made anew of %s", (_, before, inside, kept) => {
    const read = String(pictureOf("a.svg", before + svg(inside)).content);
    expect(read.replace(/^<svg [^>]*?font-family="[^"]*"\/?>/, "").replace("</svg>", "")).toBe(kept);
  });

  it.each([
    ['viewBox="0 0 40 30"', 40, 30],
    ['viewBox="0 0 40 30" width="80"', 80, 60],
    ['width="96px" height="1in"', 96, 96],
    ['width="100%" viewBox="0 0 7 5"', 7, 5],
  ])("of %s is so large", (attributes, width, height) => {
    expect(pictureOf("a.svg", svg("<g/>", attributes))).toMatchObject({ width, height });
  });

  it("made anew is what it was made anew", () => {
    const once = content('<style>.a{fill:rgb(1 2 3)}</style><path class="a" d="M0 0H9"/><text>a "b"</text>');
    expect(pictureOf("a.svg", once).content).toBe(once);
  });
});

const LOOP = '<g id="a"><use href="#a"/></g>';
const LAUGHS = Array.from({ length: 20 }, (_, n) => `<g id="l${n}">${`<use href="#l${n + 1}"/>`.repeat(10)}</g>`).join(
  "",
);

/** What is wrong, by a name for it; the messages are the golden file. */
const WRONG: Readonly<Record<string, readonly [string, Uint8Array | string]>> = {
  "another format than its name's": ["a.png", JPEG],
  "no picture": ["a.jpg", "a text"],
  "a drawing that is none": ["a.svg", "%PDF-1.7"],
  "a page": ["a.svg", "<html></html>"],
  GIF: ["a.gif", "GIF89a"],
  HEIC: ["photo.HEIC", "ftyp"],
  "no ending": ["photo", JPEG],
  empty: ["a.png", new Uint8Array()],
  "no size": ["a.png", png(0, 4)],
  "too many points": ["a.png", png(9000, 9000, [], 1)],
  "too large a file": ["a.png", new Uint8Array(6 * 1024 * 1024)],
  "fewer points than it says": ["a.png", png(6, 4, [], 3)],
  "more points than it says": ["a.png", png(6, 4, [], 400)],
  "rows made smaller in no known way": ["a.png", png(6, 4, [], 4, 9)],
  "an animated PNG": ["a.png", png(6, 4, [["acTL", new Uint8Array(8)]])],
  "an animated WebP": ["a.webp", animated()],
  "a JPEG in CMYK": ["a.jpg", cmyk()],
  script: ["a.svg", svg("\n<script>alert(1)</script>")],
  handler: ["a.svg", svg('<g onclick="alert(1)"/>')],
  "handler of the root": ["a.svg", svg("", 'viewBox="0 0 4 3" onload="alert(1)"')],
  "outside picture": ["a.svg", svg('<image href="https://example.org/a.png"/>')],
  "outside part": ["a.svg", svg('<use xlink:href="other.svg#a"/>')],
  "script address": ["a.svg", svg('<use href="javascript:alert(1)"/>')],
  "outside paint": ["a.svg", svg('<g fill="url(https://example.org/a#b)"/>')],
  "outside paint in style": ["a.svg", svg("<g style=\"fill:url('//example.org/a')\"/>")],
  "imported sheet": ["a.svg", svg("<style>@import url(https://example.org/a.css);</style>")],
  "outside font": ["a.svg", svg("<style>@font-face{src:url(a)}</style>")],
  "sheet outside": ["a.svg", `<?xml-stylesheet href="a.css"?>${svg("")}`],
  "another document": ["a.svg", svg("<foreignObject><p>a</p></foreignObject>")],
  animation: ["a.svg", svg('<rect><animate attributeName="x"/></rect>')],
  filter: ["a.svg", svg('<filter id="a"/>')],
  "use of a filter": ["a.svg", svg('<g filter="url(#a)"/>')],
  entity: ["a.svg", `<!DOCTYPE svg [<!ENTITY a "b">]>${svg("&a;")}`],
  "unknown entity": ["a.svg", svg("<text>&nbsp;</text>")],
  "entity of objects": ["a.svg", svg("<text>&constructor;</text>")],
  "element of objects": ["a.svg", svg("<constructor/>")],
  "not closed": ["a.svg", '<svg viewBox="0 0 1 1"><g>'],
  "closed otherwise": ["a.svg", svg("<g></a>")],
  "no size in it": ["a.svg", svg("", "")],
  "size of nought": ["a.svg", svg("", 'width="0" height="4"')],
  "a part within itself": ["a.svg", svg(LOOP)],
  "parts without end": ["a.svg", svg(LAUGHS)],
  "not UTF-8": ["a.svg", new Uint8Array([...encode("<svg>"), 0xff])],
};

function animated(): Uint8Array {
  const bytes = WEBP.slice();
  if (Buffer.from(bytes).toString("latin1", 12, 16) === "VP8X") bytes[20] = (bytes[20] ?? 0) | 2;
  return bytes;
}

function cmyk(): Uint8Array {
  const bytes = JPEG.slice();
  const frame = Buffer.from(bytes).indexOf(Buffer.from([0xff, 0xc0]));
  bytes[frame + 9] = 4;
  return bytes;
}

it("what is wrong with a picture is told", () => {
  const told = Object.entries(WRONG).map(([what, [name, content]]) => `${what}\n  ${said(name, content)}\n`);
  expect(told.filter((text) => text.includes("is shown"))).toEqual([]);
  matchGolden(join(import.meta.dirname, "golden/wrong.txt"), told.join(""));
});
