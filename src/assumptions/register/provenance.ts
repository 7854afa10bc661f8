import { didYouMean } from "../../diagnostic.js";
import type { Problems } from "../../yaml/problems.js";
import type { RawEntry } from "../files/entry.js";

/** Whether a note or sources stand there and were reported. */
const isWrong = ({ given, sources, note }: RawEntry): boolean =>
  (given.has("source") && sources === undefined) || (given.has("note") && note === undefined);

/** Reports a kind, a date or sources that are missing, or that don't go with what the entry is. */
export function checkProvenance(
  entry: RawEntry,
  subject: string,
  sources: ReadonlySet<string> | undefined,
  problems: Problems,
): void {
  const kind = entry.kind?.value;
  if (!entry.expression) {
    if (!kind && !entry.given.has("kind")) {
      problems.error("missing-key", `${subject} has no \`kind\``, entry.place, {
        expected: "`observed`, `cited`, `assumed`, `public` or `reconstructed`",
      });
    } else if (kind === "derived") {
      problems.error("kind", `${subject} is \`derived\` and has no expression`, entry.kind?.place, {
        expected: "`observed`, `cited`, `assumed`, `public` or `reconstructed`, or an `expression`",
      });
    }
    if (!entry.asOf && !entry.given.has("as_of")) {
      problems.error("missing-key", `${subject} has no \`as_of\``, entry.place, {
        expected: "the date for which the value holds, such as `as_of: 2026-03`",
      });
    }
  } else if (kind && kind !== "derived") {
    problems.error("kind", `${subject} has an expression and is \`${kind}\``, entry.kind?.place, {
      expected: "`derived`, or no `kind`",
    });
  }
  const own = entry.expression !== undefined || kind === "assumed" || kind === "reconstructed" || kind === "derived";
  if ((entry.sources ?? []).length === 0 && kind && !own && !entry.given.has("source")) {
    problems.error("missing-source", `${subject} is \`${kind}\` and has no \`source\``, entry.place, {
      expected: "a key from sources.yaml",
    });
  } else if ((entry.sources ?? []).length === 0 && kind && !entry.note && !entry.expression && !isWrong(entry)) {
    problems.error("missing-source", `${subject} is \`${kind}\` and has neither \`source\` nor \`note\``, entry.place, {
      expected: "a key from sources.yaml, or a note that says where the value comes from",
    });
  }
  for (const source of entry.sources ?? []) {
    if (!sources || sources.has(source.text)) continue;
    const hint = didYouMean(source.text, sources);
    problems.error("unknown-source", `${subject} cites an unknown source \`${source.text}\``, source.place, {
      expected: "a key from sources.yaml",
      hint,
    });
  }
}
