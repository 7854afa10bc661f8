import { onBitbucket } from "./bitbucket.js";
import { onGitHub } from "./github.js";
import { onGitLab } from "./gitlab.js";
import type { Requests, Where } from "./types.js";

export function forgeOf(where: Where): Requests {
  const { forge = "github" } = where.github;
  return { github: onGitHub, gitlab: onGitLab, bitbucket: onBitbucket }[forge](where);
}
