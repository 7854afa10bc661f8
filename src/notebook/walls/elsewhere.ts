import { existsSync, realpathSync } from "node:fs";
import { NODE_LEAVES_OPEN, nodeArguments, type Wall } from "./wall.js";

const SANDBOX = "/usr/bin/sandbox-exec";

/**
 * The sandbox of macOS, by a profile that allows what Node needs to start and nothing else. Written from its documentation and from profiles that others
 * publish; not tried, which is why `memo doctor` and `--require-sandbox` try it.
 */
export function seatbelt(): Wall | undefined {
  if (!existsSync(SANDBOX)) return undefined;
  return {
    name: "sandbox-exec",
    open: [],
    command: (confined) => {
      const node = realpathSync(process.execPath);
      const quoted = (path: string): string => `"${path.replace(/["\\]/g, "\\$&")}"`;
      // A package manager's Node has its libraries in folders of that package manager.
      const managed = ["/opt/homebrew", "/usr/local", "/opt/local"].filter((folder) => node.startsWith(`${folder}/`));
      const profile = `(version 1)
(deny default)
(allow process-exec (literal ${quoted(node)}))
(allow file-read-metadata)
(allow file-read* (literal "/") (literal "/dev/null") (literal "/dev/random") (literal "/dev/urandom") (literal ${quoted(node)})
  (subpath "/usr/lib") (subpath "/System/Library") (subpath "/private/var/db/dyld")
  ${managed.map((folder) => `(subpath ${quoted(folder)})`).join(" ")}
  ${confined.files.map((file) => `(literal ${quoted(realpathSync(file))})`).join(" ")})
(allow sysctl-read)
(allow mach-priv-task-port (target self))
(allow process-info* (target self))
(allow signal (target self))`;
      return {
        ...watched([SANDBOX, "-p", profile, node, ...nodeArguments(confined, realpathSync)]),
      };
    },
  };
}

/** Node's permission model by itself: where the system offers nothing. */
export const permissionModel: Wall = {
  name: "Node's permission model",
  open: NODE_LEAVES_OPEN,
  command: (confined) => {
    const command = [process.execPath, ...nodeArguments(confined)];
    const [file = "", ...args] = command;
    return process.platform === "win32" ? { file, args, detached: false } : watched(command);
  },
};

/**
 * A command that ends when its parent does, on systems without a call for it: a second process looks every second whether the parent is there.
 * Neither writes to a file.
 */
function watched(command: readonly string[]): ReturnType<Wall["command"]> {
  const script = `ulimit -f 0; ulimit -c 0
parent=$PPID own=$$
(while kill -0 $own && sleep 1; do kill -0 $parent || { kill -9 $own; exit; }; done) < /dev/null > /dev/null 2>&1 3>&- &
exec "$@"`;
  return { file: "/bin/sh", args: ["-c", script, "sh", ...command], detached: false };
}
