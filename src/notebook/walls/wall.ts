import { basename } from "node:path";

/** What blocks' code must not reach should it leave its realm: files and folders, the network, sockets that have a path, programs, other processes. */
export const REACHES = ["files", "network", "sockets", "programs", "signals"] as const;
export type Reach = (typeof REACHES)[number];

/** What can be reached, in words. */
export const REACH_WORDS: Readonly<Record<Reach, string>> = {
  files: "files",
  network: "the network",
  sockets: "Unix sockets",
  programs: "programs",
  signals: "other processes",
};

/** What is run behind a wall: Node with these flags, on the first of the files. The files are all that it reads, and its arguments. */
export interface Confined {
  flags: readonly string[];
  files: readonly string[];
}

/** How a confined program is started. */
export interface Command {
  file: string;
  args: string[];
  /** In a session of its own, so that a signal to its process group meets nobody else. */
  detached: boolean;
}

/** A way to keep a process from the rest of the machine. */
export interface Wall {
  /** As `memo doctor` names it. */
  name: string;
  /** What it leaves open by what is known of it; `probe` tries. */
  open: readonly Reach[];
  command(confined: Confined): Command;
}

const MAJOR = Number.parseInt(process.versions.node, 10);

/** What Node's permission model, which stands behind every wall, leaves open by itself. */
export const NODE_LEAVES_OPEN: readonly Reach[] =
  MAJOR >= 25 ? ["sockets", "signals"] : ["network", "sockets", "signals"];

/** Node's flags and arguments for a confined program whose files are found where `place` says. */
export function nodeArguments({ flags, files }: Confined, place: (file: string) => string = (file) => file): string[] {
  const permission = MAJOR >= 24 ? "--permission" : "--experimental-permission";
  const there = files.map(place);
  return [
    ...flags,
    "--no-warnings",
    // Else it is Node that answers code that imports, with an error that leads out.
    "--experimental-vm-modules",
    "--no-addons",
    permission,
    ...there.map((file) => `--allow-fs-read=${file}`),
    ...there,
  ];
}

/** Where a file stands in a root that holds nothing but what is needed. */
export const inRoot = (file: string): string => `/${basename(file)}`;

/** Nothing of the parent's; the time zone and locale that make results the same everywhere. */
export function environment(): NodeJS.ProcessEnv {
  const { SystemRoot } = process.env;
  return { TZ: "UTC", LC_ALL: "en_US.UTF-8", ...(process.platform === "win32" && SystemRoot ? { SystemRoot } : {}) };
}
