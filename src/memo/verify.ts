import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { type Diagnostic, MemoError } from "../diagnostic.js";
import { inputsOf, someOf, whyUnreadable } from "../files/index.js";
import { embedFiles, embedPath, type PagePlace, PDF, sitePage, versionPath } from "../publish/index.js";
import { parseSnapshot } from "../review/snapshot.js";
import { shortened } from "../text/shown.js";
import { type CommandOptions, type ComputeOptions, computeMemo, computeOptions } from "./compute.js";
import { inputsDigest, versionOf } from "./default-version.js";
import { ENGINE, type Inputs } from "./inputs.js";
import { carriesModel } from "./live/carries-model.js";
import { computedOf } from "./matrix/combinations.js";
import { differingPages } from "./pdf-pages.js";
import type { Project } from "./project.js";
import { commitOf, differingSources } from "./repository/source-commit.js";
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
  /** Of what is published. */
  commit?: string;
  /** A page of a site. */
  page?: PagePlace;
  /** The figure or key number that it is a page of. */
  embed?: string;
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
 * Builds what a file was made from anew and compares the bytes: at the commit that it says it is of, or that is asked for, else from the working tree.
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
  const revision = options.at ?? knownCommit(receipt, options.folder, file);
  const project = revision === undefined ? read(options.folder) : committed(options.folder, revision);
  const { version, scenario, sets } = receipt;
  const asked = computeOptions(project, options);
  // What the command line names comes before what the file says.
  const compute = {
    ...asked,
    version: asked.version ?? version,
    scenario: asked.scenario ?? scenario,
    ...(options.set.length === 0 && sets !== undefined ? { sets } : {}),
  };
  const inputs = inputsDigest(project, compute);
  const where = options.at ?? (revision === undefined ? "the working tree" : `commit ${revision.slice(0, 12)}`);
  if (receipt.inputs !== undefined && receipt.inputs !== inputs)
    throw otherSources(file, receipt.inputs, inputs, { folder: options.folder, where, project, compute });
  // A page that was built without it carries no model.
  const live = receipt.kind === "page" && carriesModel(bytes);
  // The file says which build it is of, and the command line need not.
  const computed = await computedOf(
    { version: compute.version ?? versionOf(project), scenario: compute.scenario },
    () => computeMemo(project, { ...compute, live, onlyLooking: true, step }),
  );
  const { kind, commit, page, embed } = receipt;
  const { origin } = computed.tree;
  const tree = { ...computed.tree, ...(origin && commit ? { origin: { ...origin, commit } } : {}) };
  const url = computed.chapters[0]?.front.memo?.url;
  const place = page?.preview === undefined ? { ...page, url } : page;
  const made =
    page === undefined
      ? (await writeOutputs(tree, new Set([kind]), { pdf: bytes.includes(TO_PDF) })).get(NAMES[kind])
      : embed === undefined
        ? sitePage(tree, { ...page, ...place })
        : embedFiles(tree, { ...page, ...place }).get(embedPath(embed));
  const own = Buffer.from(made ?? "");
  if (!own.equals(bytes)) throw unequal(file, bytes, own, receipt);
  return `${file} is what the sources of ${where} give, byte for byte: engine ${ENGINE}, ${inputs}`;
}

/** The commit that a file says it is of. @throws MemoError where it isn't to be found here */
function knownCommit({ commit }: Receipt, folder: string, file: string): string | undefined {
  if (commit === undefined) return undefined;
  const found = new Places(folder).maybeGit()?.find(commit);
  if (found) return commit;
  throw differs(`${file} says that it is of commit ${commit}, which is not in this repository`, {
    expected: "a clone that has the commit",
    hint: "`git fetch --unshallow`, or `git fetch` of where it was published from; `--at` takes another revision",
  });
}

