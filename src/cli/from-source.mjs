#!/usr/bin/env node
// Runs the engine from its sources, called in any folder: by its own loader and with its own settings. The loader by its bare name would be that of the folder
// it is called in, and so would the paths of a tsconfig.json there: a stranger's memo could name a module of its own for any that the engine imports.
import { fileURLToPath } from "node:url";

process.env.TSX_TSCONFIG_PATH = fileURLToPath(new URL("../../tsconfig.json", import.meta.url));
const { register } = await import("tsx/esm/api");
register();
await import("./main.ts");
