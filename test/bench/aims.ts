import type { Measured, Report } from "./report.js";

/** What a run of the measurements found, by the name of its part. */
export type Reports = Readonly<Record<string, Pick<Report, "sections"> | undefined>>;

/** An aim beside what was measured. */
export interface AimRow {
  name: string;
  /** At most so much: times, unless `unit` says another. */
  aim: number;
  unit?: "MB" | "s";
  /** What an older version came to in the same hour on the same machine. */
  before?: number;
  now?: number;
  /** What is left of it when all is taken away but what nobody can do without. */
  floor?: number;
  /** What that is. */
  left?: string;
}

type Find = (section: RegExp, row: RegExp | string) => Measured | undefined;

interface Aim extends Pick<AimRow, "name" | "aim" | "unit" | "left"> {
  /** @param peers of the same run, also for an older version, which has none */
  of(own: Find, peers: Find): number | undefined;
  floor?(own: Find, peers: Find): number | undefined;
}

const over = (above: Measured | undefined, below: Measured | undefined): number | undefined =>
  above && below && above.seconds / below.seconds;

const MEMO = /^This memo, all outputs/;
const ONE = /^Generated, 1×/;
const PREVIEWS = /an assumption saved$/;
const LARGER = /^Generated, larger/;
const FLOOR = "floor: libraries loaded, PDF set";
/** Rows of what a memo's blocks cost as one plain program. */
export const PLAIN = {
  charts: "floor: charts drawn once in a plain program",
  sweeps: "floor: points of studies run in a plain program",
} as const;
const TYPST = "a process that loads the libraries and sets the PDF's source once";

/** Rows of the previews. */
export const THEIRS = "Framework's preview, a page a chapter, drawn in the browser";
export const OURS = "`memo dev`, the whole memo";

const ofCold = (find: Find, row: string): number | undefined => over(find(MEMO, row), find(MEMO, "cold"));
/** All that no cold build can do without, spread evenly over two cores. */
const EVENLY =
  "libraries loaded, the PDF set once, charts and points of studies in plain programs, evenly on two cores";
const floorOf = (find: Find): Measured | undefined => {
  const [set, ...others] = [FLOOR, PLAIN.charts, PLAIN.sweeps].map((row) => find(MEMO, row)?.seconds);
  if (set === undefined || others.includes(undefined)) return undefined;
  const all = others.reduce((sum: number, one) => sum + (one ?? 0), set);
  return { name: EVENLY, seconds: Math.max(set, all / 2) };
};
const astro = (peers: Find, factor: number, row: string): Measured | undefined =>
  peers(new RegExp(`^Generated, ${factor}×`), `Astro, HTML only: ${row}`);

const AIMS: readonly Aim[] = [
  {
    name: "this memo, cold, over the floor (libraries loaded, PDF set)",
    aim: 2.2,
    of: (own) => over(own(MEMO, "cold"), own(MEMO, FLOOR)),
    floor: (own) => over(floorOf(own), own(MEMO, FLOOR)),
    left: EVENLY,
  },
  {
    name: "this memo, one assumption changed, over cold",
    aim: 0.4,
    of: (own) => ofCold(own, "one assumption changed"),
    floor: (own) => over(floorOf(own), own(MEMO, "cold")),
    left: EVENLY,
  },
  {
    name: "this memo, nothing changed, over the bare start of node",
    aim: 12,
    of: (own) => over(own(MEMO, "nothing changed"), own(/^Start-up/, "node, nothing else")),
  },
  {
    name: "generated 1×, a word changed, page only, over a word changed in Astro's build",
    aim: 0.15,
    of: (own, peers) => over(own(ONE, "one sentence changed, page only"), astro(peers, 1, "one sentence changed")),
    floor: (own, peers) => over(own(/^Start-up/, "`memo --help`"), astro(peers, 1, "one sentence changed")),
    left: "`memo --help`",
  },
  {
    name: "generated 1×, all outputs, over Astro's HTML alone",
    aim: 0.6,
    of: (own, peers) => over(own(ONE, "cold"), astro(peers, 1, "cold")),
    floor: (own, peers) => over(own(ONE, FLOOR), astro(peers, 1, "cold")),
    left: TYPST,
  },
  {
    name: "generated 10×, all outputs, over Astro's HTML alone",
    aim: 1,
    of: (own, peers) => over(own(LARGER, "10×: cold"), astro(peers, 10, "cold")),
    floor: (own, peers) => over(own(LARGER, `10×: ${FLOOR}`), astro(peers, 10, "cold")),
    left: TYPST,
  },
  {
    name: "generated 50×, peak memory of all processes, all but the PDF (before: its page alone)",
    aim: 900,
    unit: "MB",
    // An older version was measured with its page alone.
    of: (own) => (own(LARGER, "50×: cold, all but the PDF") ?? own(LARGER, "50×: cold, page only"))?.megabytes,
  },
  {
    name: "generated 50×, the same of the typesetter alone (before: of the whole build)",
    aim: 900,
    unit: "MB",
    of: (own) => (own(LARGER, `50×: ${FLOOR}`) ?? own(LARGER, "50×: cold"))?.megabytes,
  },
  {
    name: "10,000 draws of the supply model, over one function over arrays written by hand",
    aim: 2,
    of: (own) =>
      over(
        own(/outputs of the supply model/, /^the chapters' blocks/),
        own(/outputs of the supply model/, /^one function over arrays/),
      ),
  },
  {
    name: "generated 1×, `memo dev`, assumption saved to page painted, over the same in Framework's preview",
    aim: 0.5,
    of: (own, peers) => over(own(PREVIEWS, OURS), peers(PREVIEWS, THEIRS)),
  },
  {
    name: "this memo, `memo dev`, assumption saved to page painted",
    aim: 0.3,
    unit: "s",
    of: (own) => own(/^`memo dev`/, "one assumption")?.seconds,
  },
];

/** The aims beside what was measured now and, where that is there, of an older version. */
export function aims(now: Reports, before: Reports | undefined): AimRow[] {
  const own = finder(now);
  const older = before && finder(before);
  return AIMS.map(({ name, aim, unit, left, of, floor }) => ({
    name,
    aim,
    unit,
    left,
    before: older && of(older, own),
    now: of(own, own),
    floor: floor?.(own, own),
  }));
}

function finder(reports: Reports): Find {
  const sections = Object.values(reports).flatMap((report) => report?.sections ?? []);
  const fits = (text: string, wanted: RegExp | string): boolean =>
    typeof wanted === "string" ? text === wanted : wanted.test(text);
  return (section, row) =>
    sections
      .filter(({ title }) => section.test(title))
      .flatMap(({ rows }) => rows)
      .find(({ name }) => fits(name, row));
}
