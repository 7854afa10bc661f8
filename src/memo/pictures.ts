import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Block, Chapter, Located } from "../chapters/types.js";
import { type Diagnostic, didYouMean } from "../diagnostic.js";
import type { ShownPicture } from "../document/tree.js";
import type { FoundPicture, Picture } from "../pictures/index.js";
import { shortened } from "../text/shown.js";
import { whyOutside } from "./outside.js";

/** The folder of a memo that its pictures stand in. */
export const PICTURES = "pictures";

/** What page and PDF are to show: the pictures of blocks by id, and the title's. */
export interface Pictures {
  figures: ReadonlyMap<string, ShownPicture>;
  logo?: ShownPicture & { alt: string };
}

/** Files of `pictures/`, by path below the memo's folder; undefined where there is no such folder. Links in it are not followed, nor one out of the memo. */
export function readPictures(root: string, largest: number, told: Diagnostic[]): Map<string, FoundPicture> | undefined {
  const folder = join(root, PICTURES);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  const outside = whyOutside(root, PICTURES);
  if (outside) {
    told.push(outside);
    return undefined;
  }
  const found = new Map<string, FoundPicture>();
  let entries: ReturnType<typeof entriesOf>;
  try {
    entries = entriesOf(folder);
  } catch {
    return found;
  }
  for (const entry of entries) {
    const path = `${PICTURES}/${entry.name}`;
    const file = join(folder, entry.name);
    if (entry.name.startsWith(".") || entry.isDirectory()) continue;
    if (entry.isSymbolicLink()) found.set(path, { refused: "link" });
    else if (!entry.isFile()) found.set(path, { refused: "no file" });
    else
      try {
        const { size } = statSync(file);
        found.set(path, size > largest ? { bytes: size } : new Uint8Array(readFileSync(file)));
      } catch {
        found.set(path, { refused: "unreadable" });
      }
  }
  return found;
}

const entriesOf = (folder: string) =>
  readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));

/** "sha256:…" of each file, or what it is instead. */
export const pictureDigest = (file: FoundPicture): string =>
  file instanceof Uint8Array ? `sha256:${createHash("sha256").update(file).digest("hex")}` : JSON.stringify(file);

type ReadPicture = typeof import("../pictures/index.js").readPicture;
type Result = ReturnType<ReadPicture>;

/** Of pictures that were read before, the latest: a preview reads the same ones again and again. */
const known = new Map<string, Result>();
const MOST_KNOWN = 100;

