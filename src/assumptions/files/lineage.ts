import { didYouMean } from "../../diagnostic.js";
import type { TextAt } from "../../yaml/fields.js";
import { type Problems, quoted } from "../../yaml/problems.js";
import { groupOf, type StaleAfter } from "../register/types.js";
import { type OwnUnits, unitSystem } from "../units/units.js";
import { type Cells, cellsIn, keysOf, overlay } from "./cells.js";
import { mergeEntries, type RawEntry } from "./entry.js";
import { unlessKnown } from "./unless-known.js";
import { collectEntries, type VersionFile } from "./version.js";

/** A version with all it extends laid under it. */
export interface Merged {
  version: VersionFile;
  /** Names, newest first. */
  lineage: readonly string[];
  entries: ReadonlyMap<string, RawEntry>;
  units: OwnUnits;
  /** What the report calls groups, by the first part of their ids. */
  groups: Readonly<Record<string, string>>;
  /** The version's own limit, or that of the nearest it extends. */
  staleAfter?: StaleAfter;
}

/** Follows `extends` and merges entries field by field; problems of a version's own file are reported once, whoever extends it. */
export class Lineages {
  private readonly merged = new Map<string, Merged | undefined>();

  constructor(
    private readonly versions: ReadonlyMap<string, VersionFile>,
    private readonly problems: Problems,
  ) {}

  /** Undefined when the version, or one it extends, is missing or stands in a circle. */
  merge(name: string, path: readonly string[] = []): Merged | undefined {
    const known = this.merged.get(name);
    if (known || this.merged.has(name)) return known;
    const version = this.versions.get(name);
    if (!version) return undefined;
    const result = this.build(version, [...path, name]);
    this.merged.set(name, result);
    return result;
  }

  private build(version: VersionFile, path: readonly string[]): Merged | undefined {
    const parent = version.extends;
    if (!parent) return this.lay(version, undefined);
    if (!this.versions.has(parent.text)) {
      const names = [...this.versions.keys()].filter((n) => n !== version.name).sort();
      const hint = didYouMean(parent.text, names);
      this.problems.error(
        "extends-missing",
        `version \`${version.name}\` extends \`${parent.text}\`, which doesn't exist`,
        parent.place,
        { expected: names.length > 0 ? `one of ${quoted(names, "or")}` : "a version that stands beside it", hint },
      );
      return undefined;
    }
    const circle = path.indexOf(parent.text);
    if (circle >= 0) {
      this.problems.error("extends-circle", `version \`${version.name}\` extends itself`, parent.place, {
        expected: "a chain of versions that ends",
        notes: [[...path.slice(circle), parent.text].join(" → ")],
      });
      return undefined;
    }
    const base = this.merge(parent.text, path);
    return base && this.lay(version, base);
  }

  private lay(version: VersionFile, base: Merged | undefined): Merged {
    const { problems } = this;
    const entries = new Map<string, RawEntry>(base?.entries ?? []);
    const own = collectEntries(version, new Set(entries.keys()), problems);
    for (const [id, written] of own) {
      const earlier = entries.get(id);
      if (base && !written.reason) {
        problems.error(
          "missing-reason",
          `\`${id}\` ${earlier ? "is changed" : "is new"} and has no \`reason\``,
          written.place,
          { expected: `\`reason:\`, because version \`${version.name}\` extends \`${base.version.name}\`` },
        );
      }
      entries.set(
        id,
        earlier ? this.change(earlier, written, version) : completed(written, problems, version.defaults, version.asOf),
      );
    }
    this.checkPrefixes(entries);
    const staleAfter = version.staleAfter ?? base?.staleAfter;
    return {
      version,
      lineage: [version.name, ...(base?.lineage ?? [])],
      entries,
      units: this.unitsOf(version, base?.units ?? {}),
      groups: this.groupsOf(version, base?.groups ?? {}, entries),
      staleAfter,
    };
  }

  private groupsOf(
    version: VersionFile,
    below: Merged["groups"],
    entries: ReadonlyMap<string, RawEntry>,
  ): Merged["groups"] {
    const known = new Set([...entries.keys()].map(groupOf));
    const groups: Record<string, string> = { ...below };
    for (const [group, { text, keyPlace }] of version.groups) {
      if (known.has(group)) {
        groups[group] = text;
        continue;
      }
      const hint = didYouMean(group, [...known]);
      this.problems.error("unknown-group", `\`groups\` names \`${group}\`, which no assumption is in`, keyPlace, {
        expected: "the first part of an assumption's id",
        hint,
      });
    }
    return groups;
  }

