import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { findChromium, findHeadless } from "./browser.js";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "memo-browsers-")));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A folder of programs. */
function programs(name: string, ...names: string[]): string {
  const path = join(folder, name);
  mkdirSync(path);
  for (const program of names) {
    writeFileSync(join(path, program), "");
    chmodSync(join(path, program), 0o755);
  }
  return path;
}

it("tests take the headless shell wherever it is, those of pictures the whole browser, and both what they are told to", () => {
  const whole = programs("whole", "chromium");
  const shell = programs("shell", "chromium-headless-shell");
  const found = (env: NodeJS.ProcessEnv) => [findHeadless(env), findChromium(env)];
  expect(found({ PATH: [whole, shell].join(delimiter) })).toEqual([
    join(shell, "chromium-headless-shell"),
    join(whole, "chromium"),
  ]);
  expect(found({ PATH: whole })).toEqual([join(whole, "chromium"), join(whole, "chromium")]);
  expect(found({ PATH: shell })).toEqual([join(shell, "chromium-headless-shell"), undefined]);
  const link = programs("link");
  symlinkSync(join(shell, "chromium-headless-shell"), join(link, "chromium-headless-shell"));
  expect(found({ PATH: link })).toEqual([join(shell, "chromium-headless-shell"), undefined]);
  expect(found({ PATH: folder })).toEqual([undefined, undefined]);
  expect(found({ PATH: shell, CHROMIUM_PATH: join(whole, "chromium") })).toEqual(
    Array(2).fill(join(whole, "chromium")),
  );
  expect(found({ PATH: shell, CHROMIUM_PATH: join(whole, "gone") })).toEqual([undefined, undefined]);
});
