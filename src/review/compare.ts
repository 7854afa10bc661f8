import type { OwnUnits } from "../assumptions/units/units.js";
import { readChapters } from "../chapters/index.js";
import type { MemoFacts } from "../chapters/types.js";
import { compareAssumptions } from "./assumptions.js";
import type { AttributionSource } from "./attribution/source.js";
import { attributeChanges } from "./attribution.js";
import type { SourceOptions } from "./attribution-source.js";
import { compareClaims } from "./claims.js";
import { compareFigures } from "./figures.js";
import { lostNames } from "./lost-names.js";
import { byImpact, bySize } from "./order.js";
import {
  compareOutputs,
  exactly,
  isChanged,
  isComputed,
  isFiniteNumber,
  isMaterial,
  strictestTolerance,
} from "./output-changes.js";
import { newDraws } from "./pairing/new-draws.js";
import { inUnitsOf, isCountedOtherwise, withDeclared } from "./pairing/other-units.js";
import { findRenames, underNewNames } from "./pairing/renames.js";
import { compareProse } from "./prose.js";
import { readAgain } from "./reading/again.js";
import { Causes } from "./runs/causes.js";
import { withRows } from "./runs/data-rows.js";
import { engineChange, withEngine } from "./runs/engine.js";
import type { Snapshot } from "./snapshot.js";
import { compareSources } from "./sources/compare.js";
import { declaredOtherwise } from "./sources/declarations.js";
import { placed } from "./sources/places.js";
import { textsOf } from "./sources/texts.js";
import { ownUnits } from "./sources/yaml-pieces.js";
import type { ClaimChanges, OutputChange, Review, Side, SideInfo, SourceChange } from "./types.js";
import { verdictOf } from "./verdict.js";

/**
 * Two memos side by side: what differs, by how much, because of what. `source` is what computes the new side's blocks on other assumptions;
 * `running` is how blocks are run with other versions and scenarios, and on other conditions, where both sides' sources are at hand; without
 * `source` changes of assumptions are told but no change of an output is attributed to them.
 */
export async function compareSides(
  before: Side,
  now: Side,
  source?: AttributionSource,
  running?: SourceOptions,
  renames = findRenames(before.snapshot, now.snapshot),
): Promise<Review> {
  const named = underNewNames(before, renames, now.snapshot);
  const { snapshot, recorded } = named;
  const units = ownUnits([before.sources, now.sources]);
  const old: Side = {
    ...named,
    snapshot: inUnitsOf(snapshot, now.snapshot, units),
    recorded: recorded && inUnitsOf(recorded, now.snapshot, units),
  };
  const declared = declaredOtherwise(recorded ?? snapshot, now.snapshot);
  return compareNamed(old, now, { renames, declared, units, written: before.snapshot }, source, running);
}

/** What is known of two sides, of which the old one is under the new one's names and in its units; `written` is what it was under its own. */
interface Named extends Pick<Review, "renames"> {
  declared: readonly SourceChange[];
  /** The memo's own. */
  units: OwnUnits;
  written: Snapshot;
}

async function compareNamed(
  old: Side,
  now: Side,
  { renames, declared, units, written }: Named,
  source?: AttributionSource,
  running?: SourceOptions,
): Promise<Review> {
  const [before, after] = [old.snapshot, now.snapshot];
  const { recorded } = old;
  const printed = recorded ?? before;
  const engine = recorded && engineChange(recorded, before);
  const compared = compareOutputs(printed, after);
  // The blocks' process starts while the rest is compared.
  const assumed = compareAssumptions(before, after, units);
  const counted = assumed.filter(isCountedOtherwise).map(({ id }) => id);
  const computed = engine ? compareOutputs(before, after) : compared;
  const attributing = attributeChanges(before, after, computed, source, counted);
  const told = {
    claims: compareClaims(printed, after),
    assumptions: await withRows(assumed, old, now, dataIn(after), { renames, units }),
    prose: placed(compareProse(before, after), old.sources, now.sources),
    figures: compareFigures(before, after, { old: old.pictures, new: now.pictures }),
  };
  const sources = [
    ...declared,
    ...(old.sources && now.sources
      ? compareSources(old.sources, now.sources, { old: before, now: after }, told, renames)
      : []),
  ];
  const again = running && (await runAgain(old, now, { renames, units, written }, running));
  const { attributions, apart, remarks } = await attributing;
  const causes = new Causes(printed, after, told.assumptions, source, now.sources);
  const outputs = compared.map((plain): OutputChange => {
    const attributed = attributions.get(plain.name);
    const change = causes.ofOutput(
      attributed && !engine && isComputed(attributed) ? exactly(plain, attributed) : plain,
    );
    const attribution = withEngine(attributions.get(change.name), change, before);
    if (!attribution) return change;
    const isChanged = (source?.blocks?.(change.name) ?? []).length > 0 && !apart.has(change.name);
    const restsOn = after.outputs.get(change.name)?.restsOn ?? [];
    return { ...change, attribution: isChanged ? attribution : withDeclared(attribution, restsOn, told.assumptions) };
  });
  const { material, minor, offsetting, unchanged } = byMateriality(outputs, printed, after);
  const isKnown =
    source !== undefined && material.every(({ attribution, difference }) => attribution || difference === undefined);
  const reading = readAgain(before, after, { old: old.sources?.readings, new: now.sources?.readings });
  const facts = factsOf(now);
  const review: Omit<Review, "verdict" | "changed"> = {
    old: infoOf(old),
    new: infoOf(now),
    outputs: material,
    minor,
    offsetting,
    unchangedOutputs: unchanged.length,
    totalOutputs: after.outputs.size,
    ...told,
    assumptions: byImpact(told.assumptions, outputs, isKnown),
    figures: bySize(told.figures),
    claims: withCauses(again ? await again.conditions(told.claims) : told.claims, causes),
    renames,
    sources,
    variants: again && sources.length + told.assumptions.length > 0 ? await again.variants() : [],
    engine,
    readAgain: reading,
    remarks: [
      ...remarks,
      ...unseen(old, now),
      ...newDraws(renames, now),
      ...lostNames(old.snapshot, now.snapshot, facts),
    ],
  };
  const headlines = facts?.headlines.map(({ text }) => text);
  const changed = hasChanges(review);
  const still =
    changed || !old.sources || !now.sources || textsOf(old.sources) === textsOf(now.sources) ? [] : [UNTOLD];
  return { ...review, remarks: [...review.remarks, ...still], verdict: verdictOf(review, headlines), changed };
}

