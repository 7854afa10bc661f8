import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "prose/unknown-section",
  severity: "error",
  summary: "a section in double braces isn't known",
  why: "Its content would stand or fall by nothing. Use `if`, `unless`, `each`, `with` or `claim`.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter("{{#when harvest}}There are apples.{{/when}}") } },
  right: { files: { "chapters/03-juice.md": chapter("{{#if harvest}}There are apples.{{/if}}") } },
};
