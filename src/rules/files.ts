import { command, examples, typed, withChapter } from "./base.js";
import type { Rules } from "./rule.js";

export const files = {
  "files/busy": {
    severity: "error",
    summary: "another memo is writing the same folder or file",
    why: "Two at once would mix their files. Wait until it is done; if none is at it, remove the folder that the message names.",
    fixed: true,
    example: "none",
    because: "it takes a second process that keeps on writing",
  },
  "files/foreign": {
    severity: "error",
    summary: "a file named on the command line is there, and not as memo wrote it",
    why: "It would be lost. Name another, or pass `--force` when it may go. What memo wrote there last, and nobody changed, is replaced without a word.",
    fixed: true,
    wrong: { files: { "tornado.csv": "by,hand\n" }, command: typed("sweep tornado harvest --out tornado.csv") },
    right: command("sweep tornado harvest --out tornado.csv"),
  },
  "files/in-the-way": {
    severity: "error",
    summary: "something has the name of the folder that memo prepares files in",
    why: "What memo writes is prepared beside its place and put there as a whole. A folder of that name that memo did not make may be anything: move it elsewhere.",
    fixed: true,
    wrong: { files: { ".out.memo/notes.txt": "Mine.\n" }, command: ["build", "--only", "md"] },
    right: command("build --only md"),
  },
  "files/no-cache": {
    severity: "warning",
    summary: "the memo's cache is a link or a file, so nothing is kept",
    why: "Memo deletes old files in its cache, and does so in a folder of its own alone. Remove what has the name `.memo-cache`.",
    wrong: {
      files: {},
      before: ["mkdir elsewhere", "ln -s elsewhere .memo-cache"],
      command: ["build", "--only", "md"],
    },
    right: { files: {}, before: ["mkdir .memo-cache"], command: ["build", "--only", "md"] },
  },
  "files/no-list": {
    severity: "error",
    summary: "a folder to build into holds files, and nothing says that memo wrote them",
    why: "Memo keeps a list of what it wrote in the folder it builds into, and replaces nothing else. Name another folder, or look at what is there and pass `--adopt`.",
    fixed: true,
    wrong: { files: { "notes/thesis.txt": "Years of work.\n" }, command: typed("build --only md --out notes") },
    right: { files: { "notes/thesis.txt": "Years of work.\n" }, command: typed("build --only md --out notes/built") },
  },
  "files/not-own": {
    severity: "error",
    summary: "a file that memo would write is there already, and is not as memo wrote it",
    why: "Somebody made or changed it, and the build would overwrite their work. Move it elsewhere, or pass `--adopt` when it may go, as after a merge.",
    fixed: true,
    ...examples(
      (line) => ({ files: {}, before: ["memo build --only md", line], command: ["build", "--only", "md"] }),
      "echo Seen. >> out/memo.md",
      "echo Seen. > out/seen.txt",
    ),
  },
  "files/refused": {
    severity: "error",
    summary: "a folder or file is to be written where memo never writes",
    why: "Memo replaces what it wrote as a whole. Where the memo itself, another project, a home folder or a whole disk lies, a slip would cost more than a report. Name a folder of its own, such as out.",
    fixed: true,
    wrong: command("build --only md --out chapters"),
    right: command("build --only md --out reports"),
  },
  "files/stays": {
    severity: "warning",
    summary: "a file that memo wrote and no longer writes stays, because it was changed since",
    why: "Deleting it would delete what somebody wrote into it. It is no longer on memo's list: move it or delete it by hand.",
    ...examples(
      (before) => ({
        ...withChapter("```ts {#tbl-juice .table}\n//| caption: Juice.\ntable([{ kg: harvest }])\n```"),
        before,
        command: ["build"],
      }),
      ["memo build", "echo more >> out/tables/tbl-juice.csv", "rm chapters/03-juice.md"],
      ["memo build", "rm chapters/03-juice.md"],
    ),
  },
  "files/unfinished": {
    severity: "error",
    summary: "a build was ended while it replaced a folder, and the folder was changed since",
    why: "Both may hold something that is nowhere else. Look at the two, keep what is worth it, and remove the one that the message names.",
    fixed: true,
    ...examples<Record<string, string>>(
      (files) => ({ files, before: ["touch -d 2020-01-01 .out.memo"], command: ["build", "--only", "md"] }),
      {
        ".out.memo/owner.json":
          '{"memo": "memo is replacing what this folder is named after", "pid": 99999999, "start": 1, "host": "here"}',
        ".out.memo/new/memo.md": "New.",
        ".out.memo/old/notes.txt": "Old.",
        "out/other.txt": "Made since.",
      },
      {
        ".out.memo/owner.json":
          '{"memo": "memo is replacing what this folder is named after", "pid": 99999999, "start": 1, "host": "here"}',
        ".out.memo/new/memo.md": "New.",
      },
    ),
  },
} satisfies Rules<"files">;
