import { loadRegister, type Register } from "../../src/assumptions/index.js";

/** A register from the entries of one version, written as YAML. */
export function register(entries: string): Register {
  const text = `version: v1\nas_of: 2026-03-15\ndefaults: {kind: observed, source: test, as_of: 2026-03}\nassumptions:\n${entries.replace(/^/gm, "  ")}`;
  const sources = "sources: {test: {title: Test}}";
  const files = new Map([
    ["assumptions/v1.yaml", text],
    ["assumptions/sources.yaml", sources],
  ]);
  const { register: found, diagnostics } = loadRegister(files);
  if (!found) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return found;
}
