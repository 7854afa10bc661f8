import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { addForge, type ForgeCall, forgeIn } from "../../src/cli/forge/options.js";
import { formatDiagnostics, MemoError } from "../../src/diagnostic.js";

/** What the options come to, or what is said of them. */
function called(words: readonly string[], environment: NodeJS.ProcessEnv = {}): string {
  let said = "";
  const command = addForge(new Command("comment"))
    .exitOverride()
    .configureOutput({ writeErr: (text) => (said += text) });
  try {
    command.parse(words, { from: "user" });
    return forgeIn(command.opts<ForgeCall>(), { GITHUB_TOKEN: "s3cret", GITLAB_TOKEN: "s3cret", ...environment }).api;
  } catch (error) {
    return error instanceof MemoError ? formatDiagnostics(error.diagnostics) : said;
  }
}

/** No address that a token may be sent to, and what is wrong with it. */
const BAD: Readonly<Record<string, string>> = {
  "api.example.org": "an address that begins with https://",
  "https://": "an address that begins with https://",
  "https://api.example.org/ x": "an address that begins with https://",
  "https://api.example.org/\u001b[2J": "an address that begins with https://",
  "javascript:alert(1)": "an address that begins with https://",
  "file:///etc/passwd": "an address that begins with https://",
  "https://user:pass@api.example.org": "an address without a name and password in it",
  "http://api.example.org": "https: a token would be sent in the clear",
  "http://127.0.0.1.example.org": "https: a token would be sent in the clear",
};

describe("the address of a forge's API", () => {
  it.each(Object.entries(BAD))("%j is refused, as an option and in the environment", (address, expected) => {
    const option = called(["--api", address]);
    expect(option).toContain("option '--api <address>' argument");
    expect(option).toContain(`Expected ${expected}.`);
    for (const [variable, words] of [
      ["GITHUB_API_URL", []],
      ["CI_API_V4_URL", ["--forge", "gitlab"]],
    ] as const) {
      const said = called(words, { [variable]: address });
      expect(said).toContain(`${variable} holds no address of an API: `);
      expect(said).toContain(`expected ${expected}`);
      expect(said).not.toContain("\u001b");
    }
    expect(option).not.toContain("s3cret");
  });

  it("is the option's, else the environment's, else the public one", () => {
    const environment = { GITHUB_API_URL: "https://git.example.org/api/v3", CI_API_V4_URL: "" };
    expect(called(["--api", "http://127.0.0.1:8080/x"], environment)).toBe("http://127.0.0.1:8080/x");
    expect(called([], environment)).toBe("https://git.example.org/api/v3");
    expect(called([])).toBe("https://api.github.com");
    expect(called(["--forge", "gitlab"], environment)).toBe("https://gitlab.com/api/v4");
  });

  it("is asked with a token", () => {
    expect(called([], { GITHUB_TOKEN: "" })).toContain("GITHUB_TOKEN is not set");
  });
});
