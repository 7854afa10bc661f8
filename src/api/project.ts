import { isRead } from "../memo/folders.js";
import { PICTURES } from "../memo/pictures.js";
import { type Project, withoutReadings } from "../memo/project.js";

export { type Project, readProject } from "../memo/project.js";

/** Files of a memo by path, with forward slashes: `chapters/01-summary.md`, `assumptions/2026-01.yaml`, `library/pay.ts`, `pictures/plant.png`; pictures may be bytes. */
export type Files = Readonly<Record<string, string | Uint8Array>> | ReadonlyMap<string, string | Uint8Array>;

/**
 * A memo that stands in no folder. Files of `library/` hold TypeScript that every block can use and no chapter prints: declarations as blocks
 * have them, without `import` and `export`.
 *
 * @throws RangeError for a path that is none of a memo's
 */
export function projectOf(files: Files): Project {
  const rooms = {
    chapters: new Map<string, string>(),
    assumptions: new Map<string, string>(),
    library: new Map<string, string>(),
  };
  const pictures = new Map<string, Uint8Array>();
  const all: Iterable<[string, string | Uint8Array]> = files instanceof Map ? files : Object.entries(files);
  for (const [path, text] of all) {
    const [room = "", name, ...deeper] = path.split("/");
    const fits = name !== undefined && deeper.length === 0;
    if (fits && room === PICTURES) pictures.set(path, typeof text === "string" ? new TextEncoder().encode(text) : text);
    else if (typeof text !== "string") throw new RangeError(`${path} is no picture of a memo, and is bytes`);
    else if (fits && room === "library" && name.endsWith(".ts")) rooms.library.set(path, text);
    else if (fits && (room === "chapters" || room === "assumptions") && isRead(room, name)) rooms[room].set(path, text);
    else
      throw new RangeError(
        `${path} is no file of a memo: expected chapters/NN-name.md, assumptions/….yaml, library/….ts or pictures/…`,
      );
  }
  return { root: "", ...rooms, ...withoutReadings(rooms.assumptions), ...(pictures.size > 0 ? { pictures } : {}) };
}
