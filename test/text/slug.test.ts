import { expect, it } from "vitest";
import { slugOf } from "../../src/text/slug.js";

it.each([
  ["Größe: a report", "grosse-a-report"],
  ["Ærø & Łódź", "aero-lodz"],
  ["  déjà vu?", "deja-vu"],
  ["İstanbul ILIK", "istanbul-ilik"],
  ["２０２６ ﬁnal", "2026-final"],
  ["東京", ""],
])("%s is named %s", (text, slug) => {
  expect(slugOf(text)).toBe(slug);
});
