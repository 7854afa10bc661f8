import type { LiveCode } from "../../model.js";
import { functions } from "./functions.js";
import { power } from "./power.js";

declare const memoLive: LiveCode;

// Goes before all else in the script of a page, where `**` is written as a call of `Math.pow`: for bigints too, whose powers are exact.
const own = memoLive.arithmetic;
Math.pow = (x: number | bigint, y: number | bigint): number =>
  typeof x === "number" && typeof y === "number" && own ? power(x, y) : (x as number) ** (y as number);
if (own) Object.assign(Math, functions);
