import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { liveCharts, liveEngine, packedCharts, packedEngine } from "../../src/live/compiled.js";
import { pack } from "../../src/packing/pack.js";
import { Unpacking, unpack } from "../../src/packing/unpack.js";

/** Words in an order that nothing foresees, the same each time. */
function words(count: number, seed: number): string {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 8;
  };
  const known = ["orchard", "price", "pear", "of", "the", "année", "≈", "\u{1F34E}", "const", "\n", "=>", "{", "}"];
  return Array.from(
    { length: count },
    () => `${known[next() % known.length]}${next() % 5 === 0 ? next() % 1000 : ""}`,
  ).join(" ");
}

describe("texts that are packed", () => {
  it.each<[string, string, string[]]>([
    ["none", "", []],
    ["an empty one", "", [""]],
    ["one letter", "known", ["x"]],
    ["several, empty ones among them", "", ["a", "", "b", ""]],
    ["one that goes on repeating itself", "", ["ab".repeat(50_000)]],
    ["one with nothing to repeat", "", [words(3000, 1)]],
    ["one that stands there already", words(3000, 2), [words(3000, 2)]],
    ["several, with signs of all lengths", words(500, 3), [words(2000, 3), words(2000, 4), "é≈\u{1F34E}"]],
  ])("come out as they went in: %s", (_, known, texts) => {
    expect(unpack(known, pack(known, texts))).toEqual(texts.length === 0 ? [""] : texts);
  });

  it("come out in steps of any size, and the rest at once", () => {
    const [known, text] = [words(500, 3), words(2000, 4)];
    for (const bytes of [1, 7, 1000, 1_000_000]) {
      const steps = new Unpacking(known, pack(known, [text]));
      let count = 1;
      while (!steps.go(bytes)) count++;
      expect(count).toBeGreaterThanOrEqual(bytes < 1000 ? 100 : 1);
      expect(steps.texts()).toEqual([text]);
      const some = new Unpacking(known, pack(known, [text]));
      some.go(bytes);
      expect(some.texts()).toEqual([text]);
    }
  });

  it("come out whatever their length", () => {
    const text = words(60, 5).replaceAll("\u{1F34E}", "");
    for (let length = 0; length <= text.length; length++)
      expect(unpack("the price of", pack("the price of", [text.slice(0, length)]))).toEqual([text.slice(0, length)]);
  });

  it("cost next to nothing where they stand in what is known, and less than their letters elsewhere", () => {
    const text = words(5000, 6);
    expect(pack(text, [text]).length).toBeLessThan(40);
    expect(pack("", [text]).length).toBeLessThan(text.length * 0.5);
  });

  it("are the same letters on every machine", () => {
    const packed = pack(words(800, 7), [words(2000, 8), words(800, 7)]);
    expect(createHash("sha256").update(packed).digest("hex")).toMatchInlineSnapshot(
      `"8c330ef0ce3d33c459f35124eb58ec13efa78d6bf6fbfb07a19bd74351405e59"`,
    );
  });

  it("are refused beside another text, and where they are damaged", () => {
    const known = words(400, 9);
    const packed = pack(known, [known, words(400, 10)]);
    const refused = "packed beside another text";
    expect(() => unpack(`${known} `, packed)).toThrow(refused);
    expect(() => unpack(known.replace("pear", "plum"), packed)).toThrow(refused);
    expect(() => unpack(known, packed.slice(0, packed.length - 40))).toThrow(refused);
    expect(() => unpack(known, "AAAA")).toThrow(refused);
    expect(() => pack("", ["a\0b"])).toThrow("U+0000");
  });
});

it("the scripts of live pages come out of what was packed when they were made", () => {
  expect(unpack("", packedEngine())).toEqual([liveEngine()]);
  for (const all of [false, true]) expect(unpack(liveEngine(), packedCharts(all))).toEqual([liveCharts(all)]);
});
