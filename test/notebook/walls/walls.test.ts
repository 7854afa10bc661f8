import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, inject, it } from "vitest";
import type { doctor } from "../../../src/cli/doctor/doctor.js";
import type { MemoError } from "../../../src/diagnostic.js";
import { BlockProcess, defaultLimits } from "../../../src/notebook/process/block-process.js";
import { Ladder, openWord, wallsHere } from "../../../src/notebook/walls/ladder.js";
import type * as probing from "../../../src/notebook/walls/probe.js";
import type * as sandbox from "../../../src/notebook/walls/sandbox.js";
import { readNodeFiles } from "../../../src/notebook/walls/system.js";
import { type Confined, REACHES, type Wall } from "../../../src/notebook/walls/wall.js";
import { NO_BLOCKS } from "../run/blocks.js";
import { compiledModule } from "./compiled.js";

const { probe } = await compiledModule<typeof probing>("notebook/walls/probe.js");
const { requireSandbox } = await compiledModule<typeof sandbox>("notebook/walls/sandbox.js");

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "memo-walls-")));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const lowest = wallsHere().at(-1) as Wall;
const cannot: Wall = {
  name: "none",
  open: [],
  command: () => ({ file: "/bin/false", args: [], detached: false }),
};

describe.runIf(process.platform === "linux")("a wall", () => {
  it.each(wallsHere().map((wall) => [wall.name, wall] as const))("leaves open what it says: %s", async (_, wall) => {
    const probed = await probe(wall);
    // What a machine refuses it says in words.
    if (!probed.raised) expect(probed.why).toMatch(/\w/);
    else expect(probed.open).toEqual(wall.open);
  });

  it("that can't be raised is told with the words of who refused", async () => {
    const wall = {
      ...cannot,
      command: () => ({ file: "/bin/sh", args: ["-c", "echo no >&2; exit 1"], detached: false }),
    };
    expect(await probe(wall)).toEqual({ wall, raised: false, why: "no" });
  });

  it("is passed over when it can't be raised, and not tried again", async () => {
    const ladder = new Ladder([
      cannot,
      { ...cannot, command: () => ({ file: "/nowhere", args: [], detached: false }) },
      lowest,
    ]);
    for (const round of [1, 2]) {
      const running = new BlockProcess(defaultLimits.megabytes, ladder);
      expect((await running.execute(NO_BLOCKS, defaultLimits)).type, String(round)).toBe("answer");
      expect(ladder.standing).toBe(lowest);
    }
  });

  it("is kept to where it was asked for, and nothing runs behind another", async () => {
    const ladder = new Ladder([cannot, lowest]);
    ladder.keepTo(cannot);
    const running = new BlockProcess(defaultLimits.megabytes, ladder);
    const outcome = await running.execute(NO_BLOCKS, defaultLimits);
    expect(outcome).toEqual({ type: "crashed", message: "exit code 1" });
    expect(ladder.standing).toBeUndefined();
  });

  it("that has stood is not given up for one below it", () => {
    const ladder = new Ladder([cannot, lowest]);
    ladder.raised(cannot);
    expect(ladder.below(cannot)).toBeUndefined();
    expect(ladder.wall).toBe(cannot);
  });

  it("lets Node's whole family be watched: the process counts that the wall's programs started", async () => {
    for (const wall of wallsHere()) {
      const running = new BlockProcess(defaultLimits.megabytes, new Ladder([wall]), true);
      const { type } = await running.execute(NO_BLOCKS, defaultLimits);
      if (type === "answer") expect(running.residentMegabytes, wall.name).toBeGreaterThan(30);
      running.stop();
    }
  });
});