/** Said where nothing changed and the files did. */
const UNTOLD =
  "The sources are not the same text: they differ in white space, in comments or in where code stands, which is not told.";

function byMateriality(outputs: readonly OutputChange[], old: Snapshot, now: Snapshot) {
  const material = outputs.filter(isMaterial);
  const rest = outputs.filter((change) => !isMaterial(change));
  const offsetting = rest.filter((change) => isOffset(change, old, now));
  const still = rest.filter((change) => !offsetting.includes(change));
  return { material, offsetting, minor: still.filter(isChanged), unchanged: still.filter((one) => !isChanged(one)) };
}

function hasChanges(review: Omit<Review, "verdict" | "changed">): boolean {
  const { outputs, minor, offsetting, claims, sources, renames, variants, assumptions, prose, figures } = review;
  const { flipped, closer, conditions } = claims;
  const lists = [outputs, minor, offsetting, flipped, closer, conditions, sources, renames, variants, assumptions];
  return review.engine !== undefined || [...lists, prose, figures].some((list) => list.length > 0);
}

/** Ids of the data files of a side. */
const dataIn = ({ assumptions }: Snapshot): Set<string> =>
  new Set([...assumptions.values()].flatMap(({ id, data }) => (data ? [id] : [])));

/** What runs of the blocks tell beside the builds of both sides; loaded when it is needed. */
async function runAgain(
  old: Side,
  now: Side,
  { renames, units, written }: Pick<Named, "renames" | "units" | "written">,
  running: SourceOptions,
) {
  if (!old.sources || !now.sources) return undefined;
  const [{ Model }, { compareVariants }, { oldConditions }] = await Promise.all([
    import("./runs/model.js"),
    import("./runs/variants.js"),
    import("./runs/conditions.js"),
  ]);
  const [before, after] = [new Model(old.sources), new Model(now.sources)];
  return {
    variants: () =>
      compareVariants(
        { model: before, snapshot: written },
        { model: after, snapshot: now.snapshot },
        { renames, units },
        running,
      ),
    conditions(claims: ClaimChanges) {
      const { version, scenario } = now.snapshot;
      const register = after.register(version, scenario?.name);
      return register ? oldConditions(claims, after.blocks, register, running) : claims;
    },
  };
}

/** Results say nothing of sentences that aren't printed, of other versions and scenarios, or of code. */
function unseen(old: Side, now: Side): string[] {
  const { inputs } = now.snapshot;
  if ((old.sources && now.sources) || (inputs !== undefined && inputs === old.snapshot.inputs)) return [];
  const sides = [old, now].filter(({ sources }) => !sources).map(({ label }) => label);
  return [`The sources of ${sides.join(" and of ")} are not at hand: only what was printed is compared.`];
}

const withCauses = (claims: ClaimChanges, causes: Causes): ClaimChanges => ({
  ...claims,
  flipped: claims.flipped.map((claim) => causes.ofClaim(claim)),
});

/** What the memo's front matter says of the whole. */
function factsOf({ sources }: Side): MemoFacts | undefined {
  if (!sources) return undefined;
  const first = readChapters(new Map([...sources.chapters].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, 1)))
    .chapters[0];
  return first?.front.memo;
}

function infoOf({ label, commit, snapshot: { version, scenario, asOf } }: Side): SideInfo {
  return { label, commit, version, scenario: scenario?.name, asOf };
}

/** Whether single contributions are material though their sum is not. */
function isOffset({ name, attribution }: OutputChange, old: Snapshot, now: Snapshot): boolean {
  const [before, after] = [old.outputs.get(name), now.outputs.get(name)];
  if (!attribution || !before || !after) return false;
  if (!isFiniteNumber(before.value) || !isFiniteNumber(after.value)) return false;
  const tolerance = strictestTolerance(before, after, before.value, after.value);
  const parts = attribution.steps.flatMap(({ parts, contribution }) =>
    parts.length === 0 ? [contribution] : parts.map((part) => part.contribution),
  );
  return parts.some((contribution) => Math.abs(contribution) >= tolerance && contribution !== 0);
}
