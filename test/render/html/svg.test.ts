import { expect, test } from "vitest";
import { paletteVariables } from "../../../src/render/html/styles/colors.js";
import { type SvgBefore, writeSvg } from "../../../src/render/html/svg.js";

const { variables } = paletteVariables([{ name: "Deep Blue", light: "#1B5E9E", dark: "#4c97f5" }]);

test("a chart becomes one image, sized by the page, in the page's colours", () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" class="plot" width="520" height="320" viewBox="0 0 520 320" fill="#1b5e9e"><g aria-label="bar" stroke="#1B5E9E"><rect x="1" fill="#123456"/><text class="a" data-note="a > b">#1b5e9e</text></g></svg>';
  expect(writeSvg(svg, 'Bars "rise" & <fall>', variables)).toBe(
    '<svg role="img" aria-label="Bars &quot;rise&quot; &amp; &lt;fall&gt;" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 520 320" fill="var(--c-deep-blue)"><g stroke="var(--c-deep-blue)"><rect x="1" fill="#123456"/><text data-note="a > b">#1b5e9e</text></g></svg>',
  );
});

test.each([
  ["<svg><style>a{}</style></svg>", "a chart holds a <style>"],
  ["<svg><script>1</script></svg>", "a chart holds a <script>"],
  ['<svg><image href="x.png"/></svg>', "a chart's <image> names what lies outside"],
  ['<svg><g style="fill: red"></g></svg>', "has the attribute style"],
  ['<svg><g onclick="x()"></g></svg>', "has the attribute onclick"],
])("refuses %s", (svg, message) => {
  expect(() => writeSvg(svg, "alt", variables)).toThrow(message);
});

test("a drawing that was written before is the same, around whatever it is said to show", () => {
  const svg =
    '<svg role="img" aria-label="Old \n words" viewBox="0 0 10 10" xmlns="http://www.w3.org/2000/svg">\n  <g aria-label="bar" fill="#1F5FA8"><rect x="1"/></g>\n</svg>\n';
  const before: SvgBefore = new Map();
  for (const alt of ["One", 'Two "and" $& <more>', "One"])
    expect(writeSvg(svg, alt, variables, before)).toBe(writeSvg(svg, alt, variables));
  expect(before.size).toBe(1);
  const other = svg.replace('x="1"', 'x="2"');
  expect(writeSvg(other, "One", variables, before)).toContain('x="2"');
});
