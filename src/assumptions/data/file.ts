import { createHash } from "node:crypto";

/** The largest data file that is read. */
export const LARGEST_DATA = 64 * 1024 * 1024;
/** The most rows and cells that are read of one. */
export const MOST_ROWS = 1_000_000;
export const MOST_CELLS = 10_000_000;

/** The folder of data files. */
export const DATA_FOLDER = "data";
/** What is known of fetched files, beside them. */
export const LOCK_FILE = "data/lock.yaml";

/** A file of `data/`, whose bytes are read when they are asked for, and once. */
export class DataFile {
  private found: Uint8Array | undefined;
  private hash: string | undefined;
  private decoded: string | undefined;

  /**
   * @param path "data/sales.csv"
   * @param read gives its bytes; may throw what the file system throws
   */
  constructor(
    readonly path: string,
    readonly size: number,
    private readonly read: () => Uint8Array,
  ) {}

  get bytes(): Uint8Array {
    this.found ??= this.read();
    return this.found;
  }

  /** "sha256:…" of its bytes; of a file that is too large to be read, its size. */
  get digest(): string {
    this.hash ??=
      this.size > LARGEST_DATA
        ? `size:${this.size}`
        : `sha256:${createHash("sha256").update(this.bytes).digest("hex")}`;
    return this.hash;
  }

  /** As UTF-8, without a byte-order mark. */
  get text(): string {
    this.decoded ??= new TextDecoder("utf-8").decode(this.bytes);
    return this.decoded;
  }

  /** Its text where it was decoded already, for those who show a line of it. */
  get shownText(): string | undefined {
    return this.decoded;
  }
}

/** The files of `data/` by path, "data/sales.csv". */
export type DataFiles = ReadonlyMap<string, DataFile>;
