import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";

/** One run of a command, its helpers included. */
export interface Run {
  /** Wall-clock seconds. */
  seconds: number;
  /** Most resident memory of its processes together, in MB; NaN where the system doesn't tell. */
  megabytes: number;
}

const SAMPLE_MS = 20;

/**
 * Runs `node` with arguments and waits for its end.
 * @throws Error with what it printed when it fails.
 */
export function runNode(args: readonly string[], options: { cwd: string; memory?: boolean }): Promise<Run> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, args, { cwd: options.cwd, stdio: ["ignore", "pipe", "pipe"] });
    let printed = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => {
        printed = (printed + chunk.toString()).slice(-4000);
      });
    let most = Number.NaN;
    const { pid } = child;
    const timer =
      options.memory && pid !== undefined && process.platform === "linux"
        ? setInterval(() => {
            const now = residentMegabytes(pid);
            if (!(most >= now)) most = now;
          }, SAMPLE_MS)
        : undefined;
    child.on("error", reject);
    child.on("close", (code) => {
      clearInterval(timer);
      const seconds = (performance.now() - started) / 1000;
      if (code === 0) resolve({ seconds, megabytes: most });
      else reject(new Error(`node ${args.join(" ")} ended with ${code}:\n${printed}`));
    });
  });
}

/** Resident memory of a process and all it started, in MB. A page they share counts twice. */
function residentMegabytes(pid: number): number {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1] ?? "0";
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "latin1").trim();
    const below = children === "" ? [] : children.split(" ").map(Number);
    return Number(kilobytes) / 1024 + below.reduce((sum, child) => sum + residentMegabytes(child), 0);
  } catch {
    // It ended meanwhile.
    return 0;
  }
}
