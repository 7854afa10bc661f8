import { JSDOM } from "jsdom";
import { expect, test } from "vitest";
import { normalizeSvg } from "../../src/figures/svg.js";

const { document } = new JSDOM("").window;

function normal(inside: string, alt = "A test") {
  const holder = document.createElement("div");
  holder.innerHTML = `<svg width="100" height="50.004">${inside}</svg>`;
  const svg = holder.firstElementChild;
  if (!svg) throw new Error("no svg");
  const result = normalizeSvg(svg, { id: "fig-a", alt });
  return { ...result, body: result.svg.split("\n").slice(2, -2).join("\n") };
}

test("styles become presentation attributes and style sheets go", () => {
  const { body } = normal(
    '<style>g {color: red}</style><rect class="a" style="fill: white; stroke-width: 1.23456; display: block" x="1"></rect>',
  );
  expect(body).toBe('  <rect x="1" fill="#ffffff" stroke-width="1.23"/>');
});

test("a blend that paper doesn't know is left out with a warning", () => {
  const { body, warnings } = normal('<rect style="mix-blend-mode: multiply" width="2"></rect>');
  expect(body).toBe('  <rect width="2"/>');
  expect(warnings).toEqual(["`mix-blend-mode` is left out: paper and some readers of SVG don't know it"]);
});

test("ids are numbered in document order and followed by what points at them", () => {
  const { body } = normal(
    '<clipPath id="plot-clip-7"><rect width="1"></rect></clipPath><g clip-path="url(#plot-clip-7)"><image href="#plot-clip-7"></image></g>',
  );
  expect(body).toBe(
    [
      '  <clipPath id="fig-a-1">',
      '    <rect width="1"/>',
      "  </clipPath>",
      '  <g clip-path="url(#fig-a-1)">',
      '    <image href="#fig-a-1"/>',
      "  </g>",
    ].join("\n"),
  );
});

test("numbers have two decimals, and zero no sign", () => {
  const { body } = normal(
    '<path d="M-0.001,1e-7L12.3456,-7.005A3,3,0,1,1,.5,2" transform="translate(0.5,-1.999)"></path>',
  );
  expect(body).toBe('  <path d="M0,0L12.35,-7A3,3,0,1,1,0.5,2" transform="translate(0.5,-2)"/>');
});

test("text is escaped and keeps its lines, titles and tips are taken out", () => {
  const { body, text } = normal(
    '<text>a &lt; b &amp; "c"<title>hover</title></text><text><tspan x="0">one</tspan><tspan x="0" dy="1em">two</tspan></text><g aria-label="tip"><text>no</text></g>',
  );
  expect(body).toBe(
    '  <text>a &lt; b &amp; &quot;c&quot;</text>\n  <text><tspan x="0">one</tspan><tspan x="0" dy="1em">two</tspan></text>',
  );
  expect(text).toEqual(['a < b & "c"', "onetwo"]);
});

test("the current colour is the ink of what the shape is", () => {
  const { body } = normal(
    '<g aria-label="bar"><rect width="1"></rect></g><g aria-label="line" stroke="currentColor"><path d="M0,0"></path></g><g aria-label="y-grid" stroke="currentColor" stroke-opacity="0.1"><line x1="1"></line></g><g aria-label="rule" stroke="currentColor"><line x1="1"></line></g><g aria-label="text" fill="currentColor"><text>t</text></g><g aria-label="x-axis label"><text>t</text></g>',
  );
  expect([...body.matchAll(/<g ([^>]*)>/g)].map((match) => match[1])).toEqual([
    'fill="#1b5e9e"',
    'stroke="#1b5e9e"',
    'stroke="#e4e7eb"',
    'stroke="#8a929c"',
    'fill="#1c2126"',
    'fill="#59616b"',
  ]);
});

test("the alternative text is the label", () => {
  expect(normal("", 'Says "x" & <y>').svg).toContain('role="img" aria-label="Says &quot;x&quot; &amp; &lt;y&gt;"');
});

test.each([
  ["<foreignObject></foreignObject>", "a chart can't hold a `foreignObject` element"],
  ['<use href="#a"></use>', "a chart can't hold a `use` element"],
  ["<script></script>", "a chart can't hold a `script` element"],
  ['<image href="file:///etc/passwd"></image>', "a chart can't load `file:///etc/passwd`: a report stands alone"],
  ['<image xlink:href="//x.org/a"></image>', "a chart can't load `//x.org/a`: a report stands alone"],
  [
    '<image href="data:image/svg+xml;base64,AA=="></image>',
    "a chart can't load `data:image/svg+xml;base64,AA==`: pictures are PNG",
  ],
  [
    '<rect fill="url(http://127.0.0.1/f.svg#a)"></rect>',
    "a chart can't load `url(http://127.0.0.1/f.svg#a)`: a report stands alone",
  ],
  ['<rect fill="u\\72l(http://127.0.0.1/)"></rect>', "isn't readable everywhere"],
  ...["clip-path", "mask", "marker-start", "marker-mid", "marker-end", "stroke", "fill"].flatMap((name) =>
    ["url(http://127.0.0.1/a#b)", "url('//x.org/a#b')", "url( data:image/png;base64,AA== )"].map(
      (value): [string, string] => [
        `<path ${name}="${value}"></path>`,
        `a chart can't load \`${value}\`: a report stands alone`,
      ],
    ),
  ),
  ['<rect x="1;2"></rect>', "`x` of a chart's <rect> can't be `1;2`"],
  ['<rect width="expression(1)"></rect>', "`width` of a chart's <rect> can't be `expression(1)`"],
  ['<path d="M0,0<"></path>', "`d` of a chart's <path> can't be `M0,0<`"],
])("%s is refused", (inside, message) => {
  expect(() => normal(inside)).toThrow(message);
});

test("links are unwrapped with a warning", () => {
  const { body, warnings } = normal('<a href="https://example.org"><rect width="1"></rect></a>');
  expect(body).toBe('  <rect width="1"/>');
  expect(warnings).toEqual(["links inside a chart are left out; put them in the caption or the source line"]);
});

test.each(["NaN", "Infinity", "0", "-1", "1e9", "10001", "1px", '300"><script>', ""])(
  "a side of %j is refused",
  (value) => {
    for (const name of ["width", "height"]) {
      const root = document.createElement("svg");
      root.setAttribute(name, value);
      expect(() => normalizeSvg(root, { id: "fig-a", alt: "A" })).toThrow(
        `the ${name} of a chart is a number of pixels from 1 to 10000, not`,
      );
    }
  },
);
