import { DATA_FOLDER, DataFile } from "../assumptions/data/file.js";
import { DEEPEST_DATA } from "../memo/data-folder.js";
import { isRead } from "../memo/folders.js";
import { PICTURES } from "../memo/pictures.js";
import { type Project, withoutReadings } from "../memo/project.js";

export { type Project, readProject } from "../memo/project.js";

/** Files of a memo by path, with forward slashes: `chapters/01-summary.md`, `assumptions/2026-01.yaml`, `library/pay.ts`, `data/2026/sales.csv`, `pictures/plant.png`; data and pictures may be bytes. */
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
  const data = new Map<string, DataFile>();
  const all: Iterable<[string, string | Uint8Array]> = files instanceof Map ? files : Object.entries(files);
  for (const [path, text] of all) {
    const [room = "", name, ...deeper] = path.split("/");
    const fits = name !== undefined && deeper.length === 0;
    if (fits && room === PICTURES) pictures.set(path, bytesOf(text));
    else if (room === DATA_FOLDER && isBelow(path)) {
      const bytes = bytesOf(text);
      data.set(path, new DataFile(path, bytes.length, () => bytes));
    } else if (typeof text !== "string")
      throw new RangeError(`${path} is no data file or picture of a memo, and is bytes`);
    else if (fits && room === "library" && name.endsWith(".ts")) rooms.library.set(path, text);
    else if (fits && (room === "chapters" || room === "assumptions") && isRead(room, name)) rooms[room].set(path, text);
    else
      throw new RangeError(
        `${path} is no file of a memo: expected chapters/NN-name.md, assumptions/….yaml, library/….ts, data/… or pictures/…`,
      );
  }
  return {
    root: "",
    ...rooms,
    ...withoutReadings(rooms.assumptions),
    ...(data.size > 0 ? { data } : {}),
    ...(pictures.size > 0 ? { pictures } : {}),
  };
}

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === "string" ? new TextEncoder().encode(content) : content;

/** Whether it is the path of a file where a folder of data would be looked through. */
function isBelow(path: string): boolean {
  const [, ...names] = path.split("/");
  return (
    names.length > 0 &&
    names.length <= DEEPEST_DATA &&
    names.every((name) => name !== "" && name !== "." && name !== "..")
  );
}
