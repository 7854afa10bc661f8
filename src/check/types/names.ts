import { addTo } from "../../lists.js";
/** File names of the program's modules that are not a block's or a chapter's. */
export const LIBRARY = "library.d.ts";
export const FORMATS = "formats.d.ts";
export const GIVEN = "given.d.ts";
export const SWEEPS = "sweeps.ts";

/** The module of a block. Its name tells blocks apart on file systems that know no capitals, too. */
export const blockFile = (id: string): string => `block-${plain(id)}.ts`;

/** The module of a chapter's prose. */
export const proseFile = (chapterFile: string): string => `prose-${plain(chapterFile)}.ts`;

const plain = (name: string): string =>
  name.replace(/[^a-z0-9-]/g, (character) => `_${character.charCodeAt(0).toString(16)}_`);

/** `import { a, b as c } from "./x.js"`, for each module its names, in order; `type` for names that are types only. */
export function imports(wanted: readonly { name: string; file: string; type?: boolean; as?: string }[]): string {
  const byFile = new Map<string, string[]>();
  for (const { name, file, type, as } of wanted)
    addTo(byFile, file, `${type ? "type " : ""}${name}${as ? ` as ${as}` : ""}`);
  return [...byFile]
    .map(([file, names]) => `import { ${names.join(", ")} } from "./${file.replace(/(\.d)?\.ts$/, ".js")}"; `)
    .join("");
}

/** Whether a key can stand behind a dot. */
export const isIdentifier = (key: string): boolean => /^[A-Za-z_$][\w$]*$/.test(key);

/** A key in brackets: `[2029]`, `["two words"]`. */
export const keyText = (key: string): string => (/^(0|[1-9]\d{0,14})$/.test(key) ? key : JSON.stringify(key));
