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
