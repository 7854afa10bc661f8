import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong with a page, by all its rules. It is run by the debugger, which the page's policy doesn't bind. */
export async function axe(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(
          options: object,
        ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
      };
    };
    const { violations } = await axe.run({ resultTypes: ["violations"] });
    return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)} ${n.failureSummary}`));
  });
}

/**
 * Takes out of a long page what only repeats: of siblings built alike, all but the first. Alike are elements with the same tag,
 * attributes (but not where they lead, what they are called and where they stand) and children, text or none at the same places.
 * @returns how many elements there were, and how many are left
 */
export function thin(page: Page): Promise<{ before: number; after: number }> {
  return page.evaluate(() => {
    const ownOfEach = new Set(["id", "href", "for", "headers", "d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r"]);
    const sized = new Set([
      "width",
      "height",
      "transform",
      "aria-describedby",
      "aria-labelledby",
      "aria-label",
      "title",
    ]);
    const shapeOf = (element: Element): string => {
      const attributes = [...element.attributes].map(({ name, value }) =>
        ownOfEach.has(name) ? "" : sized.has(name) ? `${name}${value === ""}` : `${name}=${value}`,
      );
      const children = [...element.childNodes].map((child) =>
        child instanceof Element
          ? shapes.get(child)
          : child.nodeType === 3 && child.textContent?.trim() !== ""
            ? "text"
            : "",
      );
      return `${element.localName}[${attributes.sort().join(" ")}](${children.join()})`;
    };
    const shapes = new Map<Element, string>();
    const walk = (element: Element): void => {
      const seen = new Set<string>();
      for (const child of [...element.children]) {
        walk(child);
        const shape = shapeOf(child);
        shapes.set(child, shape);
        if (seen.has(shape)) child.remove();
        seen.add(shape);
      }
    };
    const before = document.querySelectorAll("*").length;
    walk(document.body);
    return { before, after: document.querySelectorAll("*").length };
  });
}
