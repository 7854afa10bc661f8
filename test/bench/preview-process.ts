import { spawn } from "node:child_process";

/** A preview that runs: the address that it says it is at, and its end. */
export interface RunningPreview {
  /** Rejects where it ends before it says one. */
  address: Promise<string>;
  stop(): void;
}

/** Starts a preview, a program of Node's. */
export function startPreview(args: readonly string[], cwd: string): RunningPreview {
  const preview = spawn(process.execPath, args, {
    cwd,
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, OBSERVABLE_TELEMETRY_DISABLE: "true" },
  });
  const address = new Promise<string>((resolve, reject) => {
    let said = "";
    preview.on("exit", () => reject(new Error(`the preview ended: ${said}`)));
    preview.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      const found = /http:\/\/[\w.:]+\/\S*/.exec(said);
      if (found) resolve(found[0]);
    });
  });
  return {
    address,
    stop: () => {
      preview.removeAllListeners("exit");
      preview.kill("SIGINT");
    },
  };
}
