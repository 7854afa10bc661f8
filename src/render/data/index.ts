export { columnName, writeCsv } from "./csv.js";
export { chartPath, dataPaths, figureFiles, picturePath } from "./files.js";
export { OLDEST_RESULTS_SCHEMA, RESULTS_SCHEMA, writeResults } from "./results.js";
export { svgFile } from "./svg.js";
