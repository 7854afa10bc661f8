import { existsSync, type FSWatcher, readdirSync, statSync, watch } from "node:fs";
import { join } from "node:path";
import { DEEPEST_DATA } from "../memo/data-folder.js";

/** An editor's writes that belong together come within this time. */
const QUIET_MS = 6;
/** A stream of writes is answered after this time all the same. */
const LONGEST_MS = 120;
/** Where the system tells of changes, it may miss some; where it doesn't, this is how they are found. */
const LOOK_MS = 1_000;
const LOOK_WITHOUT_WATCH_MS = 250;

/** What stops watching. */
export interface Watching {
  close(): void;
}

/**
 * Calls `changed` when a file in one of the folders of `root` is written, made, renamed or removed, once for writes in quick
 * succession. Folders may go and come back. Files whose names begin with a dot or end in `~` are an editor's own.
 */
export function watchFolders(root: string, folders: readonly string[], changed: () => void): Watching {
  const watchers = new Map<string, FSWatcher>();
  let quiet: NodeJS.Timeout | undefined;
  let first: number | undefined;
  let seen = state(root, folders);
  let closed = false;
  const settle = (): void => {
    first = undefined;
    const now = state(root, folders);
    if (closed || now === seen) return;
    seen = now;
    changed();
  };
  const touched = (): void => {
    first ??= Date.now();
    clearTimeout(quiet);
    quiet = setTimeout(settle, Math.max(0, Math.min(QUIET_MS, first + LONGEST_MS - Date.now())));
  };
  const listen = (folder: string): void => {
    if (watchers.has(folder)) return;
    try {
      const watcher = watch(join(root, folder), touched);
      const gone = (): void => {
        watcher.close();
        watchers.delete(folder);
        touched();
      };
      watcher.on("error", gone);
      // A watcher of a folder that was replaced hears nothing more.
      watcher.on("change", (event, name) => {
        if (event === "rename" && name === folder) gone();
      });
      watchers.set(folder, watcher);
    } catch {
      // It isn't there, or can't be watched: looking finds what changes.
    }
  };
  for (const folder of folders) listen(folder);
  /** A folder that isn't there is looked for now and then. */
  const isHeard = (folder: string): boolean => watchers.has(folder) || !existsSync(join(root, folder));
  let look: NodeJS.Timeout;
  const looking = (): void => {
    for (const folder of folders) listen(folder);
    if (state(root, folders) !== seen) touched();
    look = setTimeout(looking, folders.every(isHeard) ? LOOK_MS : LOOK_WITHOUT_WATCH_MS);
  };
  look = setTimeout(looking, LOOK_WITHOUT_WATCH_MS);
  return {
    close() {
      closed = true;
      clearTimeout(quiet);
      clearTimeout(look);
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}

/** Names, sizes and times of the files, and of those in folders as deep as they are read, as one text. */
function state(root: string, folders: readonly string[], depth = 1): string {
  const parts: string[] = [];
  for (const folder of folders) {
    let names: string[];
    try {
      names = readdirSync(join(root, folder));
    } catch {
      parts.push(`${folder} is gone`);
      continue;
    }
    for (const name of names.sort()) {
      if (name.startsWith(".") || name.endsWith("~")) continue;
      const path = `${folder}/${name}`;
      try {
        const stat = statSync(join(root, path));
        parts.push(`${path} ${stat.size} ${stat.mtimeMs} ${stat.ino}`);
        if (stat.isDirectory() && depth < DEEPEST_DATA) parts.push(state(root, [path], depth + 1));
      } catch (error) {
        // Gone in this moment, or a link that leads nowhere, which is told and may be mended.
        parts.push(`${path} ${(error as NodeJS.ErrnoException).code}`);
      }
    }
  }
  return parts.join("\n");
}
