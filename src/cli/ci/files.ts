import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { MemoError } from "../../diagnostic.js";

/** Templates; they ship beside the source also of a compiled package. */
const TEMPLATES = fileURLToPath(new URL("../../../src/cli/ci/", import.meta.url));

export const FORGES = ["github", "gitlab"] as const;

/** Where a memo is to be checked, reviewed and published, and which engine does it. */
export interface CiOptions {
  forge: (typeof FORGES)[number];
  /** `owner/name@ref`: the repository that holds the engine, and its tag or commit. */
  engine?: string;
  /** The memo's folder in its repository; "" for the top. */
  folder?: string;
}

/**
 * What is asked for on a command line; undefined where no forge is.
 * @throws MemoError where an engine is named and nothing is to be written that would call it
 */
export function ciOptions(forge: CiOptions["forge"] | undefined, engine: string | undefined): CiOptions | undefined {
  if (forge) return { forge, engine };
  if (engine === undefined) return undefined;
  throw MemoError.of(
    {
      rule: "init/engine",
      message: "`--engine` names what workflows call, and none are asked for",
      expected: `\`--ci ${FORGES.join("` or `--ci ")}\` with it`,
    },
    2,
  );
}

/**
 * What calls the engine's workflows from a memo's own repository, by path.
 * @throws MemoError where no engine is named, or none that can be.
 */
export function ciFiles({ forge, engine, folder = "" }: CiOptions): Map<string, string> {
  const [, repository, ref] = /^([A-Za-z0-9][\w-]*\/[A-Za-z0-9_.-]+)@([A-Za-z0-9][\w./-]*)$/.exec(engine ?? "") ?? [];
  if (repository === undefined || ref === undefined || ref.includes(".."))
    throw MemoError.of(
      {
        rule: "init/engine",
        message: engine === undefined ? "`--ci` needs to know where the engine is" : `\`${engine}\` names no engine`,
        expected:
          "`--engine owner/name@ref`: the repository on GitHub that holds the engine, and a tag or commit of it",
        hint: "a commit can't be moved by others, a tag can",
      },
      2,
    );
  const filled = (path: string): string =>
    readFileSync(join(TEMPLATES, path), "utf8")
      .replaceAll("{engine}", repository)
      .replaceAll("{ref}", ref)
      .replace(/^.*\{folder\}\n/gm, (line) =>
        folder === "" ? "" : line.replace("{folder}", () => JSON.stringify(folder)),
      );
  if (forge === "gitlab") return new Map([[".gitlab-ci.yml", filled("gitlab.yml")]]);
  const names = readdirSync(join(TEMPLATES, "github")).sort();
  const place = (name: string): string => (name === "dependabot.yml" ? `.github/${name}` : `.github/workflows/${name}`);
  return new Map(names.map((name) => [place(name), filled(`github/${name}`)]));
}
