import { expect, it } from "vitest";
import { sampleTree } from "../sample.js";

it("reading a PDF leaves the language as it was for all that runs afterwards", async () => {
  const { readPdf } = await import("./read.js");
  const { writePdf } = await import("../../../src/render/pdf/index.js");
  const { pages } = await readPdf(await writePdf(sampleTree()));
  expect(pages.length).toBeGreaterThan(1);
  const own = [Array.prototype.push, JSON.parse, JSON.stringify, Function.prototype.toString];
  // Functions written in the language have a prototype for what they would construct; the language's own have none.
  expect(own.filter((one) => Object.hasOwn(one, "prototype"))).toEqual([]);
});
