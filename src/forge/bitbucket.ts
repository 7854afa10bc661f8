import { all, at, ownName, textAt } from "./answers.js";
import { request } from "./requests.js";
import type { Requests, Where } from "./types.js";

/**
 * Pull requests of Bitbucket Cloud, whose commits are told by their first twelve digits. A comment is the project's own by the uuid, account or
 * name of its author: a repository's access token may not ask who it is, so that its author has to be named.
 */
export function onBitbucket(where: Where): Requests {
  const { github, repository } = where;
  const root = `repositories/${repository}/pullrequests`;
  const comments = (pull: number): string => `${root}/${pull}/comments`;
  const payload = (body: string) => ({ content: { raw: body } });
  return {
    async find(branch, head) {
      const name = branch.replace(/^[^:]*:/, "");
      const query = new URLSearchParams({
        state: "OPEN",
        q: `source.branch.name=${JSON.stringify(name)}`,
        pagelen: "50",
      });
      for await (const one of all(github, `${root}?${query}`)) {
        const commit = textAt(one, "source", "commit", "hash");
        if (commit !== "" && head.startsWith(commit)) return Number(at(one, "id"));
      }
      return undefined;
    },
    async commits(pull) {
      const { body } = await request(github, "GET", `${root}/${pull}`);
      const commit = (side: string): string => textAt(body, side, "commit", "hash");
      return { head: commit("source"), base: commit("destination"), isOpen: textAt(body, "state") === "OPEN" };
    },
    async *comments(pull) {
      const name = await ownName(where, "uuid");
      for await (const one of all(github, `${comments(pull)}?pagelen=100`)) {
        if (at(one, "deleted") === true) continue;
        const user = at(one, "user");
        const names = ["uuid", "account_id", "nickname", "display_name"].map((key) => textAt(user, key));
        yield {
          id: Number(at(one, "id")),
          body: textAt(one, "content", "raw"),
          isOwn: names.includes(name),
        };
      }
    },
    async create(pull, body) {
      await request(github, "POST", comments(pull), payload(body));
    },
    async change(pull, id, body) {
      await request(github, "PUT", `${comments(pull)}/${id}`, payload(body));
    },
  };
}
