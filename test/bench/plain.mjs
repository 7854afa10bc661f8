// What a memo's blocks cost as one plain program, with nothing watched, checked, kept or told: each chart drawn once by the chart library,
// each point of each study run in a loop that runs the blocks which what changed moves. Arguments: a file as `recordedWork` writes it; `charts` or `sweeps`.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { deserialize } from "node:v8";

const [, , recorded, dist, part] = process.argv;
const load = (path) => import(pathToFileURL(join(dist, path)).href);
const { createLibrary } = await load("notebook/library/library.js");
const { listedForLoop } = await load("notebook/library/series-keys.js");
const { receivedGiven } = await load("notebook/process/wire.js");
const { wholeRows } = await load("notebook/evaluate/rows.js");
const { parametersOf, returnedOf } = await load("notebook/run/compile.js");
const d3 = { ...(await import("d3-array")) };

const { jobs, asked } = deserialize(readFileSync(recorded));
const helpers = {
  __inOrder: listedForLoop,
  __compare: (sign, a, b) =>
    ({ "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b, "===": a === b, "!==": a !== b })[sign],
  __all: (a, b) => a() && b(),
  __any: (a, b) => a() || b(),
  __not: (a) => !a,
};

/** A block as a function of a table of names, which it adds its own to. */
function compiled(block, library) {
  const returned = returnedOf(block);
  const body = `"use strict";\n${block.source}\nreturn { ${returned.join(", ")} };`;
  const names = parametersOf(block);
  const call = new Function(...names, body);
  const own = returned.filter((name) => !name.startsWith("__"));
  const result = block.kind === "claim" ? block.id : undefined;
  return (table) => {
    const values = call(...names.map((name) => table[name] ?? helpers[name] ?? library.get(name)));
    for (const name of own) table[name] = values[name];
    if (result !== undefined) table[result] = values.__result;
    return values.__result;
  };
}

if (part === "charts") {
  const { plot } = await load("figures/plot.js");
  const { DrawnDocument } = await load("figures/dom/document.js");
  const Plot = await import("@observablehq/plot");
  const library = createLibrary({ d3, Plot: plot });
  let drawn = 0;
  for (const { blocks, given } of jobs) {
    const table = { given: receivedGiven(given) };
    for (const block of blocks) {
      const result = compiled(block, library)(table);
      if (block.kind !== "chart") continue;
      const drawing = Plot.plot({ ...result.options, document: new DrawnDocument() });
      if (drawing.childNodes.length === 0) throw new Error(`nothing was drawn of ${block.id}`);
      drawn++;
    }
  }
  process.stdout.write(`${drawn} charts\n`);
} else {
  const library = createLibrary({ d3 });
  let table;
  let open;
  let variation;
  const variations = new Map();
  let rows = 0;
  let runs = 0;
  for (const request of asked.flat()) {
    if (request.type === "evaluator") {
      const { blocks, derivations } = request.job;
      table = { given: receivedGiven(request.job.given) };
      open = {
        calls: blocks.map((block) => compiled(block, library)),
        derive: derivations.map(({ code }) => new Function("given", code)),
        outputs: request.job.outputs,
      };
      for (const call of open.calls) call(table);
      variations.clear();
    } else if (request.type === "vary") {
      if (request.variation) variations.set(request.number, request.variation);
      variation = { ...variations.get(request.number), moving: request.moving };
    } else if (request.type === "points") {
      const { paths, blocks, derivations, reaches, reachOf, moving } = variation;
      const { points } = wholeRows(request.points, request.count);
      const writes = paths.map((path) => writer(table.given, path));
      const out = new Float64Array(request.count * open.outputs.length);
      for (let row = 0; row < request.count; row++) {
        const from = row * paths.length;
        const moved = new Set(row === 0 ? moving : []);
        for (let at = 0; at < paths.length; at++) {
          const value = points[from + at];
          if (row > 0 && Object.is(value, points[from - paths.length + at])) continue;
          writes[at](value);
          for (const one of reaches[reachOf[at]]) moved.add(one);
        }
        for (const at of derivations) open.derive[at](table.given);
        for (const at of moving) {
          if (!moved.has(at)) continue;
          runs++;
          try {
            open.calls[blocks[at]](table);
          } catch {
            // A point at which a block fails is none of the result.
          }
        }
        for (const [column, { name, blockId, keys }] of open.outputs.entries()) {
          let value = table[name ?? blockId];
          for (const key of keys) value = value?.[key];
          out[row * open.outputs.length + column] = Number(value);
        }
      }
      rows += request.count;
    }
  }
  if (runs < 3 * rows) throw new Error(`${runs} runs of blocks for ${rows} points`);
  process.stdout.write(`${rows} points, ${runs} runs of blocks\n`);
}

function writer(given, path) {
  const find = (node, rest) => {
    if (rest in node && typeof node[rest] !== "object") return { node, key: rest };
    for (let dot = rest.indexOf("."); dot >= 0; dot = rest.indexOf(".", dot + 1)) {
      const below = node[rest.slice(0, dot)];
      const found = below && find(below, rest.slice(dot + 1));
      if (found) return found;
    }
    return undefined;
  };
  const { node, key } = find(given, path);
  return (value) => {
    node[key] = value;
  };
}
