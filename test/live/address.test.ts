import { expect, it } from "vitest";
import { readAddress, writeAddress } from "../../src/live/page/address.js";
import { chance } from "./asks.js";

it("reads what it wrote, whatever names and values hold", () => {
  const draw = chance(3);
  const signs = ["a", "7", ".", "-", "é", "%", ";", ":", "=", "&", "#", "<", '"', " ", "μ", "\u2212", "{", "+", "/"];
  const word = (length: number): string =>
    Array.from({ length }, () => signs[Math.floor(draw() * signs.length)]).join("");
  for (let n = 0; n < 2000; n++) {
    // A name has no colon, and neither part a semicolon; nothing of memo's has either.
    const sets = [{ id: `a${word(4).replaceAll(/[;:]/g, "")}b`, text: `1${word(5).replaceAll(";", "")}2` }];
    const asked = { ...(n % 2 ? { scenario: `s${word(3)}s` } : {}), sets };
    expect(readAddress(writeAddress(asked))).toEqual(asked);
  }
});

it.each([
  ["", { sets: [] }],
  ["#sec-supply", undefined],
  [
    "#set=a.b:1;c:2 kW",
    {
      sets: [
        { id: "a.b", text: "1" },
        { id: "c", text: "2 kW" },
      ],
    },
  ],
  ["#set=s:2026:1,2027:2", { sets: [{ id: "s", text: "2026:1,2027:2" }] }],
  ["#scenario=up&set=a:1", { scenario: "up", sets: [{ id: "a", text: "1" }] }],
  ["#set=", { sets: [] }],
  ["#set=a", "`a` in the address names no value: expected `name:value`"],
  ["#set=%E0%A4%A:1", "`set=%E0%A4%A:1` in the address can't be read"],
  ["#set=a:1&other=2", "the address holds `other`, which means nothing here; expected `set` or `scenario`"],
  [`#set=a:${"1".repeat(9000)}`, "the address is too long to be read"],
])("reads %s", (hash, expected) => {
  expect(readAddress(hash)).toEqual(expected);
});