function otherSources(
  file: string,
  told: string,
  inputs: string,
  { folder, where, project, compute }: { folder: string; where: string; project: Project; compute: Inputs },
): MemoError {
  const commit = commitOf(folder, told, compute);
  const files = commit === undefined ? [] : differingSources(committed(folder, commit), project);
  const some =
    files.length === 0 ? "" : `; ${someOf(files)} ${files.length === 1 ? "differs" : "differ"} from it in ${where}`;
  return differs(`${file} was made from other sources than those of ${where}`, {
    expected: `sources with digest ${told}, not ${inputs}`,
    hint:
      commit === undefined
        ? "name the commit that it was built at with `--at`, and the version, scenario and sets with -a, -s and --set"
        : `its sources are those of commit ${commit.slice(0, 12)}: \`--at ${commit.slice(0, 12)}\`${some}`,
  });
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
    const commit = /memo commit ([0-9a-f]{40,64})/.exec(text)?.[1];
    const basis = /memo basis ([\w.~%=;-]+)/.exec(text)?.[1];
    return {
      kind: "pdf",
      inputs,
      engine,
      commit,
      ...basisOf(basis),
    };
  }
  if (/^<!DOCTYPE html>/i.test(text)) {
    const meta = (name: string): string | undefined =>
      new RegExp(`<meta name="${name}" content="([^"]*)"`).exec(text)?.[1];
    const [engine, made, commit] = [
      /^memo (.+)/.exec(meta("generator") ?? "")?.[1],
      meta("memo-inputs"),
      meta("memo-commit"),
    ];
    const embed = meta("memo-embed");
    const basis = basisOf(meta("memo-basis"));
    const page = pageOf(text, meta("memo-page"), basis.version);
    if (page === undefined && text.includes('<nav class="site"'))
      throw refusal("verify/file", `${file} is a page of a site that doesn't say where in it it stands`, {
        expected: "a page that this engine published, or the results.json or memo.pdf beside it",
      });
    return {
      kind: "page",
      engine,
      inputs: made,
      commit,
      page,
      embed,
      ...basis,
    };
  }
  if (text.startsWith("{")) {
    const { engine, inputs: made, version, scenario, sets } = parseSnapshot(bytes.toString("utf8"), file);
    const local = made ?? inputsOf(dirname(file), basename(file), bytes);
    const known = local === undefined ? {} : { inputs: local };
    return {
      kind: "data",
      ...known,
      engine,
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

/** "version=2026-03;scenario=late-frost;set=gw.add%3D12", as `basisFields` writes it. */
function basisOf(text: string | undefined): Pick<Receipt, "version" | "scenario" | "sets"> {
  const fields = (text ?? "").split(";").flatMap((field) => {
    const [, name = "", value = ""] = /^(\w+)=(.*)$/.exec(field) ?? [];
    try {
      return name === "" ? [] : [[name, decodeURIComponent(value)] as const];
    } catch {
      return [];
    }
  });
  if (fields.length === 0) return {};
  const one = (name: string): string | undefined => fields.find(([key]) => key === name)?.[1];
  const sets = fields.flatMap(([key, value]) => {
    const at = value.indexOf("=");
    return key === "set" && at > 0 ? [{ id: value.slice(0, at), text: value.slice(at + 1) }] : [];
  });
  return { version: one("version"), scenario: one("scenario"), sets };
}

/** Where in a site a page stands, and what it leads to, as it says itself. */
function pageOf(text: string, path: string | undefined, version = ""): PagePlace | undefined {
  if (path === undefined) return undefined;
  const bar = /<nav class="site"[\s\S]*?<\/nav>/.exec(text)?.[0] ?? "";
  const pull = /^pr\/(\d+)\/$/.exec(path)?.[1];
  return {
    path,
    ...(path === "" ? { lasting: versionPath(version) } : {}),
    ...(pull === undefined ? {} : { preview: Number(pull) }),
    hasPdf: bar.includes(`href="${PDF}"`),
    hasChanges: bar.includes(`href="changes/"`),
  };
}

/** What differs first, by line where the file has lines that people read. */
function unequal(file: string, bytes: Buffer, own: Buffer, { kind, engine }: Receipt): MemoError {
  const byEngine =
    engine !== undefined && engine !== ENGINE
      ? `it says that engine ${engine} made it, and this is ${ENGINE}`
      : undefined;
  const hint = byEngine ?? "its sources, or the file, were changed since it was written";
  if (kind === "pdf") {
    const pages = differingPages(bytes, own);
    const on = pages.length === 0 ? "" : `, on page ${pages.join(", ")}`;
    return differs(`${file} has other bytes than its sources give${on}: ${bytes.length}, and ${own.length} of them`, {
      expected: "the PDF that a build gives",
      hint,
    });
  }
  const [there, here] = [bytes, own].map((one) => one.toString("utf8").split("\n"));
  const at = (there ?? []).findIndex((line, i) => line !== here?.[i]);
  const line = at === -1 ? (there?.length ?? 0) : at;
  const around = kind === "page" ? sectionAt(here ?? [], line) : "";
  const [was, is] = parted(there?.[line], here?.[line]);
  return differs(`${file} differs from what its sources give in line ${line + 1}${around}: ${was}`, {
    expected: is,
    hint,
  });
}

/** The section of a page in which a line stands: "in section `sec-supply`". */
function sectionAt(lines: readonly string[], line: number): string {
  for (let i = Math.min(line, lines.length - 1); i >= 0; i--) {
    const id = /<h[2-6] id="([^"]*)"/.exec(lines[i] ?? "")?.[1];
    if (id !== undefined) return `, in section \`${id}\``;
  }
  return "";
}

/** Two lines from where they part, with a little before it. */
function parted(one = "", other = ""): [string, string] {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  const from = at > LEAD * 2 ? at - LEAD : 0;
  const shown = (line: string): string => short(from === 0 ? line : `…${line.slice(from)}`);
  return [shown(one), shown(other)];
}

const LEAD = 30;

const short = (line = ""): string => (line === "" ? "nothing" : `\`${shortened(line, 100)}\``);

const differs = (message: string, more: Pick<Diagnostic, "expected" | "hint">): MemoError =>
  MemoError.of({ rule: "verify/differs", message, ...more });

const refusal = (rule: Diagnostic["rule"], message: string, more: Pick<Diagnostic, "expected">): MemoError =>
  MemoError.of({ rule, message, ...more }, 2);
