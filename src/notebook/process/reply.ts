import { rebuilt } from "../drawing/rebuilt.js";
import type { Described } from "../run/described.js";
import type { BlockRecord, ExecutionJob, ExecutionResult } from "../run/job.js";
import type { FigureResult } from "../types.js";
import type { Reply } from "./messages.js";
import { printedText } from "./printed.js";
import {
  anything,
  type Check,
  checkWhole,
  either,
  flag,
  floats,
  index,
  list,
  map,
  number,
  one,
  parts,
  refuse,
  text,
} from "./schema.js";
import { textToData } from "./text.js";

// What the process of blocks replies is a stranger's: it is looked at before any of it is believed, and nothing is kept of a reply that is not as it
// has to be.

const place = parts({
  file: text(4096),
  start: parts({ line: index(), column: index() }),
  "end?": parts({ line: index(), column: index() }),
});
const RULE = /^[a-z]+\/[a-z-]+$/;
const rule: Check = (value, path) => {
  text(100)(value, path);
  if (!RULE.test(value as string)) refuse(path, "not the name of a rule");
};
/** What is wrong with a block. Nothing that blocks say is written into the sources: there is no `fix`. */
const diagnostic = parts({
  rule,
  severity: one(new Set(["error", "warning", "hint"])),
  message: text(),
  "place?": place,
  "expected?": text(),
  "hint?": text(),
  "notes?": list(text()),
  "related?": list(parts({ words: text(), place })),
  "about?": text(),
});
const format = parts({
  style: one(new Set(["number", "percent", "times", "range", "dollars", "unit", "date", "text"])),
  "digits?": index(101),
  "significant?": index(101),
  "to?": text(200),
  "from?": text(200),
  "sign?": flag,
  "scale?": one(new Set(["k", "M", "B", "T", "auto"])),
  "date?": one(new Set(["long", "short", "iso", "month", "quarter", "year"])),
});
const flagOrNothing: Check = (value, path) => {
  if (value !== null) flag(value, path);
};
const tip = parts({ x: number, y: number, text: text(500) });
const table = parts({
  columns: list(
    parts({
      key: text(),
      label: text(),
      "unit?": text(),
      "format?": format,
      align: one(new Set(["left", "right"])),
      "drawn?": one(new Set(["bar", "line"])),
      "markdown?": flag,
    }),
  ),
  rows: list(list(either(number, text(2 ** 24), flagOrNothing))),
  "groups?": text(),
  "totals?": index(),
});
const claim = parts({
  id: text(),
  blockId: text(),
  holds: flag,
  "margin?": number,
  "relativeMargin?": number,
  "left?": number,
  "right?": number,
  "operator?": text(3),
  expression: text(),
  place,
});

const evaluation: Readonly<Record<string, Check>> = {
  ready: parts({ type: text(20) }),
  preloaded: parts({ type: text(20) }),
  start: parts({ type: text(20), index: index() }),
  done: parts({ type: text(20), result: anything }),
  failed: parts({ type: text(20), message: text() }),
  opened: parts({ type: text(20), diagnostics: list(diagnostic), texts: list(flag) }),
  progress: parts({ type: text(20), done: index() }),
  varied: parts({ type: text(20) }),
  "too-long": parts({ type: text(20), draw: index(), index: index() }),
  settled: parts({ type: text(20), unchanged: flag }),
  purity: parts({ type: text(20), diagnostics: list(diagnostic) }),
  rows: parts({
    type: text(20),
    rows: parts({
      outputs: floats,
      margins: floats,
      newTexts: list(list(text())),
      failures: list(parts({ draw: index(), blockId: text(), message: text(), place })),
      failureCounts: list(parts({ blockId: text(), count: index(), first: index() })),
      failedDraws: index(),
      nonFinite: list(parts({ column: index(), count: index(), first: index() })),
    }),
  }),
};

