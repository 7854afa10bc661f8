export { studyChart } from "./chart.js";
export type { StudyDrawing } from "./drawing.js";
