import type { GitHub } from "./requests.js";

export interface Comment {
  id: number;
  body: string;
  /** Written under the project's own name. */
  isOwn: boolean;
}

/** What is needed of the place where pull requests are. Each throws a MemoError when it is refused. */
export interface Requests {
  /** The open pull request whose head is a branch at a commit. */
  find(branch: string, head: string): Promise<number | undefined>;
  /** Commits, or the first digits of them; and whether it can still be merged. */
  commits(pull: number): Promise<{ head: string; base: string; isOpen: boolean }>;
  comments(pull: number): AsyncIterable<Comment>;
  create(pull: number, body: string): Promise<void>;
  change(pull: number, id: number, body: string): Promise<void>;
  /** Where there are issues. */
  issues?: Issues;
}

/** Open issues under the project's own name. */
export interface Issues {
  own(): AsyncIterable<Comment>;
  create(title: string, body: string): Promise<void>;
  change(id: number, title: string, body: string): Promise<void>;
  close(id: number): Promise<void>;
}

/** Where a comment goes, and whose it is. */
export interface Where {
  github: GitHub;
  /** `owner/name`. */
  repository: string;
  /** The login whose comments are the project's own; where it isn't given, the token's user. */
  author?: string;
}
