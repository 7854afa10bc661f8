import { expect, test } from "vitest";
import { textIn } from "../../../src/render/html/escape.js";

test.each([
  ["elements", '<p class="a">One <a href="#x" title="&gt;">two</a></p>\n<p>3</p>', "One two\n3"],
  ["signs that are written by name", "<p>&lt;b&gt; &amp;lt; &quot;</p>", '<b> &lt; "'],
  [
    "what is there without scripts, as it is written",
    '<b>a</b><noscript class="x"><b>&lt;</b></noscript>&lt;',
    "a<b>&lt;</b><",
  ],
  ["preformatted lines, of which a first empty one is dropped", "<pre>\n\na</pre><pre>b</pre>", "\nab"],
  ["carriage returns, which are line breaks", "<pre>\r\n\r\na\rb</pre><noscript>c\rd</noscript>", "\na\nbc\nd"],
])("the text of a page's elements is that of %s", (_, html, text) => {
  expect(textIn(html)).toBe(text);
});
