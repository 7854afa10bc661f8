import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { LIVE_BUILD } from "../../src/live/compiled.js";
import { REALM_BUILD } from "../../src/notebook/realm/compiled.js";
import { codeBehind } from "../../src/store/index.js";

/** Where Node still finds the dependencies from, and nobody looks. */
const CACHE = "node_modules/.cache/memo-report";
const KEPT_MS = 2 * 3600 * 1000;

/**
 * The package as it would be published, compiled without checking types: its folder, with `package.json`, `dist/` and the starter
 * memo. Processes that tests start run from it, since one takes 0.1 s to start there, and 0.3 to 0.8 s from source. What was compiled
 * before from the same sources serves again; compiling takes half a second.
 */
export function compiledPackage(root: string): string {
  const packages = join(root, CACHE);
  const folder = join(packages, digest(root));
  if (existsSync(folder)) {
    const now = new Date();
    utimesSync(folder, now, now);
    return folder;
  }
  mkdirSync(packages, { recursive: true });
  for (const name of readdirSync(packages)) {
    const path = join(packages, name);
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: 0 };
    if (Date.now() - mtimeMs > KEPT_MS) rmSync(path, { recursive: true, force: true });
  }
  const fresh = `${folder}-${process.pid}`;
  const tsc = join(createRequire(import.meta.url).resolve("typescript/package.json"), "../bin/tsc");
  const options = ["--noCheck", "--declaration", "false", "--outDir", join(fresh, "dist")];
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", "tsconfig.build.json", ...options], {
    cwd: root,
    encoding: "utf8",
  });
  if (!existsSync(join(fresh, "dist/cli/main.js"))) throw new Error(`the sources don't compile:\n${stdout}`);
  const realm = join(fresh, "dist/realm/compiled");
  // Few changes touch what runs blocks; bundling it anew takes longer than compiling all else.
  const kept = join(packages, `realm-${codeBehind(REALM_BUILD.href)}`);
  if (!existsSync(kept)) {
    const bundle = `${kept}-${process.pid}`;
    const { stderr } = spawnSync(process.execPath, [join(fresh, "dist/realm/build.js"), bundle], { encoding: "utf8" });
    if (!existsSync(join(bundle, "child.mjs"))) throw new Error(`what runs blocks doesn't compile:\n${stderr}`);
    takeName(bundle, kept);
  }
  cpSync(kept, realm, { recursive: true });
  const live = join(packages, `live-${codeBehind(LIVE_BUILD.href)}`);
  if (!existsSync(live)) {
    const bundle = `${live}-${process.pid}`;
    const { stderr } = spawnSync(process.execPath, [join(fresh, "dist/live/build.js"), bundle], { encoding: "utf8" });
    if (!existsSync(join(bundle, "live.js"))) throw new Error(`the script of live pages doesn't compile:\n${stderr}`);
    takeName(bundle, live);
  }
  cpSync(live, join(fresh, "dist/live/compiled"), { recursive: true });
  for (const path of ["package.json", "src/assets", "src/cli/ci", "src/cli/starter"])
    cpSync(join(root, path), join(fresh, path), { recursive: true });
  const { status, stderr } = spawnSync(process.execPath, [join(fresh, "dist/store/bundle.js")], { encoding: "utf8" });
  if (status !== 0) throw new Error(`the package can't be bundled:\n${stderr}`);
  takeName(fresh, folder);
  return folder;
}

/** Gives a finished folder its name, unless another run was first. */
function takeName(fresh: string, folder: string): void {
  try {
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

/** Of all that goes into the package. */
function digest(root: string): string {
  const hash = createHash("sha256");
  const inSource = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .map((name) => `src/${name}`)
    .filter((path) => statSync(join(root, path)).isFile());
  for (const path of ["package.json", "tsconfig.json", "tsconfig.build.json", ...inSource.sort()])
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update("\0");
  return hash.digest("hex").slice(0, 16);
}
