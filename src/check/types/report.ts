import { type Diagnostic, type Place, sortDiagnostics } from "../../diagnostic.js";
import { BlockText } from "../../notebook/analyse/block-text.js";
import { wordsOf } from "../../notebook/analyse/names.js";
import type { Program, ProgramBlock } from "../../notebook/analyse/program.js";
import { isError } from "../../rules/rule.js";
import { explain, UNKNOWN_NAME } from "./explain.js";
import { isUnread, type MemoModules } from "./memo-modules.js";
import type { ModuleText } from "./module-text.js";
import { SWEEPS } from "./names.js";
import { type Asked, propertiesOf } from "./owner.js";
import type { Finding } from "./typescript-process.js";

/** Declared twice, imported and declared, assigned to from another block: the analysis of blocks reports each of them. */
const REPORTED: ReadonlySet<number> = new Set([2300, 2395, 2440, 2451, 2528, 2632]);
/** A type that turns in a circle, as those of blocks that do. */
const CIRCULAR: ReadonlySet<number> = new Set([7022, 7023, 7024, 2456, 2502]);
/** Said of `x["key"]` as a whole. */
const BY_KEY: ReadonlySet<number> = new Set([7053]);
/** Types that an author need not write: those of parameters and variables that could not be inferred. */
const UNWRITTEN: ReadonlySet<number> = new Set([7005, 7006, 7008, 7010, 7011, 7018, 7019, 7031, 7034]);

/**
 * What the compiler found, where it stands in the chapters and in plain words, without what the analysis of blocks has reported: at
 * the same line, or of the same name.
 */
export function reportFindings(
  findings: readonly Finding[],
  { written, sweeps }: MemoModules,
  program: Program,
): Diagnostic[] {
  const errors = program.diagnostics.filter(isError);
  const lines = new Set(errors.flatMap(({ place }) => (place ? [`${place.file}:${place.start.line}`] : [])));
  const named = new Set(errors.flatMap(({ place, message }) => (place ? [`${place.file}:${nameIn(message)}`] : [])));
  const circular = errors.some(({ rule }) => rule === "notebook/cycle");
  const mayBeThere = wordsOf(program.blocks.filter(isUnread).map(({ block }) => block));

  const read = new Map<ProgramBlock, (place: Place) => Asked | undefined>();
  const propertiesIn = (block: ProgramBlock): ((place: Place) => Asked | undefined) => {
    const found = read.get(block) ?? propertiesOf(new BlockText(block.block));
    read.set(block, found);
    return found;
  };

  const unreadSweep = findings.some(({ module }) => module === SWEEPS);
  const found = new Map<string, Diagnostic>();
  const unplaced: Finding[] = [];
  for (const finding of findings) {
    const module = written.get(finding.module);
    if (!module || module.block?.block.kind === "formula" || module.block?.block.kind === "sql") continue;
    const { code, start, end, texts } = finding;
    if (finding.unfinished) {
      const diagnostic = unfinished(module, texts[0] ?? "");
      found.set(`unfinished ${finding.module}`, diagnostic);
      continue;
    }
    if (REPORTED.has(code) || UNWRITTEN.has(code) || (circular && CIRCULAR.has(code))) continue;
    const whole = module.text.place(start, end);
    if (!whole) {
      unplaced.push(finding);
      continue;
    }
    const { place, owner } = (module.block
      ? propertiesIn(module.block)(whole)
      : askedInProse(module.text, finding)) ?? { place: whole, owner: undefined };
    // What a sweep can't read it doesn't give, either.
    if (owner !== undefined && sweeps.has(owner.split(".")[0] ?? "") && unreadSweep) continue;
    const name = nameIn(texts[0] ?? "");
    if (lines.has(`${place.file}:${place.start.line}`)) continue;
    if (UNKNOWN_NAME.has(code) && (named.has(`${place.file}:${name}`) || mayBeThere(name))) continue;
    const diagnostic = explain(finding, { place, about: module.text.aboutAt(start), owner });
    const key = `${place.file}:${place.start.line}:${place.start.column}`;
    // Of what is said of one place the first is the cause.
    if (!found.has(key)) found.set(key, diagnostic);
  }
  if (found.size > 0 || errors.length > 0) return sortDiagnostics([...found.values()]);
  // Nothing else is wrong, so this is no consequence: better said at the head of its block than not at all.
  return unplaced.map((finding) => {
    const block = written.get(finding.module)?.block?.block;
    const place = block?.place ?? { file: finding.module, start: { line: 1, column: 1 } };
    return explain(finding, { place, about: undefined, owner: undefined });
  });
}

/** Said of a block or a chapter as a whole: which of its types it was, the compiler can't say any more. */
function unfinished({ text, block }: { text: ModuleText; block?: ProgramBlock }, why: string): Diagnostic {
  const what = block ? `block \`${block.block.id}\`` : "the values that prose quotes";
  return {
    rule: "types/endless",
    severity: "error",
    message: `TypeScript comes to no end with the types of ${what}: ${why}`,
    expected: "types that are quickly worked out",
    hint: "write plainer types, such as `string` for a union of thousands of texts",
    place: block?.block.place ?? text.first,
  };
}

/** A whole path `x[2029]` is reported for its key. */
function askedInProse(text: ModuleText, { start, end, code }: Finding): Asked | undefined {
  const piece = BY_KEY.has(code) ? text.lastIn(start, end) : { start, end };
  const place = piece && text.place(piece.start, piece.end);
  return place && { place, owner: text.ownerAt(piece.start) };
}

const nameIn = (message: string): string => /[`'](.+?)[`']/.exec(message)?.[1] ?? "";
