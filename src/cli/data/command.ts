import type { Command } from "commander";
import type { CommandContext } from "../context.js";
import { seconds } from "../forge/options.js";
import type { DataOptions } from "./data.js";

/** Adds `data` to a program. The day is that of the clock: it is what the lock is to say. */
export function addData({ program, terminal, exit }: CommandContext): void {
  const command = program
    .command("data")
    .description("fetch files into data/ and keep what they were in data/lock.yaml; a build never fetches");
  const sub = (name: "add" | "update" | "check" | "accept", argument: string, about: string, says: string): Command =>
    command
      .command(name)
      .description(about)
      .argument(argument, says)
      .option("-C, --folder <dir>", "the memo's folder", ".")
      .action(async (names: string | string[], options: DataOptions) => {
        const { data } = await import("./data.js");
        const today = new Date().toISOString().slice(0, 10);
        exit(await data(name, [names].flat(), options, terminal, { environment: process.env, today }));
      });
  const fetches = (one: Command): Command =>
    one
      .option(
        "--token-env <name>",
        "variable of the environment that holds a token; it is sent to one server only, the address's own",
      )
      .option("--timeout <seconds>", "until it is given up", seconds, 60);
  const signs = (one: Command): Command => one.option("--by <name>", "who fetches or takes it over, for the lock");
  signs(fetches(sub("add", "<address>", "fetch a file for the first time", "an http or https address")))
    .option("--as <name>", "its name in data/ (default: the address's last part)")
    .option("--licence <text>", "under which it may be used, for the lock");
  signs(
    fetches(sub("update", "[names...]", "fetch files again", "names below data/ (default: all that were fetched)")),
  );
  fetches(
    sub(
      "check",
      "[names...]",
      "look whether addresses give something else now, and files are as they were fetched",
      "names below data/ (default: all that were fetched)",
    ),
  );
  signs(sub("accept", "<names...>", "take files over that were changed by hand", "names below data/"));
}
