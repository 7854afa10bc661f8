import { readFileSync } from "node:fs";
import { sitesOf } from "./model.js";

/** One object a site of the memo. */
export const sites = sitesOf(readFileSync("assumptions/2026-01.yaml", "utf8"));
