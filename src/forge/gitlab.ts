import { all, at, ownName, textAt } from "./answers.js";
import { request } from "./requests.js";
import type { Requests, Where } from "./types.js";

/** Merge requests and their notes. A token of GitLab belongs to one user, whose notes are the project's own. */
export function onGitLab(where: Where): Requests {
  const { github, repository } = where;
  const project = `projects/${encodeURIComponent(repository)}`;
  const root = `${project}/merge_requests`;
  const notes = (pull: number): string => `${root}/${pull}/notes`;
  const own = (): Promise<string> => ownName(where, "username");
  return {
    async find(branch, head) {
      const name = branch.replace(/^[^:]*:/, "");
      const query = new URLSearchParams({ state: "opened", source_branch: name, per_page: "100" });
      for await (const one of all(github, `${root}?${query}`))
        if (textAt(one, "sha") === head) return Number(at(one, "iid"));
      return undefined;
    },
    async commits(pull) {
      const { body } = await request(github, "GET", `${root}/${pull}`);
      const isOpen = textAt(body, "state") === "opened";
      return { head: textAt(body, "sha"), base: textAt(body, "diff_refs", "base_sha"), isOpen };
    },
    async *comments(pull) {
      const name = await own();
      for await (const one of all(github, `${notes(pull)}?per_page=100&sort=asc`))
        yield {
          id: Number(at(one, "id")),
          body: textAt(one, "body"),
          isOwn: textAt(one, "author", "username") === name,
        };
    },
    async create(pull, body) {
      await request(github, "POST", notes(pull), { body });
    },
    async change(pull, id, body) {
      await request(github, "PUT", `${notes(pull)}/${id}`, { body });
    },
    issues: {
      async *own() {
        const name = await own();
        const query = new URLSearchParams({ state: "opened", author_username: name, per_page: "100" });
        for await (const one of all(github, `${project}/issues?${query}`))
          yield {
            id: Number(at(one, "iid")),
            body: textAt(one, "description"),
            isOwn: textAt(one, "author", "username") === name,
          };
      },
      async create(title, description) {
        await request(github, "POST", `${project}/issues`, { title, description });
      },
      async change(id, title, description) {
        await request(github, "PUT", `${project}/issues/${id}`, { title, description });
      },
      async close(id) {
        await request(github, "PUT", `${project}/issues/${id}`, { state_event: "close" });
      },
    },
  };
}
