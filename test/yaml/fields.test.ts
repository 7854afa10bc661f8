import { expect, it } from "vitest";
import { loadRegister } from "../../src/assumptions/index.js";

const read = (sources: string): (string | undefined)[][] =>
  loadRegister(
    new Map([
      [
        "assumptions/v1.yaml",
        "version: v1\nas_of: 2026-01\nassumptions:\n  a: {value: 1 GW, kind: assumed, as_of: 2026-01, note: n}\n",
      ],
      ["assumptions/sources.yaml", `sources:\n${sources}\n`],
    ]),
    { version: "v1" },
  ).diagnostics.map(({ message, hint }) => [message, hint]);

it("tells a text that a comma cut off between braces", () => {
  expect(read("  log: {title: Contract, annex 4, date: 2026}")).toEqual([
    [
      "source `log` has an unknown key `annex 4`",
      "a comma ends a text between braces: where it is part of `title`, put that in quotes",
    ],
  ]);
  expect(read("  log: {title: Contract, titel: 4, date: 2026}")[0]?.[1]).toBe("did you mean `title`?");
  expect(read("  log:\n    title: Contract\n    annex:\n    date: 2026")[0]?.[1]).toBeUndefined();
});
