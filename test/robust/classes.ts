import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ROOT, scratchFolder, type Trial } from "./tool.js";

/** Calls of `wholeOr` stand in these. */
function filesWithClasses(): string[] {
  return readdirSync(join(ROOT, "test"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => `test/${name}`)
    .filter((path) => readFileSync(join(ROOT, path), "utf8").includes("wholeOr("))
    .sort();
}

interface Report {
  numTotalTests: number;
  testResults: { name: string; message: string; assertionResults: { status: string; fullName: string }[] }[];
}

/** The classes of generated inputs that the suite tries a sample of, whole, in so many milliseconds at most. */
export function classes(most: number): Trial {
  const files = filesWithClasses();
  const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
  const outputFile = join(scratchFolder(), "report.json");
  const flags = ["--reporter=json", `--outputFile=${outputFile}`, "--testTimeout=600000"];
  const { stderr } = spawnSync(process.execPath, [vitest, "run", ...files, ...flags], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, MEMO_WHOLE: "1" },
    stdio: ["ignore", "ignore", "pipe"],
    timeout: Math.max(1000, Math.round(most)),
  });
  let report: Report;
  try {
    report = JSON.parse(readFileSync(outputFile, "utf8")) as Report;
  } catch {
    throw new Error(`the tests gave no report:\n${stderr}`);
  }
  const broken = report.testResults.flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === "failed").map(({ fullName }) => fullName);
    return failed.length > 0 ? failed : message === "" ? [] : [`${name}: ${message}`];
  });
  return {
    name: "classes of generated inputs, whole",
    tried: report.numTotalTests,
    broken,
    remark: `${files.length} files`,
  };
}
