import { append } from "../../lists.js";
import { firstOfEach } from "./failures.js";
import { marginColumns, putColumns } from "./rows.js";
import type { Evaluated, EvaluatedRows, EvaluationFailure, EvaluationJob, FailureCount } from "./types.js";

/** Rows of a sweep put together from pieces, whichever process did them, as if one had done all. */
export class MergedRows {
  private readonly outputs: Float64Array;
  private readonly margins: Float64Array;
  private readonly claims: number;
  private readonly marginColumns: readonly number[];
  /** By process and column, the texts in the order in which it met them. */
  private readonly texts: readonly (readonly string[][])[];
  private readonly owners: { process: number; first: number; count: number }[] = [];
  private readonly failures: EvaluationFailure[] = [];
  private readonly failed = new Map<string, { count: number; first: number }>();
  private readonly nonFinite = new Map<number, { count: number; first: number }>();
  private failedDraws = 0;

  constructor(
    private readonly job: EvaluationJob,
    private readonly isText: readonly boolean[],
    n: number,
    processes: number,
    /** The outputs that are told, rising; others hold NaN. */
    private readonly columns: readonly number[],
  ) {
    this.texts = Array.from({ length: processes }, () => job.outputs.map(() => []));
    this.outputs = new Float64Array(n * job.outputs.length);
    this.claims = job.outputs.filter(({ name }) => name === undefined).length;
    this.margins = new Float64Array(n * this.claims);
    this.marginColumns = marginColumns(job.outputs, columns);
    if (columns.length < job.outputs.length) for (const one of [this.outputs, this.margins]) one.fill(Number.NaN);
  }

  /** Takes in what a process did; pieces of one process come in the order of their rows. */
  add(process: number, first: number, count: number, rows: EvaluatedRows): void {
    if (
      rows.outputs.length !== count * this.columns.length ||
      rows.margins.length !== count * this.marginColumns.length
    )
      throw new Error(`an evaluator told ${rows.outputs.length} outputs of ${count} rows`);
    putColumns(rows.outputs, this.outputs, this.job.outputs.length, first, this.columns);
    putColumns(rows.margins, this.margins, this.claims, first, this.marginColumns);
    this.owners.push({ process, first, count });
    for (const [column, texts] of rows.newTexts.entries()) append(this.texts[process]?.[column] ?? [], texts);
    append(this.failures, rows.failures);
    for (const { blockId, ...counted } of rows.failureCounts) put(this.failed, blockId, counted);
    for (const { column, ...counted } of rows.nonFinite) put(this.nonFinite, column, counted);
    this.failedDraws += rows.failedDraws;
  }

  result(): Evaluated {
    const texts = this.isText.map((isText, column) => (isText ? this.renumber(column) : undefined));
    const failureCounts: FailureCount[] = this.job.blocks.flatMap(({ id }) => {
      const counted = this.failed.get(id);
      return counted ? [{ blockId: id, ...counted }] : [];
    });
    const hasClaims = this.job.outputs.some(({ name }) => name === undefined);
    return {
      outputs: this.outputs,
      ...(hasClaims ? { margins: this.margins } : {}),
      texts,
      failures: firstOfEach(this.failures.sort((a, b) => a.draw - b.draw)),
      failureCounts,
      failedDraws: this.failedDraws,
      nonFinite: this.job.outputs.flatMap(({ output, blockId }, column) => {
        const counted = this.nonFinite.get(column);
        return counted ? [{ output, blockId, ...counted }] : [];
      }),
    };
  }

  /** The texts of a column over all processes, in the order of rows; where a second one met others, its codes are written anew. */
  private renumber(column: number): string[] {
    const [first = [], ...others] = this.texts.map((texts) => texts[column] ?? []);
    if (others.length === 0) return first;
    const all = [...first];
    const codes = this.texts.map((texts) =>
      (texts[column] ?? []).map((text) => {
        const known = all.indexOf(text);
        return known === -1 ? all.push(text) - 1 : known;
      }),
    );
    const width = this.job.outputs.length;
    for (const { process, first: from, count } of this.owners) {
      if (process === 0) continue;
      for (let row = from; row < from + count; row++) {
        const at = row * width + column;
        const code = this.outputs[at] ?? Number.NaN;
        if (!Number.isNaN(code)) this.outputs[at] = codes[process]?.[code] ?? Number.NaN;
      }
    }
    return all;
  }
}

function put<K>(
  counts: Map<K, { count: number; first: number }>,
  key: K,
  more: { count: number; first: number },
): void {
  const known = counts.get(key);
  if (!known) counts.set(key, { ...more });
  else {
    known.count += more.count;
    known.first = Math.min(known.first, more.first);
  }
}
