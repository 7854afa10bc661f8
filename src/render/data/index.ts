export { columnName, writeCsv } from "./csv.js";
export { chartPath, dataPaths, figureFiles, picturePath } from "./files.js";
export { writeResults } from "./results.js";
export { OLDEST_RESULTS_SCHEMA, RESULTS_SCHEMA } from "./schema.js";
export { svgFile } from "./svg.js";
