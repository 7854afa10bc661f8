import { isUtf8 } from "node:buffer";

/** The first byte that is no UTF-8, with the text before it; undefined where all is. */
export function firstNotUtf8(bytes: Uint8Array): { at: number; before: string; looksUtf16: boolean } | undefined {
  if (isUtf8(bytes)) return undefined;
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const again = Buffer.from(whole.toString("utf8"));
  let at = 0;
  while (whole[at] === again[at]) at++;
  const looksUtf16 = (whole[0] === 0xff && whole[1] === 0xfe) || (whole[0] === 0xfe && whole[1] === 0xff);
  return { at, before: whole.subarray(0, at).toString("utf8"), looksUtf16 };
}
