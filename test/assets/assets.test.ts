import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CLIENT, EVENTS, PAGE_NAME } from "../../src/dev/client.js";
import { MONO, SANS, SERIF } from "../../src/render/pdf/fonts.js";
import { STYLE as DOCUMENT } from "../../src/render/pdf/style.js";
import { LONGEST_WORD } from "../../src/render/pdf/widths.js";
import { filesBehind } from "../../src/store/code.js";
import { ROOT } from "../cli/memo.js";

const FOLDER = join(ROOT, "src/assets");
const names = readdirSync(FOLDER).filter((name) => /\.(css|js|typ)$/.test(name));

describe("style sheets, scripts and templates", () => {
  it("are in the package, and each is read by one module", () => {
    const { files } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { files: string[] };
    expect(files).toContain("src/assets");
    const sources = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => readFileSync(join(ROOT, "src", name), "utf8"))
      .join("\n");
    for (const name of names) expect([name, sources.split(`/src/assets/${name}"`).length - 1]).toEqual([name, 1]);
  });

  it("are what something kept depends on", () => {
    const behind = filesBehind(new URL("../../src/publish/page.ts", import.meta.url).href);
    expect(behind).toEqual(expect.arrayContaining(["assets/page.css", "assets/page.js", "assets/site-bar.js"]));
  });

  it("are scripts whose types hold with those of a browser", () => {
    const tsc = join(createRequire(import.meta.url).resolve("typescript/package.json"), "../bin/tsc");
    const { stdout, status } = spawnSync(process.execPath, [tsc, "-p", FOLDER], { encoding: "utf8" });
    expect([status, stdout]).toEqual([0, ""]);
  });

  it("say what the engine says of fonts, words and addresses", () => {
    for (const font of [SERIF, SANS, MONO]) expect(DOCUMENT).toContain(`"${font}"`);
    expect(DOCUMENT).toContain(`\\\\S{${LONGEST_WORD + 1},}`);
    expect(DOCUMENT).toContain(`long-word(it.text, ${LONGEST_WORD})`);
    expect(CLIENT).toContain(`meta[name="${PAGE_NAME}"]`);
    expect(CLIENT).toContain(`EventSource("${EVENTS}?page="`);
  });
});
