import { MemoError } from "../../diagnostic.js";
import {
  acceptPinned,
  addPinned,
  checkPinned,
  type Fetching,
  type PinnedChange,
  updatePinned,
} from "../../memo/data/pinned.js";
import { wordsOf } from "../../memo/data/words.js";
import { runCommand } from "../runner.js";
import type { Terminal } from "../terminal/terminal.js";

export interface DataOptions {
  folder: string;
  /** The variable of the environment that holds a token. */
  tokenEnv?: string;
  by?: string;
  as?: string;
  licence?: string;
  /** Seconds. */
  timeout: number;
}

/** What the commands take from around them. */
export interface DataEdge {
  environment: Readonly<Record<string, string | undefined>>;
  /** Such as 2026-03-15. */
  today: string;
}

type Action = "add" | "update" | "check" | "accept";

/** `memo data`: fetches files into data/ and keeps their lock. Returns the exit code: `check` gives 1 where anything is newer, edited or gone, `update` where it leaves a file. */
export function data(
  action: Action,
  names: readonly string[],
  options: DataOptions,
  terminal: Terminal,
  { environment, today }: DataEdge,
): Promise<number> {
  return runCommand(terminal, async ({ project: read, step, done }) => {
    const project = read(options.folder);
    const token = tokenOf(options.tokenEnv, environment);
    const { by, as, licence, timeout } = options;
    const fetching: Fetching = { today, timeout: timeout * 1000, by, token };
    if (action !== "accept") step("fetching");
    const [first = ""] = names;
    const failures: MemoError[] = [];
    const onFailure = (_: string, error: MemoError): number => failures.push(error);
    const changes =
      action === "add"
        ? [await addPinned(project, first, { ...fetching, as, licence })]
        : action === "update"
          ? await updatePinned(project, names, fetching, onFailure)
          : action === "accept"
            ? await acceptPinned(project, names, fetching)
            : await checkPinned(project, names, fetching, onFailure);
    done();
    if (changes.length + failures.length === 0) terminal.out("nothing was fetched yet: `memo data add <address>`\n");
    for (const change of changes) terminal.out(`data/${change.file}: ${wordsOf(change)}\n`);
    if (action === "add") terminal.out(declarationOf(changes[0]));
    // What keeps one from being fetched keeps no other.
    if (failures.length > 0) throw new MemoError(failures.flatMap(({ diagnostics }) => diagnostics));
    const left = (what: PinnedChange["what"]): boolean =>
      action === "check" ? what !== "unchanged" : what === "edited";
    return changes.some(({ what }) => left(what)) ? 1 : 0;
  });
}

function tokenOf(name: string | undefined, environment: DataEdge["environment"]): string | undefined {
  if (name === undefined) return undefined;
  const token = environment[name];
  if (token) return token;
  throw MemoError.of(
    {
      rule: "data/token",
      message: `the environment has no \`${name}\``,
      expected: "the name of a variable that holds a token",
    },
    2,
  );
}

const declarationOf = (change: PinnedChange | undefined): string =>
  change
    ? `declare it in the register: \`name: {data: ${change.file}, columns: {…}, source: …, as_of: ${change.entry.fetched}}\`\n`
    : "";
