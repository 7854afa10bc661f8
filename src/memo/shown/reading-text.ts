import { begin, type Unread, whyUnread } from "../../review/reading/unread.js";
import { counted } from "../../text/counts.js";
import { wrap } from "../../text/table.js";

/** A passage that is to be read, as plain data. */
export const plainUnread = ({ passage: { section, place, text }, last, moved }: Unread): object => ({
  section,
  place: `${place.file}:${place.start.line}`,
  text,
  last,
  moved,
});

/** The passages that are to be read, on lines of at most so many columns; `isKept` says whether readings are kept at all. */
export function readingText(unread: readonly Unread[], of: number, isKept: boolean, width: number): string {
  const head = isKept
    ? `${unread.length} of ${counted(of, "passage")} that quote${of === 1 ? "s" : ""} values ${unread.length === 1 ? "is" : "are"} to be read\n`
    : `nobody keeps here what was read: \`memo read --all\` begins, with ${counted(of, "passage")} that quote${of === 1 ? "s" : ""} values\n`;
  const lines = (isKept ? unread : []).map((one) => {
    const { place, text } = one.passage;
    return [
      `${place.file}:${place.start.line}`,
      ...wrap(`“${begin(text)}”`, width - 2),
      ...wrap(whyUnread(one), width - 2),
    ]
      .map((line, at) => (at === 0 ? `${line}\n` : `  ${line}\n`))
      .join("");
  });
  return head + lines.join("");
}
