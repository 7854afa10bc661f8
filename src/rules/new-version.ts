import { command, withNewer } from "./base.js";
import type { Rules } from "./rule.js";

export const newVersion = {
  "new-version/date": {
    severity: "error",
    summary: "the date of a new version can't be read, or is before the version it extends",
    why: "Versions stand in the order of their dates, so that the latest is the one that is built. Give a date that is not before.",
    fixed: true,
    wrong: command("new-version 2026-06 --as-of 2026-01"),
    right: command("new-version 2026-06 --as-of 2026-06-15"),
  },
  "new-version/exists": {
    severity: "error",
    summary: "a new version has the name of one that is there",
    why: "What it says would be lost. Choose another name, or change the version with `memo set`.",
    fixed: true,
    wrong: {
      ...withNewer("orchard: {trees: {value: 125, reason: counted again}}"),
      command: ["new-version", "2026-06"],
    },
    right: {
      ...withNewer("orchard: {trees: {value: 125, reason: counted again}}"),
      command: ["new-version", "2026-09"],
    },
  },
  "new-version/front-matter": {
    severity: "error",
    summary: "the first chapter has no front matter that could name a version",
    why: "The memo would go on being built with another version than was asked for. Give the chapter its front matter.",
    fixed: true,
    example: "none",
    because: "a chapter without front matter is refused before, as chapters/front-matter",
  },
  "new-version/name": {
    severity: "error",
    summary: "a version can't have this name",
    why: "The name is that of its file, and is written on the command line. Use letters from a to z, digits, `.`, `_` and `-`.",
    fixed: true,
    wrong: command("new-version June/2026"),
    right: command("new-version 2026-06"),
  },
  "new-version/no-chapter": {
    severity: "error",
    summary: "a new version is to be named in a chapter, and there is none",
    why: "Only the first chapter can say which version the memo is built with. Write it, or leave `--default` out.",
    fixed: true,
    wrong: { files: {}, before: ["rm chapters/*"], command: ["new-version", "2026-06", "--default"] },
    right: command("new-version 2026-06 --default"),
  },
} satisfies Rules<"new-version">;