/** The pictures that a memo's chapters name, each looked through; what is wrong with one is told where it is named. */
export async function picturesOf(
  chapters: readonly Chapter[],
  files: ReadonlyMap<string, FoundPicture> = new Map(),
): Promise<{ pictures: Pictures; diagnostics: Diagnostic[] }> {
  const blocks = chapters.flatMap((chapter) => chapter.blocks).filter(({ kind }) => kind === "picture");
  const logo = chapters[0]?.front.memo?.logo;
  if (blocks.length === 0 && !logo) return { pictures: { figures: new Map() }, diagnostics: [] };
  const { readPicture, tooLarge } = await import("../pictures/index.js");
  const diagnostics: Diagnostic[] = [];
  const told = new Map<string, Diagnostic>();
  const tell = (
    named: Located,
    rule: Diagnostic["rule"],
    message: string,
    expected: string,
    more: Partial<Diagnostic> = {},
  ): void => {
    diagnostics.push({ rule, severity: "error", message, expected, place: named.place, ...more });
  };
  const read = (named: Located): Picture | undefined => {
    const path = pathOf(named, tell);
    if (path === undefined) return undefined;
    const file = files.get(path);
    if (file === undefined) {
      const near = didYouMean(path, files.keys());
      tell(
        named,
        "pictures/missing",
        `there is no \`${path}\``,
        `a file of the memo's folder ${PICTURES}/`,
        near ? { hint: near } : {},
      );
      return undefined;
    }
    if ("refused" in file) {
      if (file.refused === "link")
        tell(named, "pictures/outside", `\`${path}\` is a link`, `the file itself, in ${PICTURES}/`);
      else tell(named, "pictures/missing", `\`${path}\` can't be read`, "a file that can be read");
      return undefined;
    }
    const name = path.slice(PICTURES.length + 1);
    const key = `${name}\0${pictureDigest(file)}`;
    const result =
      known.get(key) ?? (file instanceof Uint8Array ? readPicture(name, file) : { fault: tooLarge(file.bytes).fault });
    known.delete(key);
    known.set(key, result);
    for (const oldest of known.keys()) {
      if (known.size <= MOST_KNOWN) break;
      known.delete(oldest);
    }
    if ("picture" in result) return result.picture;
    const { rule, message, expected, hint, at } = result.fault;
    // A file that is shown in many places is told once.
    const before = told.get(path);
    if (before) {
      before.related = [...(before.related ?? []), { words: "also shown at", place: named.place }];
      return undefined;
    }
    tell(named, rule, `\`${path}\` ${message}`, expected, {
      hint,
      ...(at ? { related: [{ words: "it stands at", place: { file: path, start: at } }] } : {}),
    });
    const last = diagnostics.at(-1);
    if (last) told.set(path, last);
    return undefined;
  };
  const shown = (light: Located | undefined, dark: Located | undefined): ShownPicture | undefined => {
    const [one, other] = [light && read(light), dark && read(dark)];
    return one && { light: one, ...(other ? { dark: other } : {}) };
  };
  const figures = new Map<string, ShownPicture>();
  for (const { id, options } of blocks) {
    const picture = shown(options.get("file"), options.get("dark"));
    const width = widthOf(options, tell);
    if (picture) figures.set(id, { ...picture, ...(width === undefined ? {} : { width }) });
  }
  if (logo && logo.alt === "")
    tell(
      logo.file,
      "chapters/missing-alternative-text",
      "the logo has no alternative text",
      "`alt: …`: the name that it shows",
    );
  const mark = logo && shown(logo.file, logo.dark);
  return { pictures: { figures, ...(mark ? { logo: { ...mark, alt: logo.alt } } : {}) }, diagnostics };
}

type Tell = (
  named: Located,
  rule: Diagnostic["rule"],
  message: string,
  expected: string,
  more?: Partial<Diagnostic>,
) => void;

/** The path below the memo's folder that an author means, from there or from the chapter; undefined after telling that it leads elsewhere. */
function pathOf(named: Located, tell: Tell): string | undefined {
  const { text } = named;
  // None at all was told when the chapter was read.
  if (text === "") return undefined;
  const expected = `a file of the memo's folder ${PICTURES}/: \`${PICTURES}/name.png\``;
  if (/^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(text) && !/^[a-z]:[\\/]/i.test(text)) {
    const hint = `save it into ${PICTURES}/, if its licence lets you`;
    const found = `\`${shortened(text, 60)}\` is an address: page and PDF hold what they show`;
    tell(named, "pictures/outside", found, expected, { hint });
    return undefined;
  }
  const path = text.replaceAll("\\", "/").replace(/^(?:\.\.\/|\.\/)/, "");
  const [room, name, ...deeper] = path.split("/");
  if (room === PICTURES && name && deeper.length === 0 && name !== "..") return path;
  const last = path.split("/").at(-1) ?? "";
  const found = last !== "" && last !== ".." ? `put it there and write \`${PICTURES}/${last}\`` : undefined;
  tell(
    named,
    "pictures/outside",
    `\`${shortened(text, 60)}\` lies outside of ${PICTURES}/`,
    expected,
    found ? { hint: found } : {},
  );
  return undefined;
}

/** A share of the text's width, from 0 to 1; undefined for the picture's own. */
export function widthOf(options: Block["options"], tell: Tell): number | undefined {
  const width = options.get("width");
  if (!width) return undefined;
  const percent = Number(/^(\d+(?:\.\d+)?)\s*%$/.exec(width.text.trim())?.[1] ?? Number.NaN);
  if (percent >= 5 && percent <= 100) return percent / 100;
  tell(
    width,
    "chapters/option",
    `\`width\` is \`${width.text}\``,
    "a share of the text's width, from 5% to 100%, such as `60%`",
  );
  return undefined;
}
