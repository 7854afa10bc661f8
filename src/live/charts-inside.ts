import { fileURLToPath, pathToFileURL } from "node:url";
import type { Plugin } from "esbuild";
import { NO_PART } from "./page/charts/library.js";
import { USUAL } from "./usual.js";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/** Colours that the library takes before the theme's are there, each of them written by itself. */
const FIRST_COLORS = ["schemeObservable10", "schemeGreys", "interpolateTurbo"];
/** Kinds of marks that the engine asks after, besides those that charts may have. */
const ASKED_AFTER = ["Image", "Raster", "Vector"];

/** Called when the library is read, for what only maps use. */
const MADE_AT_ONCE = "geoTransform";

/** What the drawing of charts in a page has no use for: legends, which the engine draws itself, and the charts of sweeps and graphs. */
export const chartsInside: Plugin = {
  name: "charts",
  setup(made) {
    made.onResolve({ filter: /\/studies\/index\.js$|^\.\/graph\.js$/ }, ({ importer, path }) =>
      /[\\/]figures[\\/]plot\.[jt]s$/.test(importer) ? { path, namespace: "no chart" } : undefined,
    );
    made.onLoad({ filter: /.*/, namespace: "no chart" }, () => ({
      contents: `const nothing = () => { throw new Error("a page draws no sweeps and no graphs"); };
        export { nothing as studyChart, nothing as graphChart };`,
      loader: "js",
    }));
    made.onResolve({ filter: /^\.\/legends\.js$/ }, ({ path }) => ({ path, namespace: "legends" }));
    made.onLoad({ filter: /.*/, namespace: "legends" }, () => ({
      contents: `export const legend = () => { throw new Error("a page draws no legends"); };
        export const exposeLegends = () => () => undefined, createLegends = () => [];`,
      loader: "js",
    }));
  },
};

/** Of the library what most charts use, without maps and colour schemes. */
export const usualOnly: Plugin = {
  name: "usual",
  setup(made) {
    made.onResolve({ filter: /^@observablehq\/plot$/ }, ({ pluginData }) =>
      pluginData === "whole" ? undefined : { path: "plot", namespace: "usual" },
    );
    made.onLoad({ filter: /.*/, namespace: "usual" }, async () => {
      const options = { kind: "import-statement", resolveDir: HERE, pluginData: "whole" } as const;
      const { path } = await made.resolve("@observablehq/plot", options);
      return {
        contents: `export { ${USUAL.join(", ")} } from ${JSON.stringify(path)};\n${ASKED_AFTER.map((name) => `export class ${name} {}`).join("\n")}`,
        resolveDir: HERE,
        loader: "js",
      };
    });
    for (const [name, kept] of [
      ["d3-geo", []],
      ["d3-scale-chromatic", FIRST_COLORS],
    ] as const) {
      made.onResolve({ filter: new RegExp(`^${name}$`) }, ({ pluginData, resolveDir }) =>
        pluginData === "whole" ? undefined : { path: name, namespace: "rare", pluginData: resolveDir },
      );
      made.onLoad({ filter: new RegExp(`^${name}$`), namespace: "rare" }, async ({ pluginData: resolveDir }) => {
        const { path } = await made.resolve(name, { kind: "import-statement", resolveDir, pluginData: "whole" });
        const module = (await import(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>;
        const written = Object.entries(module).map(([one, value]) => {
          if (one === MADE_AT_ONCE) return `export const ${one} = () => undefined;`;
          if (!kept.includes(one as never)) return `export { nothing as ${one} };`;
          return `export const ${one} = ${typeof value === "function" ? String(value) : JSON.stringify(value)};`;
        });
        return {
          contents: `const none = () => { throw new Error("${name} ${NO_PART}"); };
            const nothing = new Proxy(none, { get: none });\n${written.join("\n")}`,
          resolveDir,
          loader: "js",
        };
      });
    }
  },
};
