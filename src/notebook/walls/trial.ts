import type { Reach } from "./wall.js";

/** What is put before a confined program, to be reached if it can. */
export interface Targets {
  /** A file that is there, to be read. */
  file: string;
  /** A folder that is there, to be listed. */
  folder: string;
  /** A path where nothing is, to be written to. */
  fresh: string;
  /** A port of this machine that listens for TCP, and one that takes datagrams. */
  tcp: number;
  udp: number;
  /** Sockets that listen at a path, and at a name without one where the system has such. */
  sockets: readonly string[];
  /** Programs that are there. */
  programs: readonly string[];
  /** Processes that run. */
  processes: readonly number[];
}

/** What was reached, each in a few words. */
export type Reached = Partial<Record<Reach, string[]>>;
