import { expect, it } from "vitest";
import { Beside, bytesToText, partOf, textToBytes } from "../../../src/notebook/process/bytes.js";
import { requestFrame } from "../../../src/notebook/process/frames.js";
import { requestMessage } from "../../../src/notebook/process/messages.js";
import { textToData } from "../../../src/notebook/process/text.js";

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

it("what is sent beside a text comes back to the bit, whatever the lengths of its parts", () => {
  const beside = new Beside();
  const sizes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 1021, 4096];
  // Halves of surrogate pairs, zeros and marks of byte order among them.
  const parts = sizes.map((size, n) =>
    Uint8Array.from({ length: size }, (_, at) => [0xff, 0xfe, 0xd8, 0x00, 0xdc, at, n][at % 7] ?? 0),
  );
  const names = parts.map((part) => beside.add(part));
  const whole = requestFrame("é", beside.parts);
  const [text, size] = [whole.readUInt32LE(0), whole.readUInt32LE(4)];
  expect(whole.toString("utf8", 8, 8 + text)).toBe("é");
  expect(whole.length).toBe(8 + text + size);
  const letters = whole.subarray(8 + text).toString("utf16le");
  expect(names.map((name) => partOf(letters, name))).toEqual(parts);
  for (const wrong of ["@0 9999", "@9999 2", "@-1 2", "@0", "AAAA", `@${letters.length} 1`])
    expect(() => partOf(letters, wrong)).toThrow("bytes are missing");
});

it("large matrices of a request are sent beside its text, small ones in it", () => {
  const points = Float64Array.from({ length: 500 }, (_, at) => [Number.NaN, -0, 1 / 3, Number.MAX_VALUE][at % 4] ?? 0);
  for (const length of [3, 500]) {
    const request = { type: "points" as const, points: points.slice(0, length), count: 1, first: 7 };
    const { text, parts } = requestMessage(request);
    expect(parts.map((part) => part.length)).toEqual(length === 3 ? [] : [4000]);
    expect(text.length).toBeLessThan(150);
    const letters = requestFrame("", parts).subarray(8).toString("utf16le");
    const read = textToData(text.slice(1), (name) =>
      name.startsWith("@") ? partOf(letters, name) : textToBytes(name),
    );
    expect(read).toEqual(request);
  }
});
