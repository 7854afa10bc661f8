/** Between texts that are packed together. */
export const SEPARATOR = "\0";

/** Bytes before what is packed: how many it comes to, and their sum, of four bytes each. */
export const HEAD = 8;

/** FNV-1a of 32 bits. */
export function checksum(bytes: Uint8Array): number {
  let sum = 0x811c9dc5;
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193);
  return sum >>> 0;
}
