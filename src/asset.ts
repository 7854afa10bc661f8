import { readFileSync } from "node:fs";

/**
 * The text of a style sheet, a page's script or a Typst template in `src/assets/`, which the package has as they are. Who reads one names
 * it whole, `new URL("…", import.meta.url)`, so that what is kept is known to depend on it.
 */
export const assetText = (file: URL): string => readFileSync(file, "utf8").replaceAll("\r\n", "\n");
