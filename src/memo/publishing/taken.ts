import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { MemoError } from "../../diagnostic.js";
import { LIST, LOCAL_LIST } from "../../files/index.js";
import { PAGE } from "../../publish/index.js";
import { counted } from "../../text/counts.js";

/** What a preview may hold: what a site takes from somebody else's run is bounded. */
const MOST_FILES = 2000;
const MOST_MEGABYTES = 100;

/**
 * The files of a preview that another run built, by path in their folder. That run may have been anybody's: links and whatever else is no plain
 * file are refused, since what they lead to would be published.
 * @param called what the folder is called in messages
 * @throws MemoError
 */
export function takenFrom(folder: string, called = folder): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  let bytes = 0;
  const visit = (below: string): void => {
    for (const name of namesIn(join(folder, below))) {
      const path = below === "" ? name : `${below}/${name}`;
      if (path === LIST || path === LOCAL_LIST) continue;
      const found = lstatSync(join(folder, path));
      if (!/^[\w-][\w. -]*$/.test(name)) throw refused(`${path} has a name that no preview has`);
      if (found.isDirectory()) visit(path);
      else if (!found.isFile()) throw refused(`${path} is no plain file`);
      else {
        bytes += found.size;
        if (bytes > MOST_MEGABYTES * 1024 * 1024) throw refused(`it holds more than ${MOST_MEGABYTES} MB`);
        if (files.size >= MOST_FILES) throw refused(`it holds more than ${counted(MOST_FILES, "file")}`);
        files.set(path, readFileSync(join(folder, path)));
      }
    }
  };
  visit("");
  if (!files.has(PAGE)) throw refused(`it has no ${PAGE}`);
  return files;

  function namesIn(path: string): string[] {
    if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) return readdirSync(path).sort();
    throw refused("it is no folder");
  }

  function refused(why: string): MemoError {
    return MemoError.of({
      rule: "publish/preview",
      message: `${called} can't be taken as a preview: ${why}`,
      expected: "what `memo publish --preview` wrote at the preview's address",
    });
  }
}
