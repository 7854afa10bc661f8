import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { FONT_FILES, readFont } from "./font.js";

// In the realm of blocks, which has no files, the faces stand in the script instead; see realm/build.ts.

const require = createRequire(import.meta.url);

/** The faces of the chart font, read when they are needed. */
export const faces = {
  regular: () => readFont(readFileSync(require.resolve(FONT_FILES.regular))),
  bold: () => readFont(readFileSync(require.resolve(FONT_FILES.bold))),
};
