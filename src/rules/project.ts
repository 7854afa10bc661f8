import { chapter } from "./base.js";
import type { Rules } from "./rule.js";

export const project = {
  "project/encoding": {
    severity: "error",
    summary: "a file of the memo is not UTF-8",
    why: "Bytes that are no text would be printed as black diamonds, and the letters that they were are lost. Save the file as UTF-8.",
    fixed: true,
    wrong: { files: {}, before: ["printf 'A caf\\351.\\n' >> chapters/02-harvest.md"] },
    right: { files: {}, before: ["printf 'A caf\\303\\251.\\n' >> chapters/02-harvest.md"] },
  },
  "project/file-bytes": {
    severity: "error",
    summary: "a file to change is being written by another",
    why: "Writing it would lose what the other wrote. Save it there, and change it again.",
    fixed: true,
    example: "none",
    because: "it takes another program that writes the same file at the same moment",
  },
  "project/file-size": {
    severity: "error",
    summary: "a file of the memo is too large to be read",
    why: "A chapter or register of that size is data, or no text at all. Keep data elsewhere and put what it comes to into the register.",
    fixed: true,
    wrong: {
      files: { "chapters/03-juice.md": chapter("x".repeat(17 * 1024 * 1024)) },
      command: ["build", "--only", "md"],
    },
    right: {
      files: { "chapters/03-juice.md": chapter("Juice is pressed in autumn.") },
      command: ["build", "--only", "md"],
    },
  },
  "project/no-chapters": {
    severity: "error",
    summary: "a memo has no chapter",
    why: "There is nothing to print. Write one, such as chapters/01-summary.md.",
    fixed: true,
    wrong: { files: {}, without: ["chapters/01-summary.md", "chapters/02-harvest.md"] },
    right: { files: {} },
  },
  "project/no-file": {
    severity: "error",
    summary: "a file is to be written where something else has its name",
    why: "A folder can't be replaced by a file. Name another.",
    fixed: true,
    wrong: { files: {}, command: ["sweep", "tornado", "harvest", "--out", "chapters"] },
    right: { files: {}, command: ["sweep", "tornado", "harvest", "--out", "tornado.txt"] },
  },
  "project/no-memo": {
    severity: "error",
    summary: "a folder is no memo",
    why: "Chapters and assumptions are what a memo is built from. Call the command in the memo's folder, or name it with `-C`.",
    fixed: true,
    wrong: { files: {}, before: ["rm -r assumptions"], command: ["build", "--only", "md"] },
    right: { files: {}, command: ["build", "--only", "md"] },
  },
  "project/not-read": {
    severity: "warning",
    summary: "a file beside chapters or assumptions is not read",
    why: "It looks as if it were a part of the memo and is not. Name it as chapters and versions are named, or keep it elsewhere.",
    wrong: {
      files: { "chapters/03-juice.md.txt": chapter("Juice is pressed in autumn.") },
      command: ["build", "--only", "md"],
    },
    right: {
      files: { "chapters/03-juice.md": chapter("Juice is pressed in autumn.") },
      command: ["build", "--only", "md"],
    },
  },
  "project/not-written": {
    severity: "error",
    summary: "a file can't be written",
    why: "Nothing was changed. Make the file and its folder writable.",
    fixed: true,
    example: "none",
    because: "it takes a folder that its owner may not write to",
  },
  "project/stray-mark": {
    severity: "error",
    summary: "a mark of the engine's own is left in what would be written",
    why: "Values stand in the text as private marks until they are printed; one that is left would be read as a wrong number or an empty box. It is a fault of memo, and nothing is written: tell its authors what stands around it.",
    fixed: true,
    example: "none",
    because: "no memo is known that would show it",
  },
  "project/unreadable": {
    severity: "error",
    summary: "a file or folder of the memo can't be read",
    why: "What it holds would be missing from the report without a word. Mend the link or the permissions, or remove it.",
    fixed: true,
    wrong: {
      files: {},
      before: ["ln -s ../drafts/juice.md chapters/03-juice.md"],
      command: ["build", "--only", "md"],
    },
    right: {
      files: { "drafts/juice.md": chapter("Juice is pressed in autumn.") },
      before: ["ln -s ../drafts/juice.md chapters/03-juice.md"],
      command: ["build", "--only", "md"],
    },
  },
} satisfies Rules<"project">;
