// What draws charts in a page: the chart library with the engine's own drawing. It is no part of the script that follows changes, and runs when the
// first chart is to be drawn anew.
export { drawChart, plot } from "../../../figures/render.js";
