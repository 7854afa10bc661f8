// Before pdfjs, which gives the language what jsdom would then look for in its windows too.
import "jsdom";

// pdfjs puts its own `push`, `JSON.parse`, `JSON.stringify` and `toString` of functions in the place of the language's: all that a worker
// runs afterwards, other files' tests too, would take several times as long, and would not be what runs outside tests. What it adds stays.

const own = [Array.prototype, Function.prototype, JSON].map((holder): [object, PropertyDescriptorMap] => [
  holder,
  { ...Object.getOwnPropertyDescriptors(holder) } as PropertyDescriptorMap,
]);

// With its worker, which it would load later.
// @ts-expect-error it has no types
await import("pdfjs-dist/legacy/build/pdf.worker.mjs");
export const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");

for (const [holder, descriptors] of own) Object.defineProperties(holder, descriptors);
