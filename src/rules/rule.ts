/** How much a diagnostic matters: an error ends the build, a warning and a hint let it pass. */
export type Severity = "error" | "warning" | "hint";

/** Whether a diagnostic ends the build. */
export const isError = ({ severity }: { severity: Severity }): boolean => severity === "error";

/** A memo that is wrong, or right, in one thing: files laid over the base memo of `base.ts`. */
export interface Example {
  /** Text by path, relative to the memo's folder. */
  files: Readonly<Record<string, string>>;
  /** Files of the base memo that this one doesn't have. */
  without?: readonly string[];
  /** Command lines that are typed before, in the memo's folder. */
  before?: readonly string[];
  /** The words after `memo`; a build without them. */
  command?: readonly string[];
}

interface About {
  /** Of its diagnostics, unless a memo's front matter says otherwise. */
  severity: Severity;
  /** What is wrong, in one line. */
  summary: string;
  /** What goes wrong for the reader of the report if it stands, and what to do. */
  why: string;
  /** The report would be wrong, or there would be none: the severity can't be lowered. */
  fixed?: true;
  /** `memo check --fix` can put it right. */
  fixable?: true;
}

/** Everything that is known of a kind of diagnostic but its id and the diagnostic itself. */
type Entry = About &
  (
    | { wrong: Example; right: Example }
    | {
        example: "none";
        /** Why files can't show it. */
        because: string;
      }
  );

/** The rules of a room by id: `room/what`, as diagnostics carry it. */
export type Rules<Room extends string> = Readonly<Record<`${Room}/${string}`, Entry>>;

/** One rule with its id. */
export type Rule = { id: string } & Entry;
