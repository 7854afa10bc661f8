import { describe, expect, it } from "vitest";
import { BlockProcess } from "../../../src/notebook/process/block-process.js";
import { Ladder } from "../../../src/notebook/walls/ladder.js";
import type { Wall } from "../../../src/notebook/walls/wall.js";
import { NO_BLOCKS } from "../run/blocks.js";

/** A real process in the place of the one that runs blocks: it writes to the descriptor of answers what a block that left its realm could. */
const child = (program: string): Wall => ({
  name: "none",
  open: [],
  command: () => ({ file: process.execPath, args: ["-e", HELPERS + program], detached: false }),
});

const HELPERS = `
const fs = require("fs");
const write = (to, bytes) => {
  for (let at = 0; at < bytes.length; ) try { at += fs.writeSync(to, bytes, at); } catch (e) { if (e.code !== "EAGAIN") process.exit(0); }
};
const head = (length) => { const bytes = Buffer.alloc(4); bytes.writeUInt32LE(length); return bytes; };
const megabyte = Buffer.alloc(2 ** 20, 32);
`;

describe.runIf(process.platform !== "win32")("a process that runs blocks and says more than it may", () => {
  it.each([
    [
      "announces 2 GB and sends them",
      "write(3, head(0x7fffffff)); for (let n = 0; n < 2048; n++) write(3, megabyte);",
      "a message of 2147483647 bytes",
    ],
    [
      "announces the most that can be said",
      "write(3, head(0xffffffff)); for (;;) write(3, megabyte);",
      "a message of 4294967295 bytes",
    ],
    [
      "announces a little more than its memory",
      "write(3, head(16 * 2 ** 20 + 1)); for (;;) write(3, megabyte);",
      "a message of 16777217 bytes",
    ],
    [
      "sends blanks without end, within what it may",
      "write(3, head(16 * 2 ** 20)); for (;;) write(3, megabyte);",
      "Unexpected end",
    ],
    [
      "fills the descriptor of errors",
      "for (let n = 0; n < 40; n++) write(2, megabyte); write(3, head(0x7fffffff));",
      "a message of 2147483647 bytes",
    ],
  ])("%s, and this process holds little of it", async (_, program, words) => {
    globalThis.gc?.();
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }, 2);
    const blocks = new BlockProcess(16, new Ladder([child(program)]));
    const outcome = await blocks.execute(NO_BLOCKS, { seconds: 20, megabytes: 16 });
    clearInterval(watch);
    expect(outcome).toMatchObject({ type: "crashed" });
    expect((outcome as { message: string }).message).toContain(`it sent what can't be believed: ${words}`);
    expect(most / 2 ** 20).toBeLessThan(80);
    expect(blocks.hasEnded).toBe(true);
  });
});
