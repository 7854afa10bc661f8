import type { Project } from "../../src/memo/project.js";

/** A memo whose page follows its reader, as it is where it asks for that itself. */
export function withLive(project: Project): Project {
  const [[path, text] = ["", ""]] = project.chapters;
  if (/^ {2}live:/m.test(text)) return project;
  const asked = text.replace(/^memo:\n/m, "memo:\n  live: true\n");
  if (asked === text) throw new Error(`${path} has no \`memo:\` in its front matter`);
  return { ...project, chapters: new Map([...project.chapters, [path, asked]]) };
}
