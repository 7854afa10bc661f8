import { describe, expect, it } from "vitest";
import { inputsDigest, versionOf } from "../../src/memo/default-version.js";
import { edited, projectOf, starter } from "./memo.js";

const digest = (files = starter(), options: Parameters<typeof inputsDigest>[1] = {}): string =>
  inputsDigest(projectOf(files), options);

describe("the digest of a memo's inputs", () => {
  const [chapter] = Object.keys(starter()).filter((path) => path.startsWith("chapters/"));

  it("is one for the same texts and options, whatever their order", () => {
    expect(digest()).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(digest(Object.fromEntries(Object.entries(starter()).reverse()))).toBe(digest());
    expect(digest(starter(), { sets: [] })).toBe(digest());
  });

  it("is another for another text, path, version, scenario or override", () => {
    const { [chapter ?? ""]: text = "", ...rest } = starter();
    const digests = [
      digest(),
      digest(edited(starter(), chapter ?? "", "e", "E")),
      digest({ ...rest, "chapters/97-other.md": text }),
      digest(starter(), { version: "none" }),
      digest(starter(), { scenario: "upside" }),
      digest(starter(), { sets: [{ id: "a", text: "1" }] }),
    ];
    expect(new Set(digests).size).toBe(digests.length);
  });

  it("takes the memo's own version as if it were asked for", () => {
    const version = versionOf(projectOf(starter()));
    expect(version).toMatch(/^\d{4}/);
    expect(digest(starter(), { version })).toBe(digest());
  });

  it("knows the version that the first chapter names, whatever the order of files", () => {
    const front = (version: string): string => `---\ntitle: T\nmemo: {assumptions: "${version}"}\n---\n`;
    const files = {
      "chapters/10-z.md": front("late"),
      "chapters/2-a.md": front("early"),
      "assumptions/x.yaml": "as_of: 2026",
    };
    expect(versionOf(projectOf(files))).toBe("early");
    expect(versionOf(projectOf({ "assumptions/x.yaml": "as_of: 2026", "assumptions/w.yaml": "as_of: 2027" }))).toBe(
      "w",
    );
  });
});
