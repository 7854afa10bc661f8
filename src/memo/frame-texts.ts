import type { DataFiles } from "../assumptions/data/file.js";
import { READINGS } from "../review/reading/file.js";

/** What texts are looked up in; a project is that. */
interface Sources {
  chapters: ReadonlyMap<string, string>;
  assumptions: ReadonlyMap<string, string>;
  library?: ReadonlyMap<string, string>;
  data?: DataFiles;
  readings?: string;
}

/**
 * Source texts by path, for code frames. Chapters, assumptions and code are listed; of data files, which may be large, a text is only found where
 * something is said about the file.
 */
export class FrameTexts extends Map<string, string> {
  private data: DataFiles = new Map();

  static of(project: Sources): FrameTexts {
    const texts = new FrameTexts();
    texts.add(project);
    return texts;
  }

  add({ chapters, assumptions, library = new Map(), data, readings }: Sources): void {
    for (const [path, text] of [...chapters, ...assumptions, ...library]) this.set(path, text);
    if (readings !== undefined) this.set(READINGS, readings);
    if (data) this.data = data;
  }

  override get(path: string): string | undefined {
    return super.get(path) ?? this.data.get(path)?.shownText;
  }
}
