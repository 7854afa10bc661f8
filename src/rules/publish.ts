import { examples, newer, typed } from "./base.js";
import type { Rules } from "./rule.js";

const WORSE = newer("orchard:\n  apples: {value: 36 kg, reason: A late frost took the blossom.}");
const publish = ["publish", "--to", "site", "--scenarios", "none"];
const published = `memo ${publish.join(" ")}`;

export const publishing = {
  "publish/call": {
    severity: "error",
    summary: "what is to be published is no version",
    why: "An address of a version is for what that version says. Scenarios have addresses of their own below it.",
    fixed: true,
    wrong: { files: {}, command: [...publish.slice(0, 3), "--scenarios", "late-forst"] },
    right: { files: {}, command: [...publish.slice(0, 3), "--scenarios", "late-frost"] },
  },
  "publish/changed": {
    severity: "error",
    summary: "a site no longer holds a published version as it was published",
    why: "Readers were promised that it stays. Publishing on top would make the change look right. Bring the files back.",
    fixed: true,
    wrong: { files: {}, before: [published, "echo more >> site/v/2026-03/memo.md"], command: publish },
    right: { files: {}, before: [published], command: publish },
  },
  "publish/lost-address": {
    severity: "warning",
    summary: "an address that a published version had leads nowhere now",
    why: "Links to it from elsewhere find the page and not the place. Say in the first chapter's `memo: { redirects: { old: new } }` what has its place; the version that had it stays as it is.",
    ...examples(
      (line) => ({
        files: { "assumptions/2026-06.yaml": WORSE },
        before: [`${published} -a 2026-03`, line],
        command: publish,
      }),
      'sed -i \'s/#fits/#suffices/; s/"fits"/"suffices"/\' chapters/0*.md',
      'sed -i \'s/#fits/#suffices/; s/"fits"/"suffices"/; s/A. Grower]/A. Grower], redirects: {fits: suffices}/\' chapters/0*.md',
    ),
  },
  "publish/name": {
    severity: "error",
    summary: "a version or scenario has a name that can't be a part of an address",
    why: "Addresses have to be the same on every web server, in every file system and in a printed reference. Rename it.",
    fixed: true,
    wrong: { files: { "assumptions/März.yaml": WORSE.replace("version: 2026-06", "version: März") }, command: publish },
    right: { files: { "assumptions/2026-06.yaml": WORSE }, command: publish },
  },
  "publish/old-version": {
    severity: "error",
    summary: "a published version that has a later one would be replaced",
    why: "Who cited it would find something else at its address. Say what is new in a new version.",
    fixed: true,
    ...examples(
      (before) => ({
        files: { "assumptions/2026-06.yaml": WORSE },
        before,
        command: [...publish, "--revise", "-a", "2026-03"],
      }),
      [`${published} -a 2026-03`, published, "sed -i 's/value: 120/value: 130/' assumptions/2026-03.yaml"],
      [`${published} -a 2026-03`, published],
    ),
  },
  "publish/preview": {
    severity: "error",
    summary: "a folder can't be taken as a preview",
    why: "What a pull request's own run built is put beside the published memo as it is. Links and devices would publish what they lead to, and a folder without a page is no preview.",
    fixed: true,
    wrong: {
      files: { "built/index.html": "<!doctype html><title>The orchard</title>\n" },
      before: ["ln -s /etc/hostname built/memo.md"],
      command: typed("publish --to site --preview 12 --from built"),
    },
    right: {
      files: { "built/index.html": "<!doctype html><title>The orchard</title>\n" },
      command: typed("publish --to site --preview 12 --from built"),
    },
  },
  "publish/published": {
    severity: "error",
    summary: "a version is published already, from other sources",
    why: "A version's address is for ever. Start a new version, or say with `--revise` that the latest is to be replaced: what it was stays at an address of its own.",
    fixed: true,
    ...examples(
      (command) => ({
        files: {},
        before: [published, "sed -i 's/value: 120/value: 125/' assumptions/2026-03.yaml"],
        command,
      }),
      publish,
      [...publish, "--revise"],
    ),
  },
  "publish/record": {
    severity: "error",
    summary: "the list of what a site holds can't be read",
    why: "Without it versions would be lost from the site's index. Bring the file back as `memo publish` wrote it.",
    fixed: true,
    wrong: { files: {}, before: [published, "echo '{}' > site/versions.json"], command: publish },
    right: { files: {}, before: [published], command: publish },
  },
} satisfies Rules<"publish">;
