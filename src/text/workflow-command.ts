import { onTerminal, withoutCommands } from "./shown.js";

/** Where an annotation of GitHub Actions points, and its heading. */
export interface AnnotationPlace {
  file?: string;
  line?: number;
  col?: number;
  endLine?: number;
  endColumn?: number;
  title?: string;
}

/** One line that GitHub Actions shows as an annotation; see "Workflow commands for GitHub Actions" in its documentation. */
export function workflowCommand(
  level: "notice" | "warning" | "error",
  place: AnnotationPlace,
  message: string,
): string {
  const properties = Object.entries(place)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${level}${properties.length > 0 ? ` ${properties.join(",")}` : ""}::${escapeData(message)}`;
}

const escapeData = (text: string): string =>
  withoutCommands(onTerminal(text)).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const escapeProperty = (text: string): string => escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
