import { expect, it } from "vitest";
import type { Redirect } from "../../src/document/addresses/redirects.js";
import { readAddress, underNewNames, writeAddress } from "../../src/live/page/address.js";
import { chance } from "./asks.js";

const REDIRECTS = [
  { kind: "assumption", from: "gw", to: "power" },
  { kind: "assumption", from: "gw.lost", to: "loss.gw" },
  { kind: "scenario", from: "down", to: "low" },
  { kind: "scenario", from: "low", to: "down" },
] as readonly Redirect[];

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

it.each([
  ["a living name below an old one as it is", "#set=gw.add:1", "#set=gw.add:1"],
  ["the name itself before what it stood under", "#set=gw.lost:1;gw.cap:2", "#set=loss.gw:1;power.cap:2"],
  ["of an old and the new name the later value", "#set=gw.cap:1;power.cap:2", "#set=power.cap:2"],
  ["of three the last", "#set=gw.cap:1;power.cap:2;gw.cap:3", "#set=power.cap:3"],
  ["a living scenario as it is", "#scenario=low", "#scenario=low"],
  ["an old scenario under its new name", "#scenario=down", "#scenario=low"],
])("takes %s", (_, hash, expected) => {
  const assumptions = new Map(["gw.add", "power.cap", "loss.gw"].map((id) => [id, { id, keys: [], value: 1 }]));
  const model = { register: { assumptions, scenarios: new Map([["low", {}]]) }, redirects: REDIRECTS };
  const asked = readAddress(hash);
  if (typeof asked !== "object") throw new Error("it can't be read");
  expect(writeAddress(underNewNames(asked, model as never).asked)).toBe(expected);
});
