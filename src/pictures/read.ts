import { isJpeg, readJpeg } from "./jpeg.js";
import { LARGEST_PICTURE, sizeWords } from "./limits.js";
import { isPng, readPng } from "./png.js";
import { readSvg } from "./svg.js";
import { type Picture, type PictureFault, type PictureFormat, RefusedPicture, refuse } from "./types.js";
import { isWebp, readWebp } from "./webp.js";

/** By what the name of a file ends in. */
const FORMATS: ReadonlyMap<string, PictureFormat> = new Map([
  ["png", "png"],
  ["jpg", "jpeg"],
  ["jpeg", "jpeg"],
  ["webp", "webp"],
  ["svg", "svg"],
]);
const WORDS: Readonly<Record<PictureFormat, string>> = { png: "PNG", jpeg: "JPEG", webp: "WebP", svg: "SVG" };
/** Kinds that are met and that not every browser, or no page of paper, shows. */
const OTHERS = /^(?:gif|avif|hei[cf]|tiff?|bmp|ico|pdf|eps|ai|psd|xcf|jxl|jp2|emf|wmf|svgz|apng|mp4|webm|mov)$/;

const SHOWN_FORMATS = "a PNG, JPEG, WebP or SVG";

const endOf = (path: string): string => /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? "";

/** Whether a file's name is that of a picture, shown or not. */
export const isPictureName = (path: string): boolean => FORMATS.has(endOf(path)) || OTHERS.test(endOf(path));

/**
 * A picture from its file: looked through to its end, and without what was noted in it.
 * @param name of the file, below `pictures/`
 */
export function readPicture(name: string, bytes: Uint8Array): { picture: Picture } | { fault: PictureFault } {
  try {
    return { picture: { name, ...read(name, bytes) } };
  } catch (error) {
    if (error instanceof RefusedPicture) return { fault: error.fault };
    throw error;
  }
}

/** @throws RefusedPicture */
function read(name: string, bytes: Uint8Array): Omit<Picture, "name"> {
  const said = FORMATS.get(endOf(name));
  if (said === undefined)
    throw refuse("pictures/format", `is no kind of picture that page and PDF show`, SHOWN_FORMATS, {
      ...(OTHERS.test(endOf(name)) ? { hint: `save it as ${endOf(name) === "gif" ? "PNG" : "PNG, JPEG or SVG"}` } : {}),
    });
  if (bytes.length === 0) throw refuse("pictures/size", "is empty", "a picture");
  if (bytes.length > LARGEST_PICTURE) throw tooLarge(bytes.length);
  const found = isPng(bytes)
    ? "png"
    : isJpeg(bytes)
      ? "jpeg"
      : isWebp(bytes)
        ? "webp"
        : looksLikeSvg(bytes)
          ? "svg"
          : undefined;
  if (found !== said)
    throw refuse(
      "pictures/format",
      found === undefined
        ? `is no ${WORDS[said]}, whatever its name says`
        : `is called ${said === "svg" ? "an" : "a"} ${WORDS[said]} and is ${found === "svg" ? "an" : "a"} ${WORDS[found]}`,
      `${said === "svg" ? "an" : "a"} ${WORDS[said]}`,
      found === undefined
        ? {}
        : { hint: `call it ${name.replace(/\.[^.]*$/, "")}.${found === "jpeg" ? "jpg" : found}` },
    );
  if (found === "png") return { format: found, ...readPng(bytes) };
  if (found === "jpeg") return { format: found, ...readJpeg(bytes) };
  if (found === "webp") return { format: found, ...readWebp(bytes) };
  return { format: "svg", ...readSvg(utf8(bytes)) };
}

export const tooLarge = (bytes: number): RefusedPicture =>
  refuse(
    "pictures/size",
    `has ${sizeWords(bytes)}`,
    `at most ${LARGEST_PICTURE / 1024 / 1024} MB: the page holds each picture whole`,
    { hint: "save it smaller: 2,000 pixels across are enough for print" },
  );

const looksLikeSvg = (bytes: Uint8Array): boolean =>
  /^\uFEFF?\s*<(?:\?xml|!--|!DOCTYPE|svg|[a-z])/i.test(new TextDecoder().decode(bytes.subarray(0, 200)));

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw refuse("pictures/svg", "is no text in UTF-8", "a drawing in UTF-8");
  }
}