describe("the program that runs blocks", () => {
  const confined: Confined = { flags: ["--max-old-space-size=64"], files: ["/x/child.mjs", "/x/realm.js"] };

  it.runIf(process.platform === "linux")("has the same flags behind every wall, and reads its own files alone", () => {
    const ofNode = ({ args }: ReturnType<Wall["command"]>): string[] =>
      args
        .slice(args.indexOf("--max-old-space-size=64"))
        .map((part) => part.replace(/(?:\/x)?\/(child\.mjs|realm\.js)$/, "/$1"));
    const [first, ...others] = wallsHere().map((wall) => ofNode(wall.command(confined)));
    expect(first?.filter((flag) => flag.startsWith("--allow"))).toEqual([
      "--allow-fs-read=/child.mjs",
      "--allow-fs-read=/realm.js",
    ]);
    expect(first?.slice(-2)).toEqual(["/child.mjs", "/realm.js"]);
    for (const flags of others) expect(flags).toEqual(first);
  });

  it.runIf(process.platform === "linux")(
    "is the compiled one from source and as a package, with the same flags",
    async () => {
      type Compiled = typeof import("../../../src/notebook/realm/compiled.js");
      const source: Compiled = await import("../../../src/notebook/realm/compiled.js");
      const installed = await compiledModule<Compiled>("notebook/realm/compiled.js");
      const [ours, theirs] = [source.compiledRealm(), installed.compiledRealm()];
      for (const name of ["child", "realm", "trial"] as const)
        expect(ours[name].slice(ours.folder.length)).toBe(theirs[name].slice(theirs.folder.length));
      expect(source.engineFlags(64)).toEqual(installed.engineFlags(64));
    },
  );

  it("finds the libraries that Node is loaded with by all names they have, and no addon", () => {
    const folder = join(scratch, "lib");
    mkdirSync(folder);
    for (const name of ["libc-2.31.so", "ld-2.31.so", "libz.so.1.2", "libother.so", "typst.node"])
      writeFileSync(join(folder, name), "");
    symlinkSync("libc-2.31.so", join(folder, "libc.so.6"));
    symlinkSync("libz.so.1.2", join(folder, "libz.so.1"));
    symlinkSync("nowhere", join(folder, "libz.so"));
    const line = (name: string, rights: string): string => `7f00-7f01 ${rights} 00000000 08:01 42    ${folder}/${name}`;
    const maps = [
      line("libc-2.31.so", "r-xp"),
      line("libc-2.31.so", "r--p"),
      line("ld-2.31.so", "r-xp"),
      line("libz.so.1.2", "r-xp"),
      line("libother.so", "r--p"),
      line("typst.node", "r-xp"),
      "7ffd-7ffe r-xp 00000000 00:00 0    [vdso]",
    ].join("\n");
    const { libraries, loader } = readNodeFiles(maps);
    const names = libraries.map(({ name, path }) => `${name} ${path.slice(folder.length + 1)}`);
    expect(names.sort()).toEqual(
      [
        "ld-2.31.so ld-2.31.so",
        "libc-2.31.so libc-2.31.so",
        "libc.so.6 libc-2.31.so",
        "libz.so.1 libz.so.1.2",
        "libz.so.1.2 libz.so.1.2",
      ].sort(),
    );
    expect(loader?.name).toBe("ld-2.31.so");
  });

  it.runIf(process.platform === "linux")("inherits no descriptor that this process was handed", () => {
    const secret = join(scratch, "secret.txt");
    writeFileSync(secret, "handed on");
    const held = openSync(secret, "r");
    const module = pathToFileURL(join(inject("compiled"), "dist/notebook/walls/descriptors.js")).href;
    const read = `const { readFileSync } = require("fs"); try { console.log(readFileSync(90, "utf8")); } catch (e) { console.log(e.code); }`;
    const script = `
      import { alone } from ${JSON.stringify(module)};
      import { spawnSync } from "node:child_process";
      for (const stdio of [alone(["ignore", "pipe", "inherit"]), ["ignore", "pipe", "inherit"]])
        process.stdout.write(spawnSync(process.execPath, ["-e", ${JSON.stringify(read)}], { stdio }).stdout);`;
    const stdio = ["ignore", "pipe", "inherit", ...Array<"ignore">(87).fill("ignore"), held] as const;
    const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      stdio: [...stdio],
      encoding: "utf8",
    });
    closeSync(held);
    expect(stdout).toBe("\nhanded on\n");
  });
});

describe("a sandbox that is required", () => {
  const weak: Wall = { ...lowest, name: "the weakest" };

  it("is refused with what is open, by its place among the rules", async () => {
    const refused = await requireSandbox(new Ladder([cannot, weak])).catch((error: unknown) => error as MemoError);
    const [diagnostic] = (refused as MemoError).diagnostics;
    expect(diagnostic).toMatchObject({ rule: "sandbox/open", severity: "error" });
    expect(diagnostic?.message).toBe(
      "code that left the blocks' realm could reach the network, Unix sockets, other processes: the weakest is the best wall that can be raised here",
    );
    expect(diagnostic?.expected).toBe(
      "nothing to be reached of files, the network, Unix sockets, programs, other processes",
    );
  });

  it("is kept to where all is closed", async () => {
    const closed = wallsHere().find(({ open }) => open.length === 0);
    const ladder = new Ladder([...(closed ? [closed] : []), weak]);
    const outcome = await requireSandbox(ladder).then(
      () => "kept",
      () => "refused",
    );
    if (outcome === "kept") expect(ladder.below(closed as Wall)).toBeUndefined();
    else expect((await probe(closed ?? weak)).raised && closed !== undefined).toBe(false);
  });

  it("is told of by `memo doctor`, in words and as JSON", async () => {
    const said: string[] = [];
    const terminal = {
      out: (text: string) => void said.push(text),
      err: () => {},
      live: false,
      color: false,
      width: 80,
    };
    const ladder = new Ladder([cannot, weak]);
    await (await compiledModule<{ doctor: typeof doctor }>("cli/doctor/doctor.js")).doctor(
      { json: false },
      terminal,
      ladder,
    );
    const lines = (said[0] ?? "").split("\n");
    expect(lines[0]).toBe("blocks run behind: the weakest");
    expect(lines[2]).toBe("  files            closed");
    expect(lines[3]).toMatch(/^ {2}the network {6}open \(/);
    expect(lines).toContain("  none: exit code 1");
    await (await compiledModule<{ doctor: typeof doctor }>("cli/doctor/doctor.js")).doctor(
      { json: true },
      terminal,
      ladder,
    );
    const report = JSON.parse(said[1] ?? "") as Record<string, unknown>;
    expect(REACHES.map((reach) => report[reach])).toEqual(["closed", "open", "open", "closed", "open"]);
    expect(report.refused).toEqual([{ wall: "none", why: "exit code 1" }]);
  });

  it("is spoken of where blocks ran behind less, and not where all is closed", () => {
    expect(openWord(weak)).toBe(
      "blocks ran where no wall of the system's closes the network, Unix sockets, other processes; `memo doctor` tells more",
    );
    expect(openWord({ ...weak, open: [] })).toBeUndefined();
    expect(openWord(undefined)).toBeUndefined();
  });
});
