import { refuse } from "./types.js";
import type { XmlElement } from "./xml.js";

/** A rule of a drawing's own style sheet: what it is for, and what it says. */
interface Rule {
  tag?: string;
  id?: string;
  classes: readonly string[];
  /** A hundred an id, ten a class, one a name: of two rules for one thing the weightier holds, then the later. */
  weight: number;
  properties: readonly (readonly [string, string])[];
}

/** `a: b; c: d` as pairs; without `!important`, which nothing else in a drawing could be more than. */
function declarations(text: string): [string, string][] {
  return text.split(";").flatMap((one): [string, string][] => {
    const colon = one.indexOf(":");
    if (colon === -1) return [];
    return [
      [
        one.slice(0, colon).trim(),
        one
          .slice(colon + 1)
          .replace(/!\s*important\s*$/i, "")
          .trim(),
      ],
    ];
  });
}

/**
 * The rules of a `<style>` element: for names, classes and ids, as programs that draw write them.
 * @throws RefusedPicture for everything else
 */
export function readSheet(text: string, at: { line: number; column: number }): Rule[] {
  const plain = text.replace(/\/\*[\s\S]*?\*\//g, "");
  const unknown = (what: string): Error =>
    refuse(
      "pictures/svg",
      `has a style sheet with \`${what.trim().slice(0, 40)}\``,
      "rules for classes, or attributes",
      { at },
    );
  const rules: Rule[] = [];
  const rest = plain.replace(/([^{}]+)\{([^{}]*)\}/g, (_, selectors: string, body: string) => {
    for (const selector of selectors.split(",")) {
      if (/^\s*@/.test(selectors)) throw unknown(selectors);
      const [, tag, names = ""] = /^\s*([A-Za-z]+|\*)?((?:[.#][\w-]+)*)\s*$/.exec(selector) ?? [];
      if (tag === undefined && names === "") throw unknown(selector);
      const parts = names.match(/[.#][\w-]+/g) ?? [];
      const classes = parts.filter((part) => part.startsWith(".")).map((part) => part.slice(1));
      const id = parts.find((part) => part.startsWith("#"))?.slice(1);
      rules.push({
        ...(tag === undefined || tag === "*" ? {} : { tag }),
        id,
        classes,
        weight: (id === undefined ? 0 : 100) + 10 * classes.length + (tag === undefined || tag === "*" ? 0 : 1),
        properties: declarations(body),
      });
    }
    return "";
  });
  if (rest.trim() !== "") throw unknown(rest);
  return rules;
}

/** What an element's attributes, the style sheet and its own style come to, the last word first heard of each property. */
export function styled(element: XmlElement, rules: readonly Rule[]): Map<string, string> {
  const { attributes } = element;
  const all = new Map(attributes);
  const classes = (attributes.get("class") ?? "").split(/\s+/);
  const fitting = rules.filter(
    ({ tag, id, classes: needed }) =>
      (tag === undefined || tag === element.name) &&
      (id === undefined || id === attributes.get("id")) &&
      needed.every((name) => classes.includes(name)),
  );
  for (const { properties } of fitting.sort((a, b) => a.weight - b.weight))
    for (const [name, value] of properties) all.set(name, value);
  for (const [name, value] of declarations(attributes.get("style") ?? "")) all.set(name, value);
  for (const name of ["class", "style"]) all.delete(name);
  return all;
}
