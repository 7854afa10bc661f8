import { besideBytes } from "./bytes.js";

const HEAD = 4;

/** One message as bytes: its length in four bytes, little-endian, then its text. */
export function frame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const whole = Buffer.allocUnsafe(HEAD + length);
  whole.writeUInt32LE(length, 0);
  whole.write(text, HEAD);
  return whole;
}

/** A request as bytes: the lengths of its text and of what is sent beside it, then both. */
export function requestFrame(text: string, parts: readonly Uint8Array[]): Buffer {
  const beside = besideBytes(parts);
  const sizes = [Buffer.byteLength(text), beside.reduce((sum, { length }) => sum + length, 0)] as const;
  const whole = Buffer.allocUnsafe(2 * HEAD + sizes[0] + sizes[1]);
  for (const [at, size] of sizes.entries()) whole.writeUInt32LE(size, at * HEAD);
  whole.write(text, 2 * HEAD);
  let at = 2 * HEAD + sizes[0];
  for (const part of beside) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A message is longer than any that is asked for. */
export class TooLarge extends Error {
  constructor(readonly bytes: number) {
    super(`a message of ${bytes} bytes`);
  }
}

/** Puts messages together again from the chunks in which their bytes arrive, none longer than `most` bytes. */
export class FrameReader {
  private chunks: Buffer[] = [];
  private size = 0;

  constructor(
    private readonly most: number,
    private readonly receive: (text: string) => void,
  ) {}

  /** @throws TooLarge as soon as a length is told that is over the most; nothing of that message is kept. */
  add(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.size += chunk.length;
    for (;;) {
      if (this.size < HEAD) return;
      if ((this.chunks[0]?.length ?? 0) < HEAD) this.chunks = [Buffer.concat(this.chunks)];
      const length = this.chunks[0]?.readUInt32LE(0) ?? 0;
      if (length > this.most) {
        this.chunks = [];
        this.size = 0;
        throw new TooLarge(length);
      }
      if (this.size < HEAD + length) return;
      const all = this.chunks.length === 1 && this.chunks[0] ? this.chunks[0] : Buffer.concat(this.chunks);
      const rest = all.subarray(HEAD + length);
      this.chunks = [rest];
      this.size = rest.length;
      this.receive(all.toString("utf8", HEAD, HEAD + length));
    }
  }
}
