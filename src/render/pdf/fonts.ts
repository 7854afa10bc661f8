import { readFile } from "node:fs/promises";
import { fontFile } from "../../fonts.js";

/** The families the PDF is set in; a glyph missing from the first is taken from the others. */
export const SERIF = "Source Serif 4";
export const SANS = "Inter";
export const MONO = "Source Code Pro";

/** Faces by family. Typst takes no variable fonts, so each weight is a file. */
const FACES: readonly { family: string; file: string }[] = [
  { family: SERIF, file: "source-serif-4/400Regular/SourceSerif4_400Regular.ttf" },
  { family: SERIF, file: "source-serif-4/400Regular_Italic/SourceSerif4_400Regular_Italic.ttf" },
  { family: SERIF, file: "source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf" },
  { family: SERIF, file: "source-serif-4/600SemiBold_Italic/SourceSerif4_600SemiBold_Italic.ttf" },
  { family: SANS, file: "inter/400Regular/Inter_400Regular.ttf" },
  { family: SANS, file: "inter/400Regular_Italic/Inter_400Regular_Italic.ttf" },
  { family: SANS, file: "inter/500Medium/Inter_500Medium.ttf" },
  { family: SANS, file: "inter/600SemiBold/Inter_600SemiBold.ttf" },
  { family: SANS, file: "inter/600SemiBold_Italic/Inter_600SemiBold_Italic.ttf" },
  { family: SANS, file: "inter/700Bold/Inter_700Bold.ttf" },
  { family: MONO, file: "source-code-pro/400Regular/SourceCodePro_400Regular.ttf" },
  { family: MONO, file: "source-code-pro/600SemiBold/SourceCodePro_600SemiBold.ttf" },
];

export interface Font {
  family: string;
  bytes: Buffer;
}

let loaded: Promise<readonly Font[]> | undefined;

/** The memo's fonts, read from their packages once a process. */
export function loadFonts(): Promise<readonly Font[]> {
  loaded ??= Promise.all(
    FACES.map(async ({ family, file }) => ({
      family,
      bytes: await readFile(fontFile(`@expo-google-fonts/${file}`)),
    })),
  );
  return loaded;
}
