/** Levels of brackets, and lists that begin on one line. */
export const MAX_DEPTH = 64;
const MAX_INDENT = 256;

/** The first place where brackets, indentation or markers of lists nest beyond any register's need. */
export function tooDeep(text: string): { line: number; column: number; message: string } | undefined {
  let depth = 0;
  let line = 1;
  let lineStart = 0;
  let indent = 0;
  let markers = 0;
  let leading = true;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 10) {
      line++;
      lineStart = i + 1;
      indent = 0;
      markers = 0;
      leading = true;
      continue;
    }
    const at = () => ({ line, column: i - lineStart + 1 });
    if (leading) {
      if (c === 32) indent++;
      else if ((c === 45 || c === 63 || c === 58) && /\s/.test(text[i + 1] ?? "")) markers++;
      else {
        leading = false;
        if (indent - markers > MAX_INDENT) return { ...at(), message: `the line is indented by ${indent} columns` };
      }
      if (markers > MAX_DEPTH) return { ...at(), message: `more than ${MAX_DEPTH} lists begin on one line` };
    }
    if (c === 91 || c === 123) {
      depth++;
      if (depth > MAX_DEPTH) return { ...at(), message: `brackets are nested more than ${MAX_DEPTH} deep` };
    } else if ((c === 93 || c === 125) && depth > 0) depth--;
  }
  return undefined;
}
