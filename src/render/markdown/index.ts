export { writeMarkdown } from "./write.js";
