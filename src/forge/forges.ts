import { type GitHub, request } from "./requests.js";

export interface Comment {
  id: number;
  body: string;
  /** Written under the project's own name. */
  isOwn: boolean;
}

/** What a comment needs of the place where pull requests are. Each throws a MemoError when it is refused. */
export interface Requests {
  /** The open pull request whose head is a branch at a commit. */
  find(branch: string, head: string): Promise<number | undefined>;
  commits(pull: number): Promise<{ head: string; base: string }>;
  comments(pull: number): AsyncIterable<Comment>;
  create(pull: number, body: string): Promise<void>;
  change(pull: number, id: number, body: string): Promise<void>;
}

/** Where a comment goes, and whose it is. */
export interface Where {
  github: GitHub;
  /** `owner/name`. */
  repository: string;
  /** The login whose comments are the project's own. */
  author: string;
}

/** Pages of a list that are looked at. */
const PAGES = 30;

export function onGitHub({ github, repository, author }: Where): Requests {
  const root = `repos/${repository}`;
  return {
    async find(branch, head) {
      const query = new URLSearchParams({ state: "open", head: branch, per_page: "100" });
      const { body } = await request(github, "GET", `${root}/pulls?${query}`);
      const found = list(body).find((one) => textAt(one, "head", "sha") === head);
      return found === undefined ? undefined : Number(at(found, "number"));
    },
    async commits(pull) {
      const { body } = await request(github, "GET", `${root}/pulls/${pull}`);
      return { head: textAt(body, "head", "sha"), base: textAt(body, "base", "sha") };
    },
    async *comments(pull) {
      for await (const one of all(github, `${root}/issues/${pull}/comments?per_page=100`))
        yield { id: Number(at(one, "id")), body: textAt(one, "body"), isOwn: textAt(one, "user", "login") === author };
    },
    async create(pull, body) {
      await request(github, "POST", `${root}/issues/${pull}/comments`, { body });
    },
    async change(_, id, body) {
      await request(github, "PATCH", `${root}/issues/comments/${id}`, { body });
    },
  };
}

/** Merge requests and their notes. A token of GitLab belongs to one user, whose notes are the project's own. */
export function onGitLab({ github, repository }: Where): Requests {
  const root = `projects/${encodeURIComponent(repository)}/merge_requests`;
  const notes = (pull: number): string => `${root}/${pull}/notes`;
  return {
    async find(branch, head) {
      const name = branch.replace(/^[^:]*:/, "");
      const query = new URLSearchParams({ state: "opened", source_branch: name, per_page: "100" });
      const { body } = await request(github, "GET", `${root}?${query}`);
      const found = list(body).find((one) => textAt(one, "sha") === head);
      return found === undefined ? undefined : Number(at(found, "iid"));
    },
    async commits(pull) {
      const { body } = await request(github, "GET", `${root}/${pull}`);
      return { head: textAt(body, "sha"), base: textAt(body, "diff_refs", "base_sha") };
    },
    async *comments(pull) {
      const { body } = await request(github, "GET", "user");
      const own = textAt(body, "username");
      for await (const one of all(github, `${notes(pull)}?per_page=100&sort=asc`))
        yield {
          id: Number(at(one, "id")),
          body: textAt(one, "body"),
          isOwn: textAt(one, "author", "username") === own,
        };
    },
    async create(pull, body) {
      await request(github, "POST", notes(pull), { body });
    },
    async change(pull, id, body) {
      await request(github, "PUT", `${notes(pull)}/${id}`, { body });
    },
  };
}

async function* all(github: Where["github"], path: string): AsyncIterable<unknown> {
  let next: string | undefined = path;
  for (let page = 0; next !== undefined && page < PAGES; page++) {
    const answer: Awaited<ReturnType<typeof request>> = await request(github, "GET", next);
    yield* list(answer.body);
    next = answer.next;
  }
}

const at = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
const textAt = (value: unknown, ...keys: string[]): string => {
  const found = keys.reduce<unknown>(at, value);
  return typeof found === "string" ? found : "";
};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
