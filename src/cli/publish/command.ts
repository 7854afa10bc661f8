import { InvalidArgumentError } from "commander";
import type { CommandOptions } from "../../memo/compute.js";
import type { PublishOptions } from "../../memo/publishing/publish.js";
import type { CommandContext } from "../context.js";

type PublishCall = Omit<PublishOptions, keyof CommandOptions>;

/** Adds `memo publish`. */
export function addPublish({ program, computing, terminal, exit }: CommandContext): void {
  computing
    .add(program.command("publish"))
    .description(
      "put the memo into a folder that is a static site: the latest version at its root, each version for ever at its address",
    )
    .requiredOption("--to <dir>", "the site's folder, as the last publishing left it; a new one begins a site")
    .option("--scenarios <names>", "scenarios to publish with the version, separated by commas, or none", names)
    .option("--revise", "replace the latest version by another memo of its name; what was there stays beside it", false)
    .option("--adopt", "overwrite files of the names that memo writes, whoever wrote or changed them", false)
    .option("--preview <number>", "put the memo at /pr/<number>/ instead, for a pull request", whole)
    .option(
      "--from <dir>",
      "with --preview: its files as another run built them; nothing is built, and no block is run",
    )
    .option("--remove-preview <number>", "take that preview away", whole)
    .addHelpText(
      "after",
      `
The site is plain files for any web server; docs/publishing.md lists their addresses and forms. What was published once isn't built
again: it is taken from the folder as it is there, and a published version that was changed there, or would be by what is published now, is
refused. \`memo: { url: https://… }\` in the first chapter's front matter gives the site a feed, a sitemap, canonical links and the facts
that libraries read.

  memo publish --to site/                        the memo's own version
  memo publish --to site/ -a 2026-03             an earlier one, in its place among the others
  memo publish --to site/ --preview 12           a preview at /pr/12/`,
    )
    .action(async (given: PublishCall) => {
      const { publish } = await import("./run.js");
      const { preview, removePreview, from } = given;
      if (preview !== undefined && removePreview !== undefined)
        return program.error("error: give --preview or --remove-preview", { exitCode: 2 });
      if (from !== undefined && preview === undefined)
        return program.error("error: --from is for --preview", { exitCode: 2 });
      exit(await publish(computing.read(given), terminal));
    });
}

function names(text: string): string[] {
  return text === "none"
    ? []
    : text
        .split(",")
        .map((name) => name.trim())
        .filter((name) => name !== "");
}

function whole(text: string): number {
  const value = Number(text);
  if (!/^\d{1,9}$/.test(text) || value < 1) throw new InvalidArgumentError("Expected a whole number above zero.");
  return value;
}
