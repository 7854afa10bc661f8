import { existsSync } from "node:fs";
import { dirname, sep } from "node:path";
import { nodeFiles, systemProgram } from "./system.js";
import { type Command, type Confined, inRoot, nodeArguments, type Wall } from "./wall.js";

const SHELL = "/bin/sh";

/** Bounds that a shell sets on itself: nothing is written to a file or left by a crash, and few descriptors are open. */
const BOUNDS = "ulimit -f 0; ulimit -c 0; ulimit -n 256";

/** Files of a root that holds nothing but what Node needs, by where they stand in it. */
interface Root {
  files: readonly (readonly [path: string, place: string])[];
  /** What to run in it. */
  command: string[];
}

function rootFor(confined: Confined): Root {
  const { program, libraries, loader } = nodeFiles();
  const node = "/node";
  return {
    files: [
      [program, node],
      ...confined.files.map((file) => [file, inRoot(file)] as const),
      ...libraries.map(({ name, path }) => [path, `/${name}`] as const),
    ],
    command: [...(loader ? [`/${loader.name}`, "--library-path", "/"] : []), node, ...nodeArguments(confined, inRoot)],
  };
}

/** Bubblewrap: a root of its own, no other process, no network. */
export const bubblewrap = (program = systemProgram("bwrap")): Wall | undefined =>
  program === undefined
    ? undefined
    : {
        name: "bubblewrap",
        open: [],
        command: (confined) => {
          const { files, command } = rootFor(confined);
          const flags = ["--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv"];
          const environment = ["--setenv", "TZ", "UTC", "--setenv", "LC_ALL", "en_US.UTF-8"];
          const binds = files.flatMap(([path, place]) => ["--ro-bind", path, place]);
          const rest = ["--chdir", "/", "--remount-ro", "/", "--", ...command];
          const bounded = ["-c", `set -e; ${BOUNDS}; exec "$@"`, "sh", program];
          return { file: SHELL, args: [...bounded, ...flags, ...environment, ...binds, ...rest], detached: true };
        },
      };

/** Folders over which a root can be laid, in a view of the file system that no other process has. */
const LAID_OVER = ["/mnt", "/media", "/srv", "/opt", "/home", "/var"];

// Lays an empty root over a folder, puts each file of the list in it, bounds itself, and runs Node there as nobody, in user namespaces of its own
// once more so that it has no capability over the root. The table of mounts is emptied: it tells where things stand outside.
const IN_ROOT = `set -ef
mount=$1 unshare=$2 root=$3 inodes=$4 names=$5 table=$6
shift 6
$mount -t tmpfs -o nosuid,nodev,mode=555,size=16k,nr_inodes=$inodes memo $root
for name in $names; do : > $root/$name; done
printf %s "$table" > $root/mounts
$mount -a -T $root/mounts
: > $root/mounts
${BOUNDS}
exec $unshare --user --root=$root --wd=/ "$@"`;

/** Namespaces by the system's own programs, in which Node has a root of its own. */
export function namespaces(): Wall | undefined {
  const [outside, mount] = [apart(["--mount"]), systemProgram("mount")];
  if (!outside || mount === undefined) return undefined;
  return {
    name: "namespaces with a root of their own",
    open: [],
    command: (confined) => {
      const { files, command } = rootFor(confined);
      const needed = files.map(([path]) => path);
      const root = LAID_OVER.find(
        (folder) => existsSync(folder) && !needed.some((path) => path.startsWith(folder + sep)),
      );
      const table = files.map(([path, place]) => `${escaped(path)} ${root}${place} none bind,ro,nosuid,nodev 0 0\n`);
      const names = files.map(([, place]) => place.slice(1));
      // The root, the table and the files, and not one more.
      const inodes = String(files.length + 2);
      const given = [
        mount,
        outside.unshare,
        root ?? dirname(mount),
        inodes,
        ["mounts", ...names].join(" "),
        table.join(""),
      ];
      return {
        file: outside.file,
        args: [...outside.args, SHELL, "-c", IN_ROOT, "sh", ...given, ...command],
        detached: true,
      };
    },
  };
}

/** As tables of mounts have it. */
const escaped = (path: string): string =>
  path.replace(/[\\\s#]/g, (letter) => `\\${letter.charCodeAt(0).toString(8).padStart(3, "0")}`);

/** Namespaces that leave the file system as it is, for systems that don't let it be laid out anew. */
export function fewerNamespaces(): Wall | undefined {
  const outside = apart([]);
  if (!outside) return undefined;
  return {
    name: "namespaces",
    open: ["sockets"],
    command: (confined) => ({
      file: outside.file,
      args: [...outside.args, ...bounded(confined)],
      detached: true,
    }),
  };
}

/** No namespace: it ends with its parent, and gains no rights. */
export function bound(open: Wall["open"]): Wall | undefined {
  const setpriv = systemProgram("setpriv");
  if (setpriv === undefined) return undefined;
  return {
    name: "Node's permission model, and bounds of the system's",
    open,
    command: (confined): Command => ({
      file: setpriv,
      args: [...LEASH, ...bounded(confined)],
      detached: true,
    }),
  };
}

/** No new rights, and dead when the parent is. */
const LEASH = ["--nnp", "--pdeathsig", "KILL"];

/** The start of a command in namespaces of its own: no other process is seen, no network is there. */
function apart(more: readonly string[]): { file: string; args: string[]; unshare: string } | undefined {
  const [setpriv, unshare] = [systemProgram("setpriv"), systemProgram("unshare")];
  if (setpriv === undefined || unshare === undefined) return undefined;
  const kinds = ["--user", "--map-root-user", "--net", "--ipc", "--uts", "--pid", ...more];
  return { file: setpriv, args: [...LEASH, unshare, ...kinds, "--fork", "--kill-child=KILL"], unshare };
}

const bounded = (confined: Confined): string[] => [
  SHELL,
  "-c",
  `set -e; ${BOUNDS}; exec "$@"`,
  "sh",
  process.execPath,
  ...nodeArguments(confined),
];
