import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { type Diagnostic, MemoError } from "../diagnostic.js";
import { inputsOf, whyUnreadable } from "../files/index.js";
import { parseSnapshot } from "../review/snapshot.js";
import { type CommandOptions, type ComputeOptions, computeMemo, computeOptions } from "./compute.js";
import { ENGINE, inputsDigest } from "./inputs.js";
import { carriesModel } from "./live/carries-model.js";
import type { Project } from "./project.js";
import { Places } from "./sides/places.js";
import { type OutputKind, writeOutputs } from "./write.js";

export interface VerifyOptions extends CommandOptions {
  /** A git revision; the working tree unless given. */
  at?: string;
}

/** What a file says of itself, where it says anything. */
interface Receipt {
  kind: OutputKind;
  engine?: string;
  inputs?: string;
  version?: string;
  scenario?: string;
  sets?: ComputeOptions["sets"];
}

const NAMES: Readonly<Record<OutputKind, string>> = {
  page: "index.html",
  pdf: "memo.pdf",
  md: "memo.md",
  data: "results.json",
};

/** On a page that was built with its PDF. */
const TO_PDF = '<a href="memo.pdf">PDF</a>';

/**
 * Builds what a file was made from anew and compares the bytes.
 * @param project the sources in the working tree; asked only where no revision is named
 * @returns what the file agrees with, in words
 * @throws MemoError where the file is none that a build writes, or differs
 */
export async function verifyFile(
  file: string,
  options: VerifyOptions,
  { project: read, step }: { project: (folder: string) => Project; step: (text: string) => void },
): Promise<string> {
  const bytes = bytesOf(file);
  const receipt = receiptOf(bytes, file);
  const project = options.at === undefined ? read(options.folder) : committed(options.folder, options.at);
  const { version, scenario, sets } = receipt;
  const compute = {
    ...computeOptions(project, options),
    ...(version === undefined ? {} : { version, scenario, sets }),
  };
  const inputs = inputsDigest(project, compute);
  const where = options.at ?? "the working tree";
  if (receipt.inputs !== undefined && receipt.inputs !== inputs)
    throw differs(`${file} was made from other sources than those of ${where}`, {
      expected: `sources with digest ${receipt.inputs}, not ${inputs}`,
      hint: "name the commit that it was built at with `--at`, and the version, scenario and sets with -a, -s and --set",
    });
  // A page that was built without it carries no model.
  const live = receipt.kind === "page" && carriesModel(bytes);
  const computed = await computeMemo(project, { ...compute, live, onlyLooking: true, step });
  const { kind } = receipt;
  const made = await writeOutputs(computed.tree, new Set([kind]), { pdf: bytes.includes(TO_PDF) });
  const own = Buffer.from(made.get(NAMES[kind]) ?? "");
  if (!own.equals(bytes)) throw unequal(file, bytes, own, receipt);
  return `${file} is what the sources of ${where} give, byte for byte: engine ${ENGINE}, ${inputs}`;
}

function committed(folder: string, name: string): Project {
  const places = new Places(folder);
  return places.committed(places.git().revision(name)).project;
}

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw refusal("verify/file", `${file} ${whyUnreadable(file, error)}`, {
      expected: "a page, PDF, Markdown or results.json as `memo build` writes it",
    });
  }
}

function receiptOf(bytes: Buffer, file: string): Receipt {
  const text = bytes.toString("latin1");
  const inputs = /sha256:[0-9a-f]{64}/.exec(text)?.[0];
  if (text.startsWith("%PDF-")) {
    const engine = /memo engine ([\w.+-]+)/.exec(text)?.[1];
    return { kind: "pdf", ...(inputs === undefined ? {} : { inputs }), ...(engine === undefined ? {} : { engine }) };
  }
  if (/^<!DOCTYPE html>/i.test(text)) {
    if (text.includes('<nav class="site"'))
      throw refusal("verify/file", `${file} is a page of a site, which has more on it than a build gives`, {
        expected: "the results.json or memo.pdf beside it, which are what a build gives",
      });
    const meta = (name: string): string | undefined =>
      new RegExp(`<meta name="${name}" content="([^"]*)"`).exec(text)?.[1];
    const [engine, made] = [/^memo (.+)/.exec(meta("generator") ?? "")?.[1], meta("memo-inputs")];
    return {
      kind: "page",
      ...(engine === undefined ? {} : { engine }),
      ...(made === undefined ? {} : { inputs: made }),
    };
  }
  if (text.startsWith("{")) {
    const { engine, inputs: made, version, scenario, sets } = parseSnapshot(bytes.toString("utf8"), file);
    const local = made ?? inputsOf(dirname(file), basename(file), bytes);
    const known = local === undefined ? {} : { inputs: local };
    return {
      kind: "data",
      ...known,
      ...(engine === undefined ? {} : { engine }),
      version,
      scenario: scenario?.name,
      sets,
    };
  }
  if (file.endsWith(".md")) return { kind: "md" };
  throw refusal("verify/file", `${file} is nothing that a build writes`, {
    expected: "a page, PDF, Markdown or results.json as `memo build` writes it",
  });
}

/** What differs first, by line where the file has lines that people read. */
function unequal(file: string, bytes: Buffer, own: Buffer, { kind, engine }: Receipt): MemoError {
  const byEngine =
    engine !== undefined && engine !== ENGINE
      ? `it says that engine ${engine} made it, and this is ${ENGINE}`
      : undefined;
  const hint = byEngine ?? "its sources, or the file, were changed since it was written";
  if (kind === "pdf")
    return differs(`${file} has other bytes than its sources give: ${bytes.length}, and ${own.length} of them`, {
      expected: "the PDF that a build gives",
      hint,
    });
  const [there, here] = [bytes, own].map((one) => one.toString("utf8").split("\n"));
  const at = (there ?? []).findIndex((line, i) => line !== here?.[i]);
  const line = at === -1 ? (there?.length ?? 0) : at;
  return differs(`${file} differs from what its sources give in line ${line + 1}: ${short(there?.[line])}`, {
    expected: short(here?.[line]),
    hint,
  });
}

const short = (line = ""): string =>
  line.length > 100 ? `\`${line.slice(0, 100)}…\`` : line === "" ? "nothing" : `\`${line}\``;

const differs = (message: string, more: Pick<Diagnostic, "expected" | "hint">): MemoError =>
  new MemoError([{ rule: "verify/differs", severity: "error", message, ...more }]);

const refusal = (rule: Diagnostic["rule"], message: string, more: Pick<Diagnostic, "expected">): MemoError =>
  new MemoError([{ rule, severity: "error", message, ...more }], 2);
