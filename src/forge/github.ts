import { all, at, textAt } from "./answers.js";
import { request } from "./requests.js";
import type { Comment, Requests, Where } from "./types.js";

/** Whose comments are a workflow's; its token belongs to no user that could be asked for. */
const WORKFLOWS = "github-actions[bot]";

export function onGitHub({ github, repository, author = WORKFLOWS }: Where): Requests {
  const root = `repos/${repository}`;
  const commented = (one: unknown, id: string): Comment => ({
    id: Number(at(one, id)),
    body: textAt(one, "body"),
    isOwn: textAt(one, "user", "login") === author,
  });
  return {
    async find(branch, head) {
      const query = new URLSearchParams({ state: "open", head: branch, per_page: "100" });
      for await (const one of all(github, `${root}/pulls?${query}`))
        if (textAt(one, "head", "sha") === head) return Number(at(one, "number"));
      return undefined;
    },
    async commits(pull) {
      const { body } = await request(github, "GET", `${root}/pulls/${pull}`);
      const isOpen = textAt(body, "state") === "open";
      return { head: textAt(body, "head", "sha"), base: textAt(body, "base", "sha"), isOpen };
    },
    async *comments(pull) {
      for await (const one of all(github, `${root}/issues/${pull}/comments?per_page=100`)) yield commented(one, "id");
    },
    async create(pull, body) {
      await request(github, "POST", `${root}/issues/${pull}/comments`, { body });
    },
    async change(_, id, body) {
      await request(github, "PATCH", `${root}/issues/comments/${id}`, { body });
    },
    issues: {
      async *own() {
        const query = new URLSearchParams({ state: "open", creator: author, per_page: "100" });
        // Pull requests are issues too, for GitHub.
        for await (const one of all(github, `${root}/issues?${query}`))
          if (at(one, "pull_request") === undefined) yield commented(one, "number");
      },
      async create(title, body) {
        await request(github, "POST", `${root}/issues`, { title, body });
      },
      async change(id, title, body) {
        await request(github, "PATCH", `${root}/issues/${id}`, { title, body });
      },
      async close(id) {
        await request(github, "PATCH", `${root}/issues/${id}`, { state: "closed", state_reason: "completed" });
      },
    },
  };
}
