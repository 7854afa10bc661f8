import { JSDOM } from "jsdom";
import { describe, expect, it, test } from "vitest";
import { ATTRIBUTES, SHAPES } from "../../../src/notebook/drawing/allowed.js";
import { rebuilt } from "../../../src/notebook/drawing/rebuilt.js";

const HEAD = 'xmlns="http://www.w3.org/2000/svg" width="10" height="20"';
const svg = (inside: string, head = HEAD): string => `<svg ${head}>${inside}</svg>`;

/** Values that lead out of a drawing, run something, or are no size. */
const VALUES: readonly string[] = [
  ...["http:", "https:", "ftp:", "file:", "javascript:", "vbscript:", "about:"].flatMap((scheme) => [
    `url(${scheme}//127.0.0.1:9/a.svg#b)`,
    `url('${scheme}//127.0.0.1:9/a')`,
    `${scheme}//127.0.0.1:9/a`,
    ` ${scheme}alert(1)`,
    `url( ${scheme}//x ) #fff`,
  ]),
  "//127.0.0.1:9/a",
  "url(//127.0.0.1:9/a)",
  "url(a.svg#b)",
  "url(#a) url(http://127.0.0.1:9/)",
  "URL(HTTP://127.0.0.1:9/)",
  "u\\72l(http://127.0.0.1:9/)",
  "image-set('http://127.0.0.1:9/' 1x)",
  "image(http://127.0.0.1:9/)",
  "expression(alert(1))",
  "var(--x)",
  "attr(href)",
  "env(x)",
  "data:text/html,<script>alert(1)</script>",
  "data:text/html;base64,PHNjcmlwdD4=",
  "data:image/svg+xml;base64,PHN2Zz4=",
  "data:image/svg+xml,<svg onload=alert(1)>",
  'data:image/png;base64,AAAA" onload="x',
  "data:image/png,AAAA",
  "data:application/javascript;base64,AAAA",
  "</svg><script>alert(1)</script>",
  '"><script>alert(1)</script><x y="',
  "'><img src=x onerror=alert(1)>",
  "&#106;avascript:alert(1)",
  "&quot;&gt;&lt;script&gt;",
  "&x;",
  "1;background:url(http://127.0.0.1:9/)",
  "red;}</style>",
  "/**/",
  "\\",
  "@import 'http://127.0.0.1:9/'",
  "\u0000",
  "\u001b[2J",
  "1\n2<",
];
const SIZES = ["NaN", "Infinity", "-1", "0", "1e9", "100000", "10001", "", " ", "1px", "100%", "0x10", "١٠", "1e999"];
const ELEMENTS = (
  "script style foreignObject iframe object embed a animate animateTransform animateMotion set use symbol switch title desc metadata view filter " +
  "feImage feFlood font font-face font-face-uri glyph cursor color-profile handler listener audio video source canvas discard mpath textPath tref " +
  "html body img link meta base form input button details template slot math SVG Script sVg x"
).split(" ");
const NAMES = (
  "onload onclick onerror onbegin onfocus style class xlink:href xml:base xml:space xmlns:x src srcdoc action formaction target rel ping data-x " +
  "filter cursor color-profile content begin attributeName values from to by calcMode systemLanguage requiredExtensions tabindex autofocus " +
  "nonce is slot part __proto__ constructor"
).split(" ");

/** An attribute as it is written, with the signs escaped that must be, and with none. */
const written = (value: string): string[] => [
  value,
  value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;"),
];

