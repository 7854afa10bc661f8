import type { Command } from "commander";
import type { CommandOptions } from "../memo/compute.js";
import type { Terminal } from "./terminal/terminal.js";

/** What commands are added to, and what each of them works with. */
export interface CommandContext {
  program: Command;
  computing: ComputingCommands;
  terminal: Terminal;
  /** Says how it went. */
  exit(code: number): void;
}

/** What all commands that compute the memo have. */
interface ComputingCommands {
  /** Adds their options. */
  add(command: Command): Command;
  /** What a call gave, with what these come to. */
  read<Given extends object>(given: Given): Given & CommandOptions;
}
