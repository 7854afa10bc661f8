import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

// Of families of fonts, whose packages weigh 27 MB, a few files are used. They lie beside the compiled package, which needs none of the packages then.

const [SERIF, SANS, CODE] = ["source-serif-4", "inter", "source-code-pro"] as const;

/** Files of fonts by the packages that they come from: whole ones, and Latin subsets for pages. */
export const FONTS: readonly string[] = [
  `@expo-google-fonts/${SERIF}/400Regular/SourceSerif4_400Regular.ttf`,
  `@expo-google-fonts/${SERIF}/400Regular_Italic/SourceSerif4_400Regular_Italic.ttf`,
  `@expo-google-fonts/${SERIF}/600SemiBold/SourceSerif4_600SemiBold.ttf`,
  `@expo-google-fonts/${SERIF}/600SemiBold_Italic/SourceSerif4_600SemiBold_Italic.ttf`,
  `@expo-google-fonts/${SANS}/400Regular/Inter_400Regular.ttf`,
  `@expo-google-fonts/${SANS}/400Regular_Italic/Inter_400Regular_Italic.ttf`,
  `@expo-google-fonts/${SANS}/500Medium/Inter_500Medium.ttf`,
  `@expo-google-fonts/${SANS}/600SemiBold/Inter_600SemiBold.ttf`,
  `@expo-google-fonts/${SANS}/600SemiBold_Italic/Inter_600SemiBold_Italic.ttf`,
  `@expo-google-fonts/${SANS}/700Bold/Inter_700Bold.ttf`,
  `@expo-google-fonts/${CODE}/400Regular/SourceCodePro_400Regular.ttf`,
  `@expo-google-fonts/${CODE}/600SemiBold/SourceCodePro_600SemiBold.ttf`,
  `@fontsource/${SERIF}/files/${SERIF}-latin-400-normal.woff2`,
  `@fontsource/${SERIF}/files/${SERIF}-latin-400-italic.woff2`,
  `@fontsource/${SERIF}/files/${SERIF}-latin-600-normal.woff2`,
  `@fontsource/${SANS}/files/${SANS}-latin-400-normal.woff2`,
  `@fontsource/${SANS}/files/${SANS}-latin-600-normal.woff2`,
  `@fontsource/${CODE}/files/${CODE}-latin-400-normal.woff2`,
];

const require = createRequire(import.meta.url);
const beside = (name: string): string => fileURLToPath(new URL(`./fonts/${basename(name)}`, import.meta.url));

/**
 * The path of one of `FONTS`.
 * @throws Error for another font, which a compiled package wouldn't have
 */
export function fontFile(name: string): string {
  if (!FONTS.includes(name)) throw new Error(`${name} is none of the fonts that the package has`);
  const own = beside(name);
  return existsSync(own) ? own : require.resolve(name);
}
