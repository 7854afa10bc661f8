import { type Command, Help, type Option } from "commander";
import { wrap } from "../text/table.js";

/** The commands by what they are for, in the order of `--help`. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  "Compute and look:": ["build", "dev", "check", "why", "show", "graph", "sweep"],
  "Assumptions and data:": ["set", "new-version", "data", "status", "read", "news"],
  "Review and publish:": ["diff", "verify", "publish", "previews", "comment", "git"],
  "Begin and learn:": ["init", "import", "schema", "declare", "doctor", "explain", "help"],
};

/** What a program shows as help: a default that says nothing, as of a switch that is off or of a list that is empty, is not named. */
export const HELP = {
  sortSubcommands: false,
  optionDescription: (option: Option): string => {
    const { defaultValue } = option;
    const isPlain = defaultValue === false || (Array.isArray(defaultValue) && defaultValue.length === 0);
    const shown = isPlain ? Object.assign(Object.create(option), { defaultValue: undefined }) : option;
    return new Help().optionDescription(shown);
  },
};

/** Columns of help where no terminal says how many it has. */
const WIDTH = 80;

/** Help as it is printed: what stands below options and commands in lines that fit too, examples of calls as they are. */
export function fitted(text: string, width = WIDTH): string {
  const lines: string[] = [];
  for (const line of text.split("\n")) {
    // A sentence that was broken for a wider page goes on.
    const before = lines.at(-1);
    if (before !== undefined && before.length > width && /[^.:;]$/.test(before) && /^\S/.test(line))
      lines[lines.length - 1] = `${before} ${line}`;
    else lines.push(line);
  }
  return lines
    .flatMap((line) => (line.length <= width || line.startsWith("  memo ") ? [line] : hanging(line, width)))
    .join("\n");
}

/** A line in several, those after the first below what its first column says. */
function hanging(line: string, width: number): string[] {
  const [lead = ""] = /^(?: +\S+(?: \S+)* {2,})?/.exec(line) ?? [];
  const room = width - lead.length;
  return wrap(line.slice(lead.length), room).map((part, i) => (i === 0 ? lead : " ".repeat(lead.length)) + part);
}

/**
 * Puts the commands of a program under the headings of `GROUPS`, in their order.
 * @throws Error for a command that stands in none
 */
export function groupCommands(program: Command): void {
  const order = Object.values(GROUPS).flat();
  for (const command of program.commands) {
    const group = Object.entries(GROUPS).find(([, names]) => names.includes(command.name()));
    if (!group) throw new Error(`the command ${command.name()} is under no heading of the help`);
    command.helpGroup(group[0]);
    for (const one of [command, ...command.commands]) {
      const path = one === command ? `memo ${one.name()}` : `memo ${command.name()} ${one.name()}`;
      one.showHelpAfterError(`(${path} --help says more)`);
    }
  }
  const [last = ""] = Object.keys(GROUPS).slice(-1);
  program.commandsGroup(last).helpCommand("help [command]", "display help for command");
  (program.commands as Command[]).sort((a, b) => order.indexOf(a.name()) - order.indexOf(b.name()));
}