/** What a drawing that was let through would do in a page. */
function effects(text: string): string[] {
  const { document } = new JSDOM(`<!doctype html><body>${text}`).window;
  const found: string[] = [];
  const outside = [...document.body.children].filter((one) => one.tagName !== "svg");
  if (outside.length > 0) found.push(`elements beside it: ${outside.map((one) => one.tagName).join()}`);
  for (const element of document.body.querySelectorAll("*")) {
    if (!SHAPES.has(element.tagName)) found.push(`<${element.tagName}>`);
    for (const { name, value } of element.attributes) {
      if (/^on|^style$|^xlink|^src/.test(name)) found.push(name);
      if (name === "xmlns" || name === "aria-label") continue;
      const own = /^(?:data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+|(?:url\()?#[\p{L}\p{N}_:.-]+\)?)$/u;
      if (/[a-z]+:|\/\/|url\(|[<>"]|script/i.test(value) && !own.test(value)) found.push(`${name}=${value}`);
    }
  }
  return found;
}

/** The text made anew, or nothing where it is refused. */
function letThrough(text: string): string | undefined {
  try {
    return rebuilt(text);
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message.length).toBeLessThan(200);
    return undefined;
  }
}

describe("a drawing", () => {
  it("of shapes is made anew letter for letter", () => {
    const all = [...SHAPES].filter((name) => name !== "svg").map((name) => `<${name} x="1"/>`);
    const whole = svg(
      `${all.join("\n")}<text x="1">a &lt; b &amp; c</text><rect fill="url(#a-1)" transform="rotate(1,2,3)"/>`,
    );
    expect(rebuilt(whole)).toBe(whole);
    const picture = svg('<image href="data:image/png;base64,iVBORw0KGgo=" width="1" height="1"/>');
    expect(rebuilt(picture)).toBe(picture);
  });

  it("names, runs and fetches nothing, whatever stands in whichever attribute", () => {
    // What an attribute may say is the same on all shapes but the whole.
    const letPass: string[] = [];
    let refused = 0;
    const attempt = (one: string, what: string): void => {
      if (letThrough(one) === undefined) refused++;
      else letPass.push(what);
    };
    for (const value of VALUES)
      for (const text of written(value)) {
        for (const name of ATTRIBUTES) {
          attempt(svg(`<rect ${name}="${text}"/>`), `${name}=${text}`);
          if (name !== "width" && name !== "height")
            attempt(svg("", `${HEAD} ${name}="${text}"`), `svg ${name}=${text}`);
        }
        for (const shape of SHAPES)
          if (shape !== "svg") attempt(svg(`<${shape} fill="${text}"/>`), `${shape} fill=${text}`);
      }
    expect(letPass).toEqual([]);
    expect(refused).toBeGreaterThan(15_000);
  });

  it("holds no element and no attribute but those on the list", () => {
    for (const element of ELEMENTS) {
      expect(letThrough(svg(`<${element}/>`)), element).toBeUndefined();
      expect(letThrough(svg(`<${element}></${element}>`)), element).toBeUndefined();
      expect(letThrough(svg(`<text><${element}>x</${element}></text>`)), element).toBeUndefined();
    }
    for (const name of NAMES)
      for (const shape of SHAPES) {
        if (shape === "svg") continue;
        expect(letThrough(svg(`<${shape} ${name}="1"/>`)), `${shape} ${name}`).toBeUndefined();
      }
  });

  it("has the size of something that stands on a page", () => {
    for (const size of [...SIZES, ...VALUES])
      for (const head of [`width="${size}" height="10"`, `width="10" height="${size}"`])
        expect(letThrough(svg("", `xmlns="http://www.w3.org/2000/svg" ${head}`)), head).toBeUndefined();
    expect(letThrough(svg("", 'width="10"'))).toBeUndefined();
    expect(letThrough(svg("", `${HEAD} width="10"`))).toBeUndefined();
  });

  it("is one element that is well formed, without comments, entities, namespaces or what is no tag", () => {
    for (const text of [
      "",
      "x",
      "<svg",
      "<svg/>",
      `<svg ${HEAD}>`,
      `<svg ${HEAD}/>`,
      `${svg("")}<script>alert(1)</script>`,
      `${svg("")} `.repeat(2),
      `<g ${HEAD}></g>`,
      `<!doctype svg>${svg("")}`,
      `<?xml version="1.0"?>${svg("")}`,
      `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg("<text>&x;</text>")}`,
      svg("<!-- x -->"),
      svg("<![CDATA[<script>]]>"),
      svg("<g>"),
      svg("</g>"),
      svg("<g></text>"),
      svg("<g/></g>"),
      svg("<g x='1'/>"),
      svg("<g x=1/>"),
      svg('<g x = "1"/>'),
      svg('<g\nx="1"/>'),
      svg('<g x="1" x="2"/>'),
      svg('<g x="1"y="2"/>'),
      svg("<svg:script/>"),
      svg('<g xmlns="http://www.w3.org/1999/xhtml"/>'),
      svg("", 'xmlns="http://www.w3.org/1999/xhtml" width="1" height="1"'),
      svg("text outside"),
      svg("<text>&x;</text>"),
      svg("<text>&#60;script&#62;</text>"),
      svg("<text>a < b</text>"),
      svg("<text>a > b</text>"),
      svg("<g>".repeat(200) + "</g>".repeat(200)),
      svg("<g>".repeat(100_000)),
    ])
      expect(letThrough(text), text.slice(0, 80)).toBeUndefined();
  });

  it("that is long is read in time that grows with it alone", () => {
    const long = svg('<path d="M0,0"/>'.repeat(20_000));
    expect(rebuilt(long)).toBe(long);
    for (const text of ["<".repeat(1e5), `<svg ${'x="1" '.repeat(1e5)}`, svg(`<text>${"&amp".repeat(1e5)}`)])
      expect(letThrough(text)).toBeUndefined();
  });
});

test("what is let through does nothing in a page", () => {
  const safe = [
    svg('<rect fill="url(#a)" clip-path="url(#b)" href="#c"/>'),
    svg('<image href="data:image/png;base64,iVBORw0KGgo="/>'),
    svg("<text>&lt;/svg&gt;&lt;script&gt;alert(1)&lt;/script&gt;</text>"),
    svg("", `${HEAD} role="img" aria-label="&lt;/svg&gt;&lt;script&gt; &amp;quot; onload=1"`),
  ];
  for (const text of safe) expect(effects(rebuilt(text))).toEqual([]);
  expect(effects(svg('<rect onload="x"/>'))).not.toEqual([]);
});
