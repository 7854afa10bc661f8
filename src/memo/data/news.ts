import { freshUntil } from "../../assumptions/index.js";
import { codeSpan, escapeText } from "../../review/untrusted.js";
import { counted } from "../../text/counts.js";
import type { Project } from "../project.js";
import { ownVersion, registerOf } from "../versions/own-version.js";
import type { FetchOptions } from "./fetch.js";
import { checkPinned, type PinnedChange } from "./pinned.js";
import { wordsOf } from "./words.js";

/** What has come about since the sources were written, which no build knows of. */
export interface News {
  /** The day that ages are counted to, such as 2026-03-15. */
  today: string;
  version: string;
  /** Assumptions older than they may be on that day, oldest first. */
  stale: readonly { id: string; label: string; asOf: string; until: string; staleAfter: string }[];
  /** Pinned files that are not what their addresses give, or not as they were fetched. */
  data: readonly PinnedChange[];
  /** Pinned files whose addresses give nothing. */
  unreachable: readonly { file: string; why: string }[];
}

/**
 * What is stale on a day, and which pinned files have news at their addresses. Runs no block.
 * @throws MemoError when the assumptions or the lock can't be read
 */
export async function newsOf(project: Project, { today, ...options }: FetchOptions & { today: string }): Promise<News> {
  const register = registerOf(project, ownVersion(project).version);
  const stale = [...register.assumptions.values()].flatMap((assumption) => {
    const until = freshUntil(assumption, register);
    if (until === undefined || until >= today) return [];
    const { id, label = "", asOf } = assumption;
    return [{ id, label, asOf, until, staleAfter: (assumption.staleAfter ?? register.staleAfter)?.text ?? "" }];
  });
  const unreachable: { file: string; why: string }[] = [];
  const changes = await checkPinned(project, [], options, (file, { diagnostics }) => {
    unreachable.push({ file, why: diagnostics.map(({ message }) => message).join("; ") });
  });
  const data = changes.filter(({ what }) => what !== "unchanged");
  const order = (a: { until: string }, b: { until: string }): number =>
    a.until < b.until ? -1 : a.until > b.until ? 1 : 0;
  return { today, version: register.version, stale: stale.sort(order), data, unreachable };
}

export const isNews = ({ stale, data, unreachable }: News): boolean =>
  stale.length + data.length + unreachable.length > 0;

/** Rows of a table that are printed before the rest is counted: an issue has no room for all of a large register. */
const LISTED = 200;

/** What an issue is called that tells of it. */
export function newsTitle({ stale, data, unreachable }: News): string {
  const parts = [
    ...(stale.length > 0 ? [`${counted(stale.length, "assumption")} ${stale.length === 1 ? "is" : "are"} stale`] : []),
    ...(data.length > 0 ? [`${counted(data.length, "pinned file")} ${data.length === 1 ? "has" : "have"} news`] : []),
    ...(unreachable.length > 0 ? [`${counted(unreachable.length, "pinned file")} can't be fetched`] : []),
  ];
  return parts.length === 0 ? "Nothing is stale" : parts.join(", ");
}

/** The same as Markdown. */
export function newsText(news: News): string {
  const { today, version, stale, data, unreachable } = news;
  const lines = [`## ${newsTitle(news)}`, "", `Version ${codeSpan(version)} on ${today}.`];
  if (stale.length > 0)
    lines.push(
      "",
      "| assumption | | as of | holds for | until |",
      "| --- | --- | --- | --- | --- |",
      ...stale
        .slice(0, LISTED)
        .map(
          ({ id, label, asOf, until, staleAfter }) =>
            `| ${codeSpan(id)} | ${escapeText(label)} | ${asOf} | ${staleAfter} | ${until} |`,
        ),
      ...(stale.length > LISTED ? ["", `and ${stale.length - LISTED} more: \`memo news\` lists them.`] : []),
      "",
      "A value that still holds says so by a newer `as_of`: `memo set <id> <value> --as-of <date>`.",
    );
  if (data.length + unreachable.length > 0)
    lines.push(
      "",
      ...data.map((change) => `- ${codeSpan(`data/${change.file}`)}: ${wordsOf(change)}`),
      ...unreachable.map(({ file, why }) => `- ${codeSpan(`data/${file}`)}: ${escapeText(why)}`),
    );
  return `${lines.join("\n")}\n`;
}
