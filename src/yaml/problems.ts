import { type Diagnostic, type Place, sortDiagnostics } from "../diagnostic.js";
import type { NameIn, RuleId } from "../rules/index.js";
import { isError } from "../rules/rule.js";

export type Detail = Pick<Diagnostic, "about" | "expected" | "hint" | "notes" | "related">;

/** Rooms whose rules tell of what authors write in YAML: assumption files, bodies of sweeps, and the data files they declare. */
export type YamlRoom = "assumptions" | "sweep" | "data";

/** Where readers of YAML of any room put what they find: under the rules that all these rooms have. */
export type YamlProblems = Problems<"assumptions"> | Problems<"sweep">;

/** The rules, without their room, that all rooms of YAML have. */
export type YamlRule = NameIn<"assumptions"> & NameIn<"sweep">;

/** Collects what is wrong with YAML; the same thing found twice (a version and one that extends it) is kept once. */
export class Problems<Room extends YamlRoom = "assumptions"> {
  private readonly found = new Map<string, Diagnostic>();
  /** How often something was told, the same a second time too. */
  told = 0;

  /** @param room the one whose rules are broken */
  constructor(private readonly room: Room) {}

  /** `rule` is the part after the room. */
  error(rule: NameIn<Room>, message: string, place?: Place, detail: Detail = {}): void {
    this.add("error", idOf(this.room, rule), message, place, detail);
  }

  warn(rule: NameIn<Room>, message: string, place?: Place, detail: Detail = {}): void {
    this.add("warning", idOf(this.room, rule), message, place, detail);
  }

  /** Takes over what was found in a text that stands in no file, as errors without a place. */
  addUnplaced(others: Problems<Room>): void {
    for (const { rule, message, expected, hint } of others.list())
      this.add("error", rule, message, undefined, { expected, hint });
  }

  private add(
    severity: Diagnostic["severity"],
    rule: RuleId,
    message: string,
    place: Place | undefined,
    detail: Detail,
  ): void {
    this.told++;
    const { about, expected, hint, notes, related } = detail;
    const diagnostic: Diagnostic = { rule, severity, message };
    if (place) diagnostic.place = place;
    if (expected !== undefined) diagnostic.expected = expected;
    if (hint !== undefined) diagnostic.hint = hint;
    if (notes !== undefined) diagnostic.notes = notes;
    if (related !== undefined) diagnostic.related = related;
    if (about !== undefined) diagnostic.about = about;
    const at = place ? `${place.file}:${place.start.line}:${place.start.column}` : "";
    const key = `${rule}|${at}|${message}`;
    if (!this.found.has(key)) this.found.set(key, diagnostic);
  }

  get failed(): boolean {
    return [...this.found.values()].some(isError);
  }

  /** How many errors so far, to tell whether a step added any. */
  get errors(): number {
    return [...this.found.values()].filter(isError).length;
  }

  /** Takes over what was found of these rules elsewhere; where it is said, all of it is about one name. */
  addAll(others: Problems<Room> | readonly Diagnostic[], about?: string): void {
    for (const { rule, severity, message, place, ...detail } of others instanceof Problems ? others.list() : others)
      this.add(severity, rule, message, place, { ...detail, about: about ?? detail.about });
  }

  list(): Diagnostic[] {
    return sortDiagnostics([...this.found.values()]);
  }
}

/** The id of a room's rule. */
const idOf = <Room extends YamlRoom>(room: Room, name: NameIn<Room>): RuleId => `${room}/${name}` as RuleId;

/** "`a`, `b` and `c`". */
export function quoted(names: readonly string[], last = "and"): string {
  const marked = names.map((n) => `\`${n}\``);
  if (marked.length < 2) return marked.join("");
  return `${marked.slice(0, -1).join(", ")} ${last} ${marked[marked.length - 1]}`;
}
