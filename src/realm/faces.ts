import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "esbuild";
import { FONT_FILES } from "../figures/font-faces.js";
import { faceData } from "../text/open-type.js";

const FONT = fileURLToPath(new URL("../text/open-type.js", import.meta.url));
const OPEN_TYPE = import.meta.url.endsWith(".ts") ? FONT.replace(/\.js$/, ".ts") : FONT;

/** Puts the faces of the chart font, as far as text is measured by them, into a script that can read no file. */
export const facesInside: Plugin = {
  name: "faces",
  setup(made) {
    made.onResolve({ filter: /\/font-faces\.js$/ }, () => ({ path: "faces", namespace: "faces" }));
    made.onLoad({ filter: /.*/, namespace: "faces" }, () => {
      const require = createRequire(import.meta.url);
      const faces = Object.entries(FONT_FILES).map(([name, file]) => [
        name,
        faceData(readFileSync(require.resolve(file))),
      ]);
      return {
        contents: `import { faceOf } from ${JSON.stringify(OPEN_TYPE)}; const data = ${JSON.stringify(Object.fromEntries(faces))}; export const faces = { regular: () => faceOf(data.regular), bold: () => faceOf(data.bold) };`,
        resolveDir: dirname(OPEN_TYPE),
        loader: "js",
      };
    });
  },
};
