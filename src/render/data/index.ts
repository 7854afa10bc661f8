export { columnName, writeCsv } from "./csv.js";
export { chartPath, dataPaths, figureFiles, picturePath } from "./files.js";
export { RESULTS_SCHEMA, writeResults } from "./results.js";
export { svgFile } from "./svg.js";
