import { createHash } from "node:crypto";

/** What a file is to hold. A text may come back from version control with other line ends and be the same; bytes may not. */
export type Content = string | Uint8Array;

/** What a folder is to hold: relative path, with forward slashes, to content. */
export type Files = ReadonlyMap<string, Content>;

const unixLines = (bytes: Uint8Array): Buffer => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!buffer.includes("\r\n")) return buffer;
  return Buffer.from(buffer.toString("latin1").replaceAll("\r\n", "\n"), "latin1");
};

/** The digest of bytes as they are. */
export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** "text:…" over a text with its lines ended as on Unix, "bytes:…" over anything else. */
export const contentDigest = (content: Content): string =>
  typeof content === "string" ? `text:${sha256(unixLines(Buffer.from(content)))}` : `bytes:${sha256(content)}`;

/** Whether bytes are of a content with this digest, or with one of several, separated by spaces. */
export function hasDigest(bytes: Uint8Array, digests: string): boolean {
  return digests
    .split(" ")
    .some(
      (digest) => digest === (digest.startsWith("text:") ? `text:${sha256(unixLines(bytes))}` : contentDigest(bytes)),
    );
}

/** Whether a file's bytes are this content; a text's line ends don't count. */
export function sameContent(bytes: Uint8Array, content: Content): boolean {
  if (typeof content !== "string") return Buffer.from(content).equals(bytes);
  return unixLines(Buffer.from(content)).equals(unixLines(bytes));
}
