import type { Project } from "../../src/memo/project.js";

/** Where in a source something stands; a fence's name is its kind: "ts", "claim", "chart", "table", "sweep", "formula". */
export type Region = "prose" | "front" | "ts" | "claim" | "chart" | "table" | "sweep" | "formula" | "yaml";

/** A place where a fault of a kind can be made. */
export interface Site {
  file: string;
  /** Offset of `text` in the file. */
  at: number;
  text: string;
  replace: string;
}

interface Stretch {
  region: Region;
  start: number;
  end: number;
}

function stretches(file: string, text: string): Stretch[] {
  if (file.endsWith(".yaml")) return [{ region: "yaml", start: 0, end: text.length }];
  const found: Stretch[] = [];
  const front = /^---\n[\s\S]*?\n---\n/.exec(text)?.[0].length ?? 0;
  found.push({ region: "front", start: 0, end: front });
  let last = front;
  for (const fence of text.matchAll(/^```(\w+) \{#[\w-]+(?: \.([\w-]+))?\}\n[\s\S]*?^```$/gm)) {
    const [, language, name] = fence;
    found.push({ region: "prose", start: last, end: fence.index });
    last = fence.index + fence[0].length;
    found.push({ region: (language === "ts" ? (name ?? "ts") : language) as Region, start: fence.index, end: last });
  }
  return [...found, { region: "prose", start: last, end: text.length }];
}

/** All matches of a pattern in some regions of the sources, each with what is put in its place; undefined leaves a match out. */
export function sitesOf(
  { chapters, assumptions }: Project,
  regions: readonly Region[],
  pattern: RegExp,
  replace: (match: RegExpExecArray, file: string) => string | undefined,
): Site[] {
  return [...chapters, ...assumptions].flatMap(([file, text]) =>
    stretches(file, text)
      .filter(({ region }) => regions.includes(region))
      .flatMap(({ start, end }) =>
        [...text.slice(start, end).matchAll(pattern)].flatMap((match) => {
          const put = replace(match, file);
          if (put === undefined || put === match[0]) return [];
          return [{ file, at: start + match.index, text: match[0], replace: put }];
        }),
      ),
  );
}
