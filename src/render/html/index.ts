export { type PageOptions, writeHtml } from "./page.js";