/** The form of what comes of a job: of its blocks, its names and no others. */
function answerTo({ blocks, idle, want, drawn }: ExecutionJob): Check {
  const ran = new Map(blocks.flatMap((block) => (idle.has(block.id) ? [] : [[block.id, block] as const])));
  const records = parts({
    blockId: one(ran),
    reads: list(text()),
    printed: list(list(anything)),
    diagnostics: list(diagnostic),
    "figure?": either(
      parts({
        kind: one(new Set(["chart"])),
        blockId: one(ran),
        svg: text(2 ** 25),
        data: list(table),
        "narrow?": text(2 ** 25),
        "tips?": list(tip),
        "narrowTips?": list(tip),
      }),
      parts({ kind: one(new Set(["table"])), blockId: one(ran), table }),
    ),
    "claim?": claim,
    "kept?": either(parts({ values: map(text(), anything) }), parts({ reason: text() })),
    "holds?": map(text(), parts({ "itself?": text(), within: list(text()) })),
    "inputs?": text(),
    "same?": flag,
  });
  const again = parts({ blockId: one(ran), again: flag });
  const inFiles = one(new Set(blocks.map(({ file }) => file)));
  return parts({
    type: text(20),
    result: parts({
      records: list((value, path) => {
        if (isAgain(value)) {
          again(value, path);
          return;
        }
        records(value, path);
        ofItsBlock(value as BlockRecord, path);
        placedInside(value as BlockRecord, path);
      }),
      values: map(one(new Set(want)), anything),
      "same?": list(one(new Set(want))),
    }),
    "knows?": index(),
  });

  /** Places are of chapters that were sent: of other files no line is shown. */
  function placedInside({ diagnostics, claim: found }: BlockRecord, path: string | undefined): void {
    const places = diagnostics.flatMap(({ place: at, related = [] }) => [at, ...related.map((other) => other.place)]);
    for (const at of [...places, found?.place]) if (at) inFiles(at.file, path && `${path} place`);
  }

  function ofItsBlock(record: BlockRecord, path: string | undefined): void {
    const block = ran.get(record.blockId);
    const own = one(new Set([record.blockId]));
    const names = one(new Set(block?.defines));
    if (record.same && !(drawn?.has(record.blockId) && drawn.get(record.blockId) === record.inputs))
      refuse(path && `${path}.same`, "not so");
    if (record.figure) own(record.figure.blockId, path && `${path}.figure`);
    if (record.claim) {
      own(record.claim.blockId, path && `${path}.claim`);
      own(record.claim.id, path && `${path}.claim`);
    }
    if (record.kept && "values" in record.kept)
      for (const name of record.kept.values.keys()) names(name, path && `${path}.kept`);
    for (const name of record.holds?.keys() ?? []) names(name, path && `${path}.holds`);
  }
}

/** A record that says no more than that a block would come to what it came to. */
const isAgain = (record: unknown): boolean => typeof record === "object" && record !== null && "again" in record;

/** What is said before each block, as it is always written. */
const START = /^\[1,"type","start","index",(\d{1,9})\]$/;

/** As `textToBytes`, by Node's own function, which would pass over letters that are none. */
function nodesBytes(text: string): Uint8Array<ArrayBuffer> {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new Error("bytes hold what is none");
  return Uint8Array.from(Buffer.from(text, "base64"));
}

/**
 * A reply of the process that runs blocks.
 *
 * @param job what it answers, where it has one.
 * @param before what was answered before in the same realm, for what it says is as it was.
 * @throws Error when it is none, names what was not asked for, or holds a drawing with more than shapes and text.
 */
export function readReply(said: string, job?: ExecutionJob, before?: Answered): Reply {
  const start = START.exec(said);
  if (start) return { type: "start", index: Number(start[1]) };
  const reply = textToData(said, nodesBytes) as Reply;
  const type = String((reply as { type?: unknown } | null)?.type);
  if (type !== "answer") {
    const check = Object.hasOwn(evaluation, type) ? evaluation[type] : undefined;
    if (!check) throw new Error(`a reply of the kind ${type.slice(0, 20)}`);
    checkWhole(check, reply, "the reply");
    return reply;
  }
  if (!job) throw new Error("an answer to nothing");
  checkWhole(answerTo(job), reply, "the answer");
  const { knows, result } = reply as Reply & { type: "answer" };
  const { records, values, same = [] } = result as ExecutionResult & { same?: readonly string[] };
  const ids = records.map(({ blockId }) => blockId);
  if (new Set(ids).size < ids.length) throw new Error("a block twice");
  return {
    type: "answer",
    ...(knows === undefined ? {} : { knows }),
    result: {
      values:
        same.length === 0 ? values : new Map([...values, ...same.map((name) => [name, valueBefore(name)] as const)]),
      records: records.map((record) =>
        isAgain(record)
          ? recordBefore(record.blockId)
          : {
              ...record,
              printed: (record.printed as unknown as Described[][]).map((line) => shortened(printedText(line))),
              ...(record.figure ? { figure: madeAnew(record.figure) } : {}),
            },
      ),
    },
  };

  function recordBefore(id: string): BlockRecord {
    const record = before?.records.get(id);
    if (!record) throw new Error("a block as before that was never told");
    return { ...record, again: true };
  }

  function valueBefore(name: string): unknown {
    if (!before?.values.has(name)) throw new Error("a value as before that was never told");
    return before.values.get(name);
  }
}

/** What a realm answered so far, by block and by name: the latest of each. */
export interface Answered {
  records: Map<string, BlockRecord>;
  values: Map<string, unknown>;
}

/** A figure whose drawing is made anew of what it may hold. */
const madeAnew = (figure: FigureResult): FigureResult =>
  figure.kind === "table" || figure.svg === ""
    ? figure
    : {
        ...figure,
        svg: rebuilt(figure.svg),
        ...(figure.narrow === undefined ? {} : { narrow: rebuilt(figure.narrow) }),
      };

const LONGEST_PRINT = 20_000;

const shortened = (line: string): string => (line.length > LONGEST_PRINT ? `${line.slice(0, LONGEST_PRINT)}…` : line);
