import { readlinkSync } from "node:fs";
import { type Diagnostic, MemoError } from "../diagnostic.js";

const WHY: Readonly<Record<string, string>> = {
  EEXIST: "what should be a folder above it is a file",
  ENOTDIR: "what should be a folder above it is a file",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EBUSY: "it is in use",
  EXDEV: "it is on another file system than the folder around it",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "links lead in a circle",
};

/** Why the file system says no, in words; undefined for what is no error of the file system. */
export function whyNot(error: unknown): string | undefined {
  const { code, syscall } = error as NodeJS.ErrnoException;
  return code === undefined || syscall === undefined ? undefined : (WHY[code] ?? code);
}

/** A refusal of the file system as a message; any other error stays what it is. */
export function notWritten(name: string, error: unknown, exitCode = 2): unknown {
  const why = error instanceof MemoError ? undefined : whyNot(error);
  if (why === undefined) return error;
  return refusal("project/not-written", `${name} can't be written: ${why}`, exitCode, {
    expected: "a place that can be written to",
  });
}

export function refusal(
  rule: Diagnostic["rule"],
  message: string,
  exitCode: number,
  more: Omit<Diagnostic, "rule" | "severity" | "message"> = {},
): MemoError {
  return MemoError.of({ rule, message, ...more }, exitCode);
}

/** Names told at most in one line. */
const MOST = 12;

/** Names for a message, in order, cut where it is long. */
export function someOf(names: readonly string[]): string {
  const more = names.length - MOST;
  return `${[...names].sort().slice(0, MOST).join(", ")}${more > 0 ? `, and ${more} more` : ""}`;
}

/** What is the matter with a path that can't be read, in words that go after its name. */
export function whyUnreadable(path: string, error: unknown): string {
  const { code = "" } = error as NodeJS.ErrnoException;
  if (code === "ELOOP") return "is a link that leads in a circle";
  if (code === "EISDIR") return "is a folder";
  if (code === "ENOENT" || code === "ENOTDIR") {
    const target = linkTarget(path);
    return target === undefined ? "is not there" : `is a link to nothing, \`${target}\``;
  }
  return `can't be read: ${whyNot(error) ?? String(error)}`;
}

function linkTarget(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
