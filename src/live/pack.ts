import { type PackedProgram, packProgram } from "../document/programs/packed.js";
import type { Template } from "../document/template.js";

/** A template without the places that its problems would be told at. */
export interface PackedTemplate {
  program: PackedProgram;
  /** Expression, helper and paths of each quotation. */
  quotations: { expression: string; helper?: string; paths: string[] }[];
  references: { target: string; written: string }[];
  citations: {
    items: { key: string; prefix?: string; yearOnly?: boolean; locator?: string }[];
    written: string;
  }[];
  paths: { parts: string[]; original: string; nested: boolean }[];
  claims: string[];
  lists: string[];
}

/** @throws Error for what no template of a memo that was read without an error holds */
export function packTemplate(template: Template): PackedTemplate {
  const { program, quotations, references, citations, paths, claims, lists } = template;
  return {
    program: program ? packProgram(program) : [],
    quotations: quotations.map(({ expression, helper, paths }) => ({
      expression,
      ...(helper === undefined ? {} : { helper }),
      paths: [...paths],
    })),
    references: references.map(({ target, written }) => ({ target, written })),
    citations: citations.map(({ items, written }) => ({
      items: items.map(({ key, prefix, yearOnly, locator }) => ({
        key,
        ...(prefix === undefined ? {} : { prefix }),
        ...(yearOnly ? { yearOnly } : {}),
        ...(locator === undefined ? {} : { locator }),
      })),
      written,
    })),
    paths: paths.map(({ parts, original, nested }) => ({ parts: [...parts], original, nested })),
    claims: claims.map(({ id }) => id),
    lists: lists.map(({ text }) => text),
  };
}
