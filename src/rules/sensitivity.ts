import { command, examples, fence, typed, withChapter, withNewer } from "./base.js";
import type { Rules } from "./rule.js";

export const sensitivity = {
  "sensitivity/axis": {
    severity: "error",
    summary: "the places of a two-way table can't be used",
    why: "Two columns of one value, or places that are no numbers, make a table that says less than it seems to. Give finite numbers, each once.",
    fixed: true,
    wrong: command("sweep two-way harvest --rows orchard.trees=110,110 --columns orchard.apples"),
    right: command("sweep two-way harvest --rows orchard.trees=110,130 --columns orchard.apples"),
  },
  "sensitivity/base-case": {
    severity: "error",
    summary: "a study's output has no result at the register's values",
    why: "Swings and percentages are told from the base case; without one they mean nothing. Mend the computation, or follow another output.",
    fixed: true,
    wrong: {
      ...withChapter(fence("ts {#juice}", "const spare = harvest - 4800;")),
      command: ["sweep", "elasticity", "spare"],
    },
    right: {
      ...withChapter(fence("ts {#juice}", "const spare = harvest - 4800;")),
      command: ["sweep", "elasticity", "harvest"],
    },
  },
  "sensitivity/cells": {
    severity: "error",
    summary: "a break-even looks at too few places",
    why: "Between them a crossing would go unseen. Ask for at least two.",
    fixed: true,
    example: "none",
    because: "neither the command nor a sweep lets the number be chosen",
  },
  "sensitivity/correlated": {
    severity: "error",
    summary: "indices of Sobol' are asked for of correlated assumptions",
    why: "Where inputs move together, a share of the variance belongs to none of them alone. Leave the correlation out, or read a Monte Carlo run.",
    fixed: true,
    wrong: command("sweep sobol harvest --draws 64 --correlate orchard.trees,orchard.apples=0.5"),
    right: command("sweep monte-carlo harvest --draws 64 --correlate orchard.trees,orchard.apples=0.5"),
  },
  "sensitivity/correlation": {
    severity: "error",
    summary: "a rank correlation can't be used",
    why: "The draws would be made as if it weren't there. Correlate two assumptions that are drawn, once.",
    fixed: true,
    wrong: command("sweep monte-carlo harvest --draws 64 --correlate orchard.trees,press.capacity=0.5"),
    right: command("sweep monte-carlo harvest --draws 64 --correlate orchard.trees,orchard.apples=0.5"),
  },
  "sensitivity/correlations": {
    severity: "error",
    summary: "rank correlations contradict one another",
    why: "Three assumptions can't all move against each other, so no draws have them all. Weaken one.",
    fixed: true,
    ...examples(
      (line) => ({
        ...withNewer(`orchard:
  wind: {value: 2, low: 1, high: 4, unit: "1", distribution: triangular, reason: new}`),
        command: typed(line),
      }),
      "sweep monte-carlo harvest --draws 64 --correlate orchard.trees,orchard.apples=-0.9 --correlate orchard.trees,orchard.wind=-0.9 --correlate orchard.apples,orchard.wind=-0.9",
      "sweep monte-carlo harvest --draws 64 --correlate orchard.trees,orchard.apples=-0.4 --correlate orchard.trees,orchard.wind=-0.4",
    ),
  },
  "sensitivity/count": {
    severity: "error",
    summary: "a spider chart has an even number of places a line, or fewer than three",
    why: "The base case in the middle would be missing. Ask for an odd number.",
    fixed: true,
    example: "none",
    because: "neither the command nor a sweep lets the number be chosen",
  },
  "sensitivity/decision": {
    severity: "error",
    summary: "a decision has fewer than two options",
    why: "What knowing something is worth is what another choice would gain; with one option there is none. Name at least two.",
    fixed: true,
    wrong: {
      ...withChapter(fence("ts {#juice}", "const juice = harvest * 0.6;")),
      command: typed("sweep information --option Press=juice --draws 64"),
    },
    right: {
      ...withChapter(fence("ts {#juice}", "const juice = harvest * 0.6;")),
      command: typed("sweep information --option Press=juice --option Sell=harvest --draws 64"),
    },
  },
  "sensitivity/derived": {
    severity: "error",
    summary: "a study is to move a derived assumption",
    why: "Its value follows from others; moved alone it would contradict them. Move what it rests on.",
    fixed: true,
    ...examples(
      (line) => ({
        ...withNewer(`orchard:
  carts: {expression: orchard.trees / 10, unit: "1", reason: new}`),
        command: typed(line),
      }),
      "sweep tornado harvest --over orchard.carts",
      "sweep tornado harvest --over orchard.trees",
    ),
  },
  "sensitivity/empty-axis": {
    severity: "error",
    summary: "a side of a two-way table has no values",
    why: "There would be no table. Give at least one.",
    fixed: true,
    example: "none",
    because:
      "the command line asks for a number after the equals sign, and a list without one in a chapter reads as the whole range",
  },
  "sensitivity/empty-range": {
    severity: "error",
    summary: "a range has no width",
    why: "There is nothing between its ends to look in. Give a lower and a higher end.",
    fixed: true,
    wrong: command("sweep break-even fits --vary orchard.trees --from 120 --to 120"),
    right: command("sweep break-even fits --vary orchard.trees --from 100 --to 160"),
  },
  "sensitivity/factor": {
    severity: "error",
    summary: "a mix is to be moved by a factor",
    why: "All shares times a factor are the same shares. Move it by position, from its low to its high path.",
    fixed: true,
    ...examples(
      (line) => ({
        ...withNewer(`orchard:
  sorts: {mix: true, value: {early: 0.4, late: 0.6}, low: {early: 0.2, late: 0.8}, high: {early: 0.6, late: 0.4}, unit: "1", distribution: triangular, reason: new}`),
        command: typed(line),
      }),
      "sweep two-way harvest --rows orchard.sorts=0.5,2:factor --columns orchard.trees",
      "sweep two-way harvest --rows orchard.sorts=-1,1:position --columns orchard.trees",
    ),
  },
  "sensitivity/group": {
    severity: "error",
    summary: "a study is to move a group",
    why: "A group has no value of its own. Name the assumption in it.",
    fixed: true,
    wrong: command("sweep tornado harvest --over orchard"),
    right: command("sweep tornado harvest --over orchard.trees"),
  },
  "sensitivity/inverted-range": {
    severity: "error",
    summary: "a range begins at its higher end",
    why: "What is meant is likely the other way round, and nothing lies between as it stands. Give the lower end first.",
    fixed: true,
    wrong: command("sweep break-even fits --vary orchard.trees --from 160 --to 100"),
    right: command("sweep break-even fits --vary orchard.trees --from 100 --to 160"),
  },
  "sensitivity/merge": {
    severity: "error",
    summary: "parts of a run don't make up the whole",
    why: "Draws would be missing or counted twice. Give each part once.",
    fixed: true,
    example: "none",
    because: "`memo sweep merge` finds what is missing or twice before, as sweep/merge",
  },
  "sensitivity/mode": {
    severity: "error",
    summary: "a value lies outside the range it is drawn from",
    why: "It is the mode of its distribution and has to lie inside. Mend the range.",
    fixed: true,
    example: "none",
    because: "the register refuses such a range before, as assumptions/range",
  },
  "sensitivity/no-draws": {
    severity: "error",
    summary: "no draw has a result to read",
    why: "There is nothing to take a mean of. Mend the computation for values away from the register's.",
    fixed: true,
    ...examples(
      (line) => ({
        ...withChapter(
          fence(
            "ts {#juice}",
            `const spare = given.orchard.trees === 120 ? 1 : Number.NaN;
const juice = harvest * 0.6;`,
          ),
        ),
        command: typed(line),
      }),
      "sweep information --option Press=spare --option Sell=harvest --draws 64",
      "sweep information --option Press=harvest --option Sell=juice --draws 64",
    ),
  },
  "sensitivity/no-inputs": {
    severity: "error",
    summary: "a scenario table has no scenario that changes anything",
    why: "Every row would be the base case. Write a scenario.",
    fixed: true,
    wrong: { files: {}, without: ["assumptions/scenarios.yaml"], command: ["sweep", "scenarios", "harvest"] },
    right: command("sweep scenarios harvest"),
  },
  "sensitivity/no-number": {
    severity: "error",
    summary: "a study moves an assumption that is no number",
    why: "Draws and steps are taken of numbers. A text, a boolean, a date, a choice or a data file is changed by a scenario, and each scenario is built by itself; of a file, a number that a block computes from it can be moved by a factor.",
    fixed: true,
    ...examples(
      (line) => ({
        ...withNewer(`orchard:
  sort: {one_of: [Boskoop, Elstar], value: Boskoop, reason: new}`),
        command: typed(line),
      }),
      "sweep tornado harvest --over orchard.sort",
      "sweep tornado harvest --over orchard.trees",
    ),
  },
  "sensitivity/no-range": {
    severity: "error",
    summary: "an assumption without a range is to be moved along it",
    why: "The register's ranges are what a study moves in. Give it low and high, or give values here.",
    fixed: true,
    wrong: command("sweep two-way harvest --rows press.capacity=-1,0,1:position --columns orchard.trees"),
    right: command("sweep two-way harvest --rows press.capacity=0.5,1,2:factor --columns orchard.trees"),
  },
  "sensitivity/not-positive": {
    severity: "error",
    summary: "a lognormal range reaches zero or less",
    why: "No draw could come to such an end. Raise it.",
    fixed: true,
    example: "none",
    because: "the register refuses such a range before, as assumptions/not-positive",
  },
  "sensitivity/nothing-drawn": {
    severity: "error",
    summary: "no assumption has a range to draw from",
    why: "The register's ranges are what a study moves in. Give at least one low, high and a distribution.",
    fixed: true,
    ...examples(
      (command) => ({
        files: {
          "assumptions/2026-03.yaml": `version: 2026-03
as_of: 2026-03-15
defaults: {kind: cited, source: count, as_of: 2026-03}
assumptions:
  orchard:
    trees: {label: Trees, value: 120, unit: "1"}
    apples: {label: Apples of a tree, value: 40 kg}
  press:
    capacity: {label: Capacity of the press, value: {2026: 4500, 2027: 6000}, unit: kg}
`,
        },
        command,
      }),
      typed("sweep monte-carlo harvest --draws 64"),
      ["sweep", "scenarios", "harvest"],
    ),
  },
  "sensitivity/one-share": {
    severity: "error",
    summary: "one share of a mix is to be moved alone",
    why: "Its shares would no longer sum to 1. Move the mix, which keeps its sum.",
    fixed: true,
    ...examples(
      (line) => ({
        ...withNewer(`orchard:
  sorts: {mix: true, value: {early: 0.4, late: 0.6}, low: {early: 0.2, late: 0.8}, high: {early: 0.6, late: 0.4}, unit: "1", distribution: triangular, reason: new}`),
        command: typed(line),
      }),
      "sweep tornado harvest --over orchard.sorts.early",
      "sweep tornado harvest --over orchard.sorts",
    ),
  },
  "sensitivity/output-kind": {
    severity: "error",
    summary: "a claim or a text stands where a study needs a number",
    why: "True, false and words are no payoff that could be weighed against another, and nothing that lies in bins. Name a number.",
    fixed: true,
    wrong: {
      ...withChapter(fence("ts {#juice}", "const juice = harvest * 0.6;")),
      command: typed("sweep information --option Press=fits --option Sell=harvest --draws 64"),
    },
    right: {
      ...withChapter(fence("ts {#juice}", "const juice = harvest * 0.6;")),
      command: typed("sweep information --option Press=juice --option Sell=harvest --draws 64"),
    },
  },
  "sensitivity/overlap": {
    severity: "error",
    summary: "two of the assumptions to move set the same number",
    why: "The one would undo what the other did. Name the whole or the parts.",
    fixed: true,
    wrong: command("sweep tornado harvest --over press.capacity,press.capacity.2026"),
    right: command("sweep tornado harvest --over orchard.trees,press.capacity"),
  },
  "sensitivity/power-of-two": {
    severity: "error",
    summary: "the number of draws is no power of two",
    why: "Sobol' points are spread evenly only then; with other numbers the estimate is biased towards where the last points fell. Take a power of two.",
    fixed: true,
    wrong: command("sweep monte-carlo harvest --draws 1000"),
    right: command("sweep monte-carlo harvest --draws 64"),
  },
  "sensitivity/range": {
    severity: "error",
    summary: "a study has no range to look in, or one that is no two numbers",
    why: "Where to look has to be said. Give from and to.",
    fixed: true,
    example: "none",
    because: "the command line and the chapters take finite numbers, and look along the register's range without them",
  },
  "sensitivity/same-input": {
    severity: "error",
    summary: "both sides of a two-way table move the same assumption",
    why: "Only the diagonal would mean anything. Name two.",
    fixed: true,
    wrong: command("sweep two-way harvest --rows orchard.trees --columns orchard.trees"),
    right: command("sweep two-way harvest --rows orchard.trees --columns orchard.apples"),
  },
  "sensitivity/scenario-shape": {
    severity: "error",
    summary: "a scenario gives fewer numbers than an assumption has",
    why: "Which are meant can't be told. Give a number for each key.",
    fixed: true,
    example: "none",
    because: "a scenario is brought into the assumption's shape when it is read",
  },
  "sensitivity/seed": {
    severity: "error",
    summary: "the seed is no whole number",
    why: "Draws are the same again only from the same seed, and fractions are easily written in two ways. Take a whole number.",
    fixed: true,
    wrong: command("sweep monte-carlo harvest --draws 64 --seed 1.5"),
    right: command("sweep monte-carlo harvest --draws 64 --seed 2"),
  },
  "sensitivity/shard": {
    severity: "error",
    summary: "a study is cut into more parts than it has draws",
    why: "Some parts would be empty. Take fewer.",
    fixed: true,
    wrong: command("sweep monte-carlo harvest --draws 2 --shard 1/3 --out part-1"),
    right: command("sweep monte-carlo harvest --draws 64 --shard 1/3 --out part-1"),
  },
  "sensitivity/span": {
    severity: "error",
    summary: "the span of a spider chart is no share",
    why: "A line would reach nothing or beyond zero. Take a share between 0 and 1.",
    fixed: true,
    example: "none",
    because: "neither the command nor a sweep lets the span be chosen",
  },
  "sensitivity/step": {
    severity: "error",
    summary: "the step of an elasticity is no share",
    why: "The slope would be taken over nothing or over everything. Take a small share.",
    fixed: true,
    example: "none",
    because: "neither the command nor a sweep lets the step be chosen",
  },
  "sensitivity/target": {
    severity: "error",
    summary: "a break-even of a number has no target, or one of a claim has one",
    why: "A number can come to anything, so what it is to come to has to be said; a claim flips or doesn't. Give `--target` for a number only.",
    fixed: true,
    wrong: command("sweep break-even harvest --vary orchard.trees"),
    right: command("sweep break-even harvest --vary orchard.trees --target 5000"),
  },
  "sensitivity/text-output": {
    severity: "error",
    summary: "a study of numbers is asked for a text",
    why: "A text has no size that could be explained. Follow a number or a claim; a Monte Carlo run says how often each text comes up.",
    fixed: true,
    wrong: {
      ...withChapter(fence("ts {#juice}", `const sort = harvest > 4800 ? "many" : "few";`)),
      command: typed("sweep importance sort --draws 64"),
    },
    right: {
      ...withChapter(fence("ts {#juice}", `const sort = harvest > 4800 ? "many" : "few";`)),
      command: typed("sweep monte-carlo sort --draws 64"),
    },
  },
  "sensitivity/too-many-dimensions": {
    severity: "error",
    summary: "a study has more inputs than Sobol' points have dimensions",
    why: "The points would repeat themselves. Vary fewer assumptions, those at the head of the tornado.",
    fixed: true,
    example: "none",
    because: "it takes thousands of assumptions",
  },
  "sensitivity/unknown-assumption": {
    severity: "error",
    summary: "a study is to move an assumption that isn't there",
    why: "It would move less than was meant. Write the dotted name.",
    fixed: true,
    wrong: command("sweep tornado harvest --over orchard.tree"),
    right: command("sweep tornado harvest --over orchard.trees"),
  },
  "sensitivity/unknown-output": {
    severity: "error",
    summary: "a study follows a name that is no result",
    why: "There is nothing to follow. Write the name of an output, a claim or a value.",
    fixed: true,
    example: "none",
    because: "the command and the chapters find it before, as sweep/unknown-output",
  },
  "sensitivity/unknown-scenario": {
    severity: "error",
    summary: "a scenario table names a scenario that isn't there",
    why: "The row would be missing. Take one of assumptions/scenarios.yaml.",
    fixed: true,
    wrong: command("sweep scenarios harvest --scenarios late-fros"),
    right: command("sweep scenarios harvest --scenarios late-frost"),
  },
  "sensitivity/value": {
    severity: "error",
    summary: "a series is to be moved to one value",
    why: "Which of its years is meant can't be told. Move it by position or by a factor, or name one of its numbers.",
    fixed: true,
    wrong: command("sweep two-way harvest --rows press.capacity=4000,5000:value --columns orchard.trees"),
    right: command("sweep two-way harvest --rows press.capacity.2027=4000,5000 --columns orchard.trees"),
  },
} satisfies Rules<"sensitivity">;
