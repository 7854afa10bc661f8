import { expect, test } from "vitest";
import { heightRules } from "../../../src/render/html/heights.js";

const section = (html: string): { tall: number; slim: number } => {
  const [, tall, slim] =
    /^main > section:nth-child\(1\) \{ --tall: (\d+); --slim: (\d+); \}\n$/.exec(heightRules([html])) ?? [];
  return { tall: Number(tall), slim: Number(slim) };
};

test("each section is said to be as tall as what is in it", () => {
  const paragraph = `<p>${"word ".repeat(150)}</p>`;
  const one = section(`<section>${paragraph}</section>`);
  // About ten lines of 2 rem on a desk, twice as many on a phone.
  expect(one.tall).toBeGreaterThan(18);
  expect(one.tall).toBeLessThan(27);
  expect(one.slim / one.tall).toBeGreaterThan(1.5);
  const taller = [
    `${paragraph}${paragraph}`,
    `${paragraph}<figure class="chart"><svg></svg></figure>`,
    `${paragraph}<figure class="table"><table><tr></tr><tr></tr></table></figure>`,
    `${paragraph}<table><tr id="a-x"></tr><tr class="remark"></tr></table>`,
    `${paragraph}<h3>More</h3>`,
  ];
  for (const html of taller) expect(section(`<section>${html}</section>`).tall).toBeGreaterThan(one.tall + 4);
});

test("what is folded away or drawn counts by itself, not by its letters", () => {
  const folded = section(`<details class="computed"><summary>x</summary><pre>${"code ".repeat(2000)}</pre></details>`);
  const drawn = section(`<figure class="chart"><svg>${"<text>label</text>".repeat(300)}</svg></figure>`);
  expect(folded.tall).toBeLessThan(5);
  expect(drawn.tall).toBeLessThan(45);
});