  private change(earlier: RawEntry, written: RawEntry, version: VersionFile): RawEntry {
    const { problems } = this;
    const { id } = written;
    const text = (unit: RawEntry["unit"]): string | undefined =>
      unit === undefined
        ? undefined
        : unit instanceof Map
          ? JSON.stringify([...unit].map(([k, v]) => [k, v.text]))
          : (unit as { text: string }).text;
    const change: RawEntry = { ...written };
    if (written.unit && earlier.unit && text(written.unit) !== text(earlier.unit)) {
      problems.error("unit-change", `version \`${version.name}\` gives \`${id}\` another unit`, written.place, {
        expected: `\`${text(earlier.unit)}\`, which the chapters count on`,
        hint: "write the unit after the number, and it is converted",
      });
      delete change.unit;
    }
    if ((written.value ?? written.word ?? written.data?.file) && !written.asOf) {
      const date = version.defaults.asOf ?? version.asOf;
      if (date) change.asOf = date;
    }
    const merged: Pick<RawEntry, "value" | "low" | "high"> = {};
    for (const key of ["value", "low", "high"] as const) {
      const before = earlier[key];
      const after = written[key];
      if (!before || !after) continue;
      const laid = overlay(before, after);
      if (laid) merged[key] = laid;
      else {
        const keys = keysOf(before);
        problems.error(
          "wrong-shape",
          `\`${key}\` of assumption \`${id}\` has another shape than in \`${earlier.version}\``,
          after.place,
          { expected: keys.length > 0 ? `a map with keys of ${keys.join(", ")}` : "a number" },
        );
        merged[key] = before;
      }
    }
    return mergeEntries(earlier, change, merged);
  }

  private checkPrefixes(entries: ReadonlyMap<string, RawEntry>): void {
    for (const [id, entry] of entries) {
      const parts = id.split(".");
      for (let n = 1; n < parts.length; n++) {
        const above = entries.get(parts.slice(0, n).join("."));
        if (!above) continue;
        const [later, other] = above.version > entry.version ? [above, entry] : [entry, above];
        this.problems.error("id-conflict", `\`${above.id}\` is an assumption and the group of \`${id}\``, later.place, {
          expected: "one or the other",
          related: [{ words: `\`${other.id}\` at`, place: other.place }],
        });
      }
    }
  }

  private unitsOf(version: VersionFile, base: OwnUnits): OwnUnits {
    let units = base;
    for (const [name, definition] of version.units) {
      const wrong = unitSystem(units).checkOwnUnit(name, definition.text);
      if (wrong) {
        this.problems.error("unit-definition", wrong.message, definition.keyPlace, {
          expected: wrong.expected,
          hint: wrong.hint,
        });
      } else units = { ...units, [name]: definition.text };
    }
    return units;
  }
}

const completed = unlessKnown(
  (entry: RawEntry, _, defaults: VersionFile["defaults"], asOf: string | undefined): RawEntry =>
    withDefaults(entry, { defaults, asOf }),
);

function withDefaults(entry: RawEntry, { defaults, asOf }: Pick<VersionFile, "defaults" | "asOf">): RawEntry {
  const out = { ...entry, given: new Set([...entry.given, ...(entry.expression ? [] : (defaults.given ?? []))]) };
  out.unit ??= unitOfCells(entry.value);
  if (!out.asOf) {
    // A derived value is as old as what it rests on; the report's date is the honest bound.
    const date = defaults.asOf ?? (out.expression ? asOf : undefined);
    if (date) out.asOf = date;
  }
  if (out.expression) return out;
  if (!out.kind && defaults.kind) out.kind = defaults.kind;
  if (!out.sources && defaults.sources) out.sources = defaults.sources;
  if (!out.distribution && defaults.distribution && (out.low || out.high)) out.distribution = defaults.distribution;
  return out;
}

/** The unit an entry declares by writing it after its number; later versions and overrides are converted to it. */
function unitOfCells(value: Cells | undefined): TextAt | undefined {
  const cell = value && cellsIn(value).find((c) => c.unit !== undefined);
  if (cell?.unit === undefined) return undefined;
  const { file, start, end } = cell.unitPlace;
  const exact = end?.line === start.line && end.column - start.column === cell.unit.length;
  return {
    text: cell.unit,
    place: cell.unitPlace,
    within: (offset, length) =>
      exact
        ? {
            file,
            start: { line: start.line, column: start.column + offset },
            end: { line: start.line, column: start.column + offset + length },
          }
        : cell.unitPlace,
  };
}
