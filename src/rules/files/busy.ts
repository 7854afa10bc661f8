import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "files/busy",
  severity: "error",
  summary: "another memo is writing the same folder or file",
  why: "Two at once would mix their files. Wait until it is done; if none is at it, remove the folder that the message names.",
  fixed: true,
  example: "none",
  because: "it takes a second process that keeps on writing",
};
