import { readFileSync } from "node:fs";
import { fontFile } from "../fonts.js";
import { readFont } from "../text/open-type.js";

// In the realm of blocks, which has no files, the faces stand in the script instead; see realm/build.ts.

/** Files of the chart font, by the package they lie in. */
export const FONT_FILES = {
  regular: "@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf",
  bold: "@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf",
} as const;

/** The faces of the chart font, read when they are needed. */
export const faces = {
  regular: () => readFont(readFileSync(fontFile(FONT_FILES.regular))),
  bold: () => readFont(readFileSync(fontFile(FONT_FILES.bold))),
};
