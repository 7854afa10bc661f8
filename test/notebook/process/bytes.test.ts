import { expect, it } from "vitest";
import { bytesToText, textToBytes } from "../../../src/notebook/process/bytes.js";

it("bytes are the text that Node makes of them, and come back, whatever their number", () => {
  const all = Uint8Array.from({ length: 3 * 4096 + 5 }, (_, at) => (at * 7919) >> 3);
  for (const length of [0, 1, 2, 3, 4, 255, 3 * 4096 - 1, 3 * 4096, 3 * 4096 + 1, all.length]) {
    const bytes = all.subarray(0, length);
    const text = bytesToText(bytes);
    expect(text).toBe(Buffer.from(bytes).toString("base64"));
    expect(textToBytes(text)).toEqual(bytes);
  }
});

it("what is no such text is refused, wherever it is wrong", () => {
  const text = bytesToText(Uint8Array.from({ length: 301 }, (_, at) => at));
  for (const at of [0, 1, 2, 3, 200, text.length - 4, text.length - 3])
    for (const letter of ["=", " ", "é", "\uffff"])
      expect(() => textToBytes(text.slice(0, at) + letter + text.slice(at + 1))).toThrow("bytes hold what is none");
  expect(() => textToBytes(text.slice(1))).toThrow("bytes are cut off");
});
