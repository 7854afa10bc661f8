import { command, examples, newer, typed, withNewer } from "./base.js";
import type { Rules } from "./rule.js";

export const assumptions = {
  "assumptions/alias": {
    severity: "error",
    summary: "an anchor, alias or merge key stands in an assumption file",
    why: "A value that is said elsewhere by a mark can't be read where it stands, and a few lines of them can stand for millions. Say a thing once by `defaults`, by `extends` or by an expression.",
    fixed: true,
    wrong: withNewer(`orchard:
  pears: &kilos {value: 20 kg, reason: new}
  plums: *kilos`),
    right: withNewer(`orchard:
  pears: {value: 20 kg, reason: new}
  plums: {expression: orchard.pears, unit: kg, reason: new}`),
  },
  "assumptions/author": {
    severity: "error",
    summary: "an author of a source has initials alone",
    why: "A comma parts the names of a list between brackets. A surname before its initials then counts as two authors, and the list of references prints it so. Put each name in quotes.",
    fixed: true,
    ...examples(
      (author) => ({
        files: {
          "assumptions/sources.yaml": `sources:
  count: {title: Count of the orchard, date: 2026-03, author: ${author}}
`,
        },
      }),
      "[Marlowe, J., Berg, A.]",
      '["Marlowe, J.", "Berg, A."]',
    ),
  },
  "assumptions/below-zero": {
    severity: "error",
    summary: "a temperature lies below the absolute zero",
    why: "Nothing is colder than −273.15 °C. A sign too many, or a scale taken for another, is the usual cause.",
    fixed: true,
    wrong: withNewer(`orchard:
  frost: {value: -300 degC, reason: new}`),
    right: withNewer(`orchard:
  frost: {value: -30 degC, reason: new}`),
  },
  "assumptions/character": {
    severity: "error",
    summary: "a file of assumptions has a character in it that can't be printed",
    why: "Labels, notes and sources are printed. Control characters and marks that turn the direction of writing show as nothing, as boxes, or turn what stands around them. Take it out.",
    fixed: true,
    wrong: withNewer('orchard:\n  trees: {value: 121, note: "counted\\u0007 anew", reason: Counted anew}'),
    right: withNewer('orchard:\n  trees: {value: 121, note: "counted anew", reason: Counted anew}'),
  },
  "assumptions/choice": {
    severity: "error",
    summary: "a field has a word that is none of its choices",
    why: "Kinds, distributions and the like are words with a meaning that the report prints and the studies rely on. One that nobody knows would be printed and mean nothing. Kinds are observed, cited, assumed, public, reconstructed and derived; distributions point, uniform, triangular, pert, normal and lognormal.",
    fixed: true,
    wrong: withNewer(`orchard:
  pears: {value: 20 kg, kind: guessed, reason: new}`),
    right: withNewer(`orchard:
  pears: {value: 20 kg, kind: assumed, note: half of what an apple tree carries, reason: new}`),
  },
  "assumptions/column-type": {
    severity: "error",
    summary: "a column of a data file is not declared rightly",
    why: "Blocks get a column's cells as what it is declared to be: numbers of a unit, texts, booleans, one of some words, or stretches of the calendar. A unit makes it numbers, `one_of` a choice; all others need a `type`.",
    fixed: true,
    ...examples(
      (entries) => ({
        files: { "assumptions/2026-06.yaml": newer(entries), "data/pickings.csv": "day\n2026-05-11\n" },
      }),
      `pickings: {data: pickings.csv, columns: {day: {type: date, unit: kg}}, reason: new}`,
      `pickings: {data: pickings.csv, columns: {day: {type: date}}, reason: new}`,
    ),
  },
  "assumptions/cycle": {
    severity: "error",
    summary: "derived assumptions rest on themselves",
    why: "Each waits for the other, so neither has a value. Give one of them a value of its own.",
    fixed: true,
    wrong: withNewer(`orchard:
  pears: {expression: orchard.plums * 2, unit: kg, reason: new}
  plums: {expression: orchard.pears / 2, unit: kg, reason: new}`),
    right: withNewer(`orchard:
  pears: {value: 20 kg, reason: new}
  plums: {expression: orchard.pears / 2, unit: kg, reason: new}`),
  },
  "assumptions/data-field": {
    severity: "error",
    summary: "a field about data files stands where there is none",
    why: "`columns`, `key`, `ignore`, `separator`, `decimal`, `sheet`, `table`, `object` and `planar` say how a file is read, and without `data:` there is no file: what was meant is not done.",
    fixed: true,
    wrong: withNewer(`orchard: {trees: {key: day, reason: new}}`),
    right: withNewer(`orchard: {trees: {value: 125, reason: new}}`),
  },
  "assumptions/date": {
    severity: "error",
    summary: "a date can't be read",
    why: "The report is dated by its assumptions, and an old one is marked as stale; a date that is none would leave both to chance. Write a year, a month or a day, as 2026, 2026-03 or 2026-03-15.",
    fixed: true,
    wrong: withNewer(`orchard:
  pears: {value: 20 kg, as_of: March 2026, reason: new}`),
    right: withNewer(`orchard:
  pears: {value: 20 kg, as_of: 2026-03, reason: new}`),
  },
  "assumptions/derived-range": {
    severity: "error",
    summary: "a derived assumption has a range, a distribution or a mix of its own",
    why: "Its value follows from others, and so does how far it may be off. A range of its own would be drawn from beside theirs and count the same doubt twice. Give the range to what it rests on.",
    fixed: true,
    wrong: withNewer(`orchard:
  carts: {expression: orchard.trees / 10, unit: "1", low: 10, high: 14, reason: new}`),
    right: withNewer(`orchard:
  carts: {expression: orchard.trees / 10, unit: "1", reason: new}`),
  },
  "assumptions/duplicate-id": {
    severity: "error",
    summary: "an assumption stands twice in one version",
    why: "Two values under one name leave it open which one the report rests on. Keep one of them; a later version or a scenario is the place for another value.",
    fixed: true,
    wrong: withNewer(`orchard:
  pears: {value: 20 kg, reason: new}
  table:
    rows: [2026, 2027]
    columns:
      pears: {unit: kg, value: [20, 22], reason: new}`),
    right: withNewer(`orchard:
  pears: {value: {2026: 20, 2027: 22}, unit: kg, reason: new}`),
  },
  "assumptions/duplicate-key": {
    severity: "error",
    summary: "a key stands twice in one map",
    why: "YAML would take the last and forget the first without a word. Take out the one that isn't meant.",
    fixed: true,
    wrong: withNewer(`orchard:
  pears: {value: 20 kg, value: 22 kg, reason: new}`),
    right: withNewer(`orchard:
  pears: {value: 22 kg, reason: new}`),
  },
  "assumptions/edit-derived": {
    severity: "error",
    summary: "`memo set` is given a value for a derived assumption",
    why: "A value written over a formula would no longer follow what it rests on. Set one of the assumptions it is computed from, or write the value into the file by hand in place of the formula.",
    fixed: true,
    ...examples(
      (command) => ({
        ...withNewer(`orchard:
  carts: {expression: orchard.trees / 10, unit: "1", reason: new}`),
        command,
      }),
      ["set", "orchard.carts", "14"],
      ["set", "orchard.trees", "124", "--source", "count", "--as-of", "2026-06", "--because", "counted again"],
    ),
  },
  "assumptions/edit-provenance": {
    severity: "warning",
    summary: "`memo set` changed a value, and neither its source nor its date",
    why: "The report would say that the new number comes from where the old one did. Say where it comes from with `--source` and `--as-of`.",
    wrong: command("set orchard.trees 124"),
    right: command("set orchard.trees 124 --source count --as-of 2026-06"),
  },
  "assumptions/edit-row": {
    severity: "error",
    summary: "`memo set` is given a value for a row that the table of this version doesn't have",
    why: "The version restates some rows of a table as columns, and a number for another row has no place in them. Add the row to the table by hand, with a number in every column.",
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
    table:
      rows: [2026, 2027, 2028]
      columns:
        yield: {unit: kg, value: [20, 22, 24]}
  press:
    capacity: {label: Capacity of the press, value: {2026: 4500, 2027: 6000}, unit: kg}
`,
          "assumptions/2026-06.yaml": newer(`orchard:
  table:
    rows: [2026, 2027]
    columns:
      yield: {value: [21, 23], reason: a new count}`),
        },
        command,
      }),
      ["set", "orchard.yield.2028", "25", "--because", "a new count"],
      typed("set orchard.yield.2027 25 --source count --as-of 2026-06"),
    ),
  },
  "assumptions/edit-twice": {
    severity: "error",
    summary: "`memo set` is given the same number twice",
    why: "Which of the two is meant can't be told. Name each number once.",
    fixed: true,
    wrong: command("set orchard.trees 124 orchard.trees 125"),
    right: command("set orchard.trees 124 --source count --as-of 2026-06"),
  },
  "assumptions/empty-file": {
    severity: "error",
    summary: "a file of the assumptions is empty",
    why: "A version without assumptions, or a list of sources without sources, is more likely a file that was not saved than one that is meant. Fill it, or delete it.",
    fixed: true,
    ...examples(
      (text) => ({
        files: { "assumptions/scenarios.yaml": text },
      }),
      `# scenarios to come
`,
      `scenarios:
  late-frost: {title: Late frost, set: {orchard.apples: 32 kg}}
`,
    ),
  },
  "assumptions/ends": {
    severity: "error",
    summary: "`ends: paths` stands where there is one number only",
    why: "Low and high ends that are paths may cross along the years. One number has no path, so the words say nothing and hide what was meant. Take them out.",
    fixed: true,
    wrong: withNewer(`orchard:
  pears: {value: 20 kg, low: 15 kg, high: 30 kg, distribution: triangular, ends: paths, reason: new}`),
    right: withNewer(`orchard:
  pears: {value: 20 kg, low: 15 kg, high: 30 kg, distribution: triangular, reason: new}`),
  },
  "assumptions/expression": {
    severity: "error",
    summary: "an expression can't be read, or asks for more than arithmetic",
    why: "Expressions may add, multiply, take powers and call a few functions of numbers, so that a file of assumptions can never run code and its units can be followed. Write it with those; what needs more belongs in a block.",
    fixed: true,
    wrong: withNewer(`orchard:
  carts: {expression: "orchard.trees > 100 ? 12 : 10", unit: "1", reason: new}`),
    right: withNewer(`orchard:
  carts: {expression: "max(orchard.trees / 10, 10)", unit: "1", reason: new}`),
  },
  "assumptions/expression-shape": {
    severity: "error",
    summary: "an expression combines series whose keys differ",
    why: "A year that only one of the two has would have no result. Give both the same keys, or take one number of a series.",
    fixed: true,
    wrong: withNewer(`orchard:
  pears: {value: {2026: 20, 2028: 24}, unit: kg, reason: new}
  fruit: {expression: orchard.pears + press.capacity, unit: kg, reason: new}`),
    right: withNewer(`orchard:
  pears: {value: {2026: 20, 2027: 24}, unit: kg, reason: new}
  fruit: {expression: orchard.pears + press.capacity, unit: kg, reason: new}`),
  },
  "assumptions/expression-unit": {
    severity: "error",
    summary: "the units of an expression don't fit",
    why: "Kilograms added to hours come to a number that means nothing, and a result in another unit than the declared one is off by a factor. Mend the formula, or declare the unit it comes to.",
    fixed: true,
    wrong: withNewer(`orchard:
  hours: {value: 9 h, reason: new}
  load: {expression: orchard.apples + orchard.hours, unit: kg, reason: new}`),
    right: withNewer(`orchard:
  hours: {value: 9 h, reason: new}
  load: {expression: orchard.apples / orchard.hours, unit: kg/h, reason: new}`),
  },
  "assumptions/extends-circle": {
    severity: "error",
    summary: "versions extend each other in a circle",
    why: "No version is the first, so none has values to start from. Let the oldest stand on its own.",
    fixed: true,
    wrong: {
      files: {
        "assumptions/2026-06.yaml": newer("orchard: {trees: {value: 125, reason: counted again}}"),
        "assumptions/2026-09.yaml": `version: 2026-09
as_of: 2026-09-15
extends: 2026-12
assumptions:
  orchard: {trees: {value: 126, reason: counted again}}
`,
        "assumptions/2026-12.yaml": `version: 2026-12
as_of: 2026-12-15
extends: 2026-09
assumptions:
  orchard: {trees: {value: 127, reason: counted again}}
`,
      },
    },
    right: {
      files: {
        "assumptions/2026-06.yaml": newer("orchard: {trees: {value: 125, reason: counted again}}"),
        "assumptions/2026-09.yaml": `version: 2026-09
as_of: 2026-09-15
extends: 2026-06
assumptions:
  orchard: {trees: {value: 126, reason: counted again}}
`,
      },
    },
  },
  "assumptions/extends-missing": {
    severity: "error",
    summary: "a version extends one that isn't there",
    why: "Everything the version doesn't say itself would be missing. Name a version whose file is in `assumptions/`.",
    fixed: true,
    ...examples(
      (line) => ({
        files: {
          "assumptions/2026-09.yaml": `version: 2026-09
as_of: 2026-09-15
${line}
assumptions:
  orchard: {trees: {value: 126, reason: counted again}}
`,
        },
      }),
      "extends: 2026-30",
      "extends: 2026-03",
    ),
  },
  "assumptions/file-name": {
    severity: "error",
    summary: "a file of the assumptions has a name that isn't read",
    why: "It looks as if it were part of the memo and is not: its values would be missing without a word. Call it `<version>.yaml`.",
    fixed: true,
    wrong: { files: { "assumptions/2026-06.yml": newer("orchard: {trees: {value: 125, reason: counted again}}") } },
    right: withNewer("orchard: {trees: {value: 125, reason: counted again}}"),
  },
  "assumptions/half-range": {
    severity: "error",
    summary: "a range has one end only",
    why: "Nothing could be drawn from it, and a tornado would show one side. Give both ends, or none.",
    fixed: true,
    wrong: withNewer(`orchard:
  pears: {value: 20 kg, low: 15 kg, distribution: triangular, reason: new}`),
    right: withNewer(`orchard:
  pears: {value: 20 kg, low: 15 kg, high: 30 kg, distribution: triangular, reason: new}`),
  },
  "assumptions/id-conflict": {
    severity: "error",
    summary: "a name is an assumption in one version and a group in another",
    why: "`orchard.trees` can't be a number and hold numbers at once; blocks that read it would get now the one, now the other. Choose another name for one of them.",
    fixed: true,
    wrong: withNewer(`orchard: {value: 120, unit: "1", reason: new}`),
    right: withNewer(`orchards: {value: 1, unit: "1", reason: new}`),
  },
  "assumptions/incompatible-unit": {
    severity: "error",
    summary: "a number is written in a unit that can't be converted to the assumption's",
    why: "Hours can't become kilograms, so one of the two units is wrong and the number with it. Write the number in a unit of the same kind.",
    fixed: true,
    wrong: withNewer(`orchard:
  pears: {value: 20 h, unit: kg, reason: new}`),
    right: withNewer(`orchard:
  pears: {value: 20 kg, unit: kg, reason: new}`),
  },
  "assumptions/key": {
    severity: "error",
    summary: "a key of a series can't be part of a name",
    why: "Keys become parts of names such as `press.capacity.2027`, in blocks, in sentences and on the command line. Use letters from a to z, digits and `_`, or a whole number.",
    fixed: true,
    wrong: withNewer(`orchard:
  pears: {value: {2026.5: 20, 2027: 22}, unit: kg, reason: new}`),
    right: withNewer(`orchard:
  pears: {value: {2026: 20, 2027: 22}, unit: kg, reason: new}`),
  },
  "assumptions/key-order": {
    severity: "warning",
    summary: "years, months or dates are not written in their order",
    why: "Numbers and stretches of the calendar stand in rising order in blocks, tables, charts and files, whatever the order of writing; in the register they would read otherwise. Write them in rising order. Months without a year (`01` to `12`), quarters without a year and names stand as they are written.",
    wrong: withNewer(`orchard:
  pears: {value: {2027: 22, 2026: 20}, unit: kg, reason: new}`),
    right: withNewer(`orchard:
  pears: {value: {2026: 20, 2027: 22}, unit: kg, reason: new}`),
  },
  "assumptions/kind": {
    severity: "error",
    summary: "the kind of an assumption contradicts what it is",
    why: "The register in the report tells a reader which numbers were looked up and which follow from others. A formula that calls itself cited, or a number that calls itself derived, tells them the wrong thing.",
    fixed: true,
    wrong: withNewer(`orchard:
  carts: {expression: orchard.trees / 10, unit: "1", kind: cited, reason: new}`),
    right: withNewer(`orchard:
  carts: {expression: orchard.trees / 10, unit: "1", kind: derived, reason: new}`),
  },
  "assumptions/meant-unit": {
    severity: "warning",
    summary: "a unit's sign stands for something else than its assumption speaks of",
    why: "`C` and `F` are coulombs and farads, `T` teslas, `m` metres: a temperature, a mass or minutes in them would be computed with as such. Write the unit that is meant, or the name of the sign in full, `coulomb`, where it is right.",
    ...examples(
      (unit) =>
        withNewer(`orchard:
  cellar: {label: Temperature of the cellar, value: 8 ${unit}, reason: new}`),
      "C",
      "degC",
    ),
  },
  "assumptions/missing-cell": {
    severity: "error",
    summary: "a row of a table lacks a column that others have",
    why: "A block that goes through the table would get nothing there and carry on. Give every row the same columns.",
    fixed: true,
    wrong: withNewer(`orchard:
  fruit: {value: {2026: {pears: 20, plums: 9}, 2027: {pears: 22}}, unit: kg, reason: new}`),
    right: withNewer(`orchard:
  fruit: {value: {2026: {pears: 20, plums: 9}, 2027: {pears: 22, plums: 9}}, unit: kg, reason: new}`),
  },
  "assumptions/missing-distribution": {
    severity: "error",
    summary: "a range has no distribution",
    why: "Low and high could be bounds or the tenth and ninetieth percentile, and a draw from the one is not a draw from the other. Say which: `triangular`, `uniform`, `normal` and so on, or `point` where the ends are only for a tornado.",
    fixed: true,
    wrong: withNewer(`orchard:
  pears: {value: 20 kg, low: 15 kg, high: 30 kg, reason: new}`),
    right: withNewer(`orchard:
  pears: {value: 20 kg, low: 15 kg, high: 30 kg, distribution: triangular, reason: new}`),
  },
  "assumptions/missing-key": {
    severity: "error",
    summary: "an entry lacks a field that it needs",
    why: "A value without its kind and date is a number of which a reader can't judge how far to trust it. Give the field, in the entry or under `defaults`.",
    fixed: true,
    ...examples(
      (line) => ({
        files: {
          "assumptions/sources.yaml": `sources:
${line}
`,
        },
      }),
      "  count: {publisher: Orchard Society, date: 2026-03}",
      "  count: {title: Count of the orchard, publisher: Orchard Society, date: 2026-03}",
    ),
  },
  "assumptions/missing-range": {
    severity: "error",
    summary: "a distribution stands without a range",
    why: "There is nothing to draw from, and the value would be held as if it were certain. Give low and high, or take the distribution out.",
    fixed: true,
    wrong: withNewer(`orchard:
  pears: {value: 20 kg, distribution: triangular, reason: new}`),
    right: withNewer(`orchard:
  pears: {value: 20 kg, low: 15 kg, high: 30 kg, distribution: triangular, reason: new}`),
  },
  "assumptions/missing-reason": {
    severity: "error",
    summary: "a version changes a value and doesn't say why",
    why: "A review shows old and new side by side; why it moved is what a reviewer asks first, and later nobody remembers. Give a `reason`.",
    fixed: true,
    wrong: withNewer(`orchard:
  trees: {value: 125}`),
    right: withNewer(`orchard:
  trees: {value: 125, reason: counted again after the storm}`),
  },
  "assumptions/missing-source": {
    severity: "error",
    summary: "an assumption says neither where it is from nor how it was reached",
    why: "A reader who doubts the number has nothing to look up. Name a source; an assumed number may have a note instead.",
    fixed: true,
    wrong: withNewer(`orchard:
  pears: {value: 20 kg, kind: assumed, source: [], reason: new}`),
    right: withNewer(`orchard:
  pears: {value: 20 kg, kind: assumed, source: [], note: half of what an apple tree carries, reason: new}`),
  },
  "assumptions/missing-unit": {
    severity: "error",
    summary: "an assumption has no unit",
    why: "A bare 20 is read as kilograms by one block and as tonnes by the next. Write the unit with the number or beside it; a pure number has the unit `1`.",
    fixed: true,
    wrong: withNewer(`orchard:
  pears: {value: 20, reason: new}`),
    right: withNewer(`orchard:
  pears: {value: 20, unit: kg, reason: new}`),
  },
  "assumptions/mix-shape": {
    severity: "error",
    summary: "a mix is one number",
    why: "A mix is shares that sum to 1. One number shares nothing with any other; give each part its share.",
    fixed: true,
    wrong: withNewer(`orchard:
  sorts: {mix: true, value: 1, unit: "1", reason: new}`),
    right: withNewer(`orchard:
  sorts: {mix: true, value: {early: 0.4, late: 0.6}, unit: "1", reason: new}`),
  },
  "assumptions/mix-sum": {
    severity: "error",
    summary: "the shares of a mix don't sum to 1",
    why: "What is left over or counted twice goes into every total that is split by it. Set all shares together.",
    fixed: true,
    wrong: withNewer(`orchard:
  sorts: {mix: true, value: {early: 0.4, late: 0.5}, unit: "1", reason: new}`),
    right: withNewer(`orchard:
  sorts: {mix: true, value: {early: 0.4, late: 0.6}, unit: "1", reason: new}`),
  },
  "assumptions/mix-unit": {
    severity: "error",
    summary: "a mix is in a unit that is no share",
    why: "Shares are moved against each other so that their sum stays 1; amounts can't be. Give shares and the total apart.",
    fixed: true,
    wrong: withNewer(`orchard:
  sorts: {mix: true, value: {early: 40, late: 60}, unit: kg, reason: new}`),
    right: withNewer(`orchard:
  sorts: {mix: true, value: {early: 40, late: 60}, unit: "%", reason: new}`),
  },
  "assumptions/name": {
    severity: "error",
    summary: "a name can't be used for an assumption, a group, a scenario or a source",
    why: "Names are written in blocks, in sentences and on the command line, where a space or a dot would end them. Use letters from a to z, digits and `_`, or nest the groups.",
    fixed: true,
    wrong: withNewer(`orchard:
  "pear trees": {value: 20, unit: "1", reason: new}`),
    right: withNewer(`orchard:
  pear_trees: {value: 20, unit: "1", reason: new}`),
  },
  "assumptions/no-number": {
    severity: "error",
    summary: "a field about numbers stands at a text, a boolean, a date, a choice or a data file",
    why: "Only numbers have a unit, a range, a distribution or shares. What is drawn in sensitivity studies are numbers; of a data file, compute one from it in a block.",
    fixed: true,
    wrong: withNewer(`orchard:
  sort: {type: text, value: Boskoop, unit: kg, reason: new}`),
    right: withNewer(`orchard:
  sort: {type: text, value: Boskoop, reason: new}`),
  },
  "assumptions/no-value": {
    severity: "error",
    summary: "an assumption has no value",
    why: "It has a source and a date and nothing that they are about; often the key is misspelt. Write `value` or `expression`.",
    fixed: true,
    wrong: withNewer(`orchard:
  pears: {vlaue: 20 kg, note: counted, reason: new}`),
    right: withNewer(`orchard:
  pears: {value: 20 kg, note: counted, reason: new}`),
  },
  "assumptions/no-version": {
    severity: "error",
    summary: "there is no version of the assumptions",
    why: "A memo is built from one version of its assumptions. Write one, such as assumptions/2026-03.yaml.",
    fixed: true,
    wrong: { files: {}, without: ["assumptions/2026-03.yaml"] },
    right: { files: {} },
  },
  "assumptions/not-finite": {
    severity: "error",
    summary: "a derived assumption comes to no finite number",
    why: "A division by zero here would spread through every block that reads it. Mend the formula or what it rests on.",
    fixed: true,
    wrong: withNewer(`orchard:
  spare: {value: 0 h, reason: new}
  speed: {expression: orchard.apples / orchard.spare, unit: kg/h, reason: new}`),
    right: withNewer(`orchard:
  spare: {value: 9 h, reason: new}
  speed: {expression: orchard.apples / orchard.spare, unit: kg/h, reason: new}`),
  },
  "assumptions/not-positive": {
    severity: "error",
    summary: "a lognormal range reaches zero or less",
    why: "A lognormal number is always above zero, so no draw could come to such an end. Raise the end, or choose another distribution.",
    fixed: true,
    wrong: withNewer(`orchard:
  pears: {value: 20 kg, low: 0 kg, high: 30 kg, distribution: lognormal, reason: new}`),
    right: withNewer(`orchard:
  pears: {value: 20 kg, low: 12 kg, high: 30 kg, distribution: lognormal, reason: new}`),
  },
  "assumptions/number": {
    severity: "error",
    summary: "a number can't be read",
    why: "`1_000` and `1,000` are text to YAML, and `1.000` is a thousand to some readers and one to others. Write plain digits with a point.",
    fixed: true,
    wrong: withNewer(`orchard:
  pears: {value: "1,000", unit: kg, reason: new}`),
    right: withNewer(`orchard:
  pears: {value: 1000, unit: kg, reason: new}`),
  },
  "assumptions/override-data": {
    severity: "error",
    summary: "`--set` names a data file",
    why: "A file has no value that fits on a command line. A scenario, or a version that extends this one, can name another file.",
    fixed: true,
    wrong: {
      files: {
        "assumptions/2026-06.yaml": newer(`pickings: {data: pickings.csv, columns: {day: {type: date}}, reason: new}`),
        "data/pickings.csv": "day\n2026-05-11\n",
      },
      command: typed("build --only md --set pickings=other.csv"),
    },
    right: {
      files: {
        "assumptions/2026-06.yaml": newer(`pickings: {data: pickings.csv, columns: {day: {type: date}}, reason: new}`),
        "data/pickings.csv": "day\n2026-05-11\n",
      },
    },
  },
  "assumptions/override-group": {
    severity: "error",
    summary: "a scenario or `--set` gives a value to a group",
    why: "A group has no value of its own. Name the assumption in it.",
    fixed: true,
    ...examples(
      (line) => ({
        files: {
          "assumptions/scenarios.yaml": `scenarios:
${line}
`,
        },
      }),
      "  late-frost: {title: Late frost, set: {orchard: 32}}",
      "  late-frost: {title: Late frost, set: {orchard.apples: 32 kg}}",
    ),
  },
  "assumptions/override-range": {
    severity: "warning",
    summary: "an overriding value lies outside the assumption's range",
    why: "The range is widened so that the studies can hold it, and with it the draws change. Widen the range in the version, if the value is possible; else mend the value.",
    wrong: {
      files: {
        "assumptions/scenarios.yaml": `scenarios:
  late-frost: {title: Late frost, set: {orchard.apples: 12 kg}}
`,
      },
      command: typed("build --only md --scenario late-frost"),
    },
    right: command("build --only md --scenario late-frost"),
  },
  "assumptions/percentiles": {
    severity: "error",
    summary: "the percentiles of a range don't fit",
    why: "Percentiles say which quantiles the low and high ends are, so they need two numbers in order and a distribution that has tails to lie in. Give `percentiles: [10, 90]` to a normal or lognormal range, or take them out.",
    fixed: true,
    wrong: withNewer(`orchard:
  pears: {value: 20 kg, low: 15 kg, high: 30 kg, distribution: normal, percentiles: [90, 10], reason: new}`),
    right: withNewer(`orchard:
  pears: {value: 20 kg, low: 15 kg, high: 30 kg, distribution: normal, percentiles: [10, 90], reason: new}`),
  },
  "assumptions/range": {
    severity: "error",
    summary: "a value lies outside its own range",
    why: "A tornado would show a swing on one side only, and draws would never come to the value that the report prints. Mend the end that is wrong.",
    fixed: true,
    wrong: withNewer(`orchard:
  pears: {value: 20 kg, low: 22 kg, high: 30 kg, distribution: triangular, reason: new}`),
    right: withNewer(`orchard:
  pears: {value: 20 kg, low: 15 kg, high: 30 kg, distribution: triangular, reason: new}`),
  },
  "assumptions/reserved-key": {
    severity: "error",
    summary: "a key would reach into JavaScript's own objects",
    why: "`__proto__`, `constructor` and `prototype` mean something to the language that blocks are written in, and a value under them would not be found. Choose another name.",
    fixed: true,
    wrong: withNewer(`orchard:
  pears: {value: 20 kg, reason: new}
  constructor: {value: 20 kg, reason: new}`),
    right: withNewer(`orchard:
  pears: {value: 20 kg, reason: new}
  builder: {value: 20 kg, reason: new}`),
  },
  "assumptions/said-value": {
    severity: "error",
    summary: "a value is not of the type that is declared",
    why: "A date that is none, a word that is no choice: sentences would print it and blocks compare with it in vain.",
    fixed: true,
    wrong: withNewer(`orchard:
  sort: {one_of: [Boskoop, Elstar], value: Boskop, reason: new}`),
    right: withNewer(`orchard:
  sort: {one_of: [Boskoop, Elstar], value: Boskoop, reason: new}`),
  },
  "assumptions/stale-after": {
    severity: "error",
    summary: "how long a value holds can't be read",
    why: "The limit says when a value counts as stale; one that can't be read would let it grow old unseen. Write a number of days, months or years, or `never`.",
    fixed: true,
    wrong: withNewer(`orchard:
  pears: {value: 20 kg, stale_after: a year, reason: new}`),
    right: withNewer(`orchard:
  pears: {value: 20 kg, stale_after: 1 year, reason: new}`),
  },
  "assumptions/tab": {
    severity: "error",
    summary: "a tab stands where a line is indented",
    why: "YAML reads depth from spaces, and a tab is as wide as each editor likes. Indent with spaces.",
    fixed: true,
    ...examples(
      (line) => ({
        files: {
          "assumptions/scenarios.yaml": `scenarios:
${line}
`,
        },
      }),
      "\tlate-frost: {title: Late frost, set: {orchard.apples: 32 kg}}",
      "  late-frost: {title: Late frost, set: {orchard.apples: 32 kg}}",
    ),
  },
  "assumptions/tag": {
    severity: "error",
    summary: "a YAML tag stands in an assumption file",
    why: "Tags tell a YAML reader to make something other than text and numbers of what follows. Assumptions are text and numbers. Take the tag out.",
    fixed: true,
    wrong: withNewer(`orchard:
  pears: {value: 20 kg, label: !text Pears, reason: new}`),
    right: withNewer(`orchard:
  pears: {value: 20 kg, label: Pears, reason: new}`),
  },
  "assumptions/too-deep": {
    severity: "error",
    summary: "a file is nested deeper than any register needs",
    why: "Such a file is a slip or an attack: reading it could take the program down. Close the brackets, or name groups with dots less deep.",
    fixed: true,
    ...examples(
      (text) => ({ files: { "assumptions/scenarios.yaml": text } }),
      `scenarios: ${"[".repeat(65)}\n`,
      `scenarios:
  late-frost: {title: Late frost, set: {orchard.apples: 32 kg}}
`,
    ),
  },
  "assumptions/too-large": {
    severity: "error",
    summary: "a file of the assumptions is too large",
    why: "A register of a thousand rows has some 300,000 characters; millions are data, which nobody can review line by line. Keep data elsewhere and put what it comes to into the register.",
    fixed: true,
    ...examples(
      (text) => ({ files: { "assumptions/scenarios.yaml": text } }),
      `scenarios:\n${"# a row of data\n".repeat(130_000)}`,
      `scenarios:
  late-frost: {title: Late frost, set: {orchard.apples: 32 kg}}
`,
    ),
  },
  "assumptions/unit-change": {
    severity: "error",
    summary: "a later version gives an assumption another unit",
    why: "Blocks read plain numbers in the unit that was declared first; in another unit the same code would be off by a factor. Write the new number with its unit, which is converted.",
    fixed: true,
    wrong: withNewer(`press:
  capacity: {value: {2026: 9900}, unit: lb, reason: the maker's word}`),
    right: withNewer(`press:
  capacity: {value: {2026: 9900 lb}, reason: the maker's word}`),
  },
  "assumptions/unit-definition": {
    severity: "error",
    summary: "the definition of an own unit can't be used",
    why: "A unit that rests on one that nobody knows, or takes the name of a known one, makes every number in it doubtful. Define it by known units, or as `new`.",
    fixed: true,
    ...examples(
      (line) => ({
        files: {
          "assumptions/2026-06.yaml": `version: 2026-06
as_of: 2026-06-15
extends: 2026-03
${line}
assumptions: {}
`,
        },
      }),
      "units: {crate: 18 kilo}",
      "units: {crate: 18 kg}",
    ),
  },
  "assumptions/unknown-assumption": {
    severity: "error",
    summary: "an expression names an assumption that isn't there",
    why: "The formula has nothing to compute from. Write the dotted name of an assumption.",
    fixed: true,
    wrong: withNewer(`orchard:
  carts: {expression: orchard.tres / 10, unit: "1", reason: new}`),
    right: withNewer(`orchard:
  carts: {expression: orchard.trees / 10, unit: "1", reason: new}`),
  },
  "assumptions/unknown-group": {
    severity: "error",
    summary: "`groups` names a group that isn't there",
    why: "The words would stand nowhere: the printed register calls a group by them, and no assumption is in this one. Write the first part of an assumption's id.",
    fixed: true,
    ...examples(
      (line) => ({
        files: {
          "assumptions/2026-06.yaml": `version: 2026-06
as_of: 2026-06-15
extends: 2026-03
${line}
assumptions: {}
`,
        },
      }),
      "groups: {orchad: The orchard and its trees}",
      "groups: {orchard: The orchard and its trees}",
    ),
  },
  "assumptions/unknown-key": {
    severity: "error",
    summary: "a field or key isn't known here",
    why: "What stands under it would be forgotten without a word; often it is a misspelt `label` or `high`. The message lists those there are.",
    fixed: true,
    wrong: withNewer(`orchard:
  pears: {value: 20 kg, labl: Pears of a tree, reason: new}`),
    right: withNewer(`orchard:
  pears: {value: 20 kg, label: Pears of a tree, reason: new}`),
  },
  "assumptions/unknown-override": {
    severity: "error",
    summary: "a scenario or `--set` names an assumption that isn't there",
    why: "The scenario would be the base case under another name. Write the dotted name of an assumption, or of one of its keys.",
    fixed: true,
    ...examples(
      (line) => ({
        files: {
          "assumptions/scenarios.yaml": `scenarios:
${line}
`,
        },
      }),
      "  late-frost: {title: Late frost, set: {orchard.aples: 32 kg}}",
      "  late-frost: {title: Late frost, set: {orchard.apples: 32 kg}}",
    ),
  },
  "assumptions/unknown-scenario": {
    severity: "error",
    summary: "a scenario is asked for that isn't there",
    why: "The memo of another scenario would be built under its name. Take one of assumptions/scenarios.yaml.",
    fixed: true,
    wrong: command("build --only md --scenario late-fros"),
    right: command("build --only md --scenario late-frost"),
  },
  "assumptions/unknown-source": {
    severity: "error",
    summary: "an assumption cites a source that isn't listed",
    why: "A reader who looks the reference up would find none. Add it to assumptions/sources.yaml, or mend its key.",
    fixed: true,
    wrong: withNewer(`orchard:
  pears: {value: 20 kg, source: cuont, reason: new}`),
    right: withNewer(`orchard:
  pears: {value: 20 kg, source: count, reason: new}`),
  },
  "assumptions/unknown-unit": {
    severity: "error",
    summary: "a unit isn't known",
    why: "A number in a unit that nobody can convert can't be checked or compared. Mend its spelling, or define it under `units`.",
    fixed: true,
    wrong: withNewer(`orchard:
  pears: {value: 20 kgs, reason: new}`),
    right: withNewer(`orchard:
  pears: {value: 20 kg, reason: new}`),
  },
  "assumptions/unknown-version": {
    severity: "error",
    summary: "a version is asked for that isn't there",
    why: "The memo of another version would be built under its name. Take one whose file is in assumptions/.",
    fixed: true,
    wrong: command("build --only md --assumptions 2026-30"),
    right: command("build --only md --assumptions 2026-03"),
  },
  "assumptions/url": {
    severity: "error",
    summary: "the address of a source is none",
    why: "A reader would click on it in vain. Write it in full, with https.",
    fixed: true,
    ...examples(
      (line) => ({
        files: {
          "assumptions/sources.yaml": `sources:
${line}
`,
        },
      }),
      "  count: {title: Count of the orchard, date: 2026-03, url: orchard.example}",
      '  count: {title: Count of the orchard, date: 2026-03, url: "https://orchard.example/count"}',
    ),
  },
  "assumptions/value-and-expression": {
    severity: "error",
    summary: "an assumption has both a value and an expression",
    why: "If they disagree, one of them is wrong, and it would depend on the reader of the file which one counts. Keep one.",
    fixed: true,
    wrong: withNewer(`orchard:
  carts: {expression: orchard.trees / 10, value: 12, unit: "1", reason: new}`),
    right: withNewer(`orchard:
  carts: {expression: orchard.trees / 10, unit: "1", reason: new}`),
  },
  "assumptions/version-name": {
    severity: "error",
    summary: "a version file says another version than its name",
    why: "Commands find a version by its file, reports print what stands in it; if they differ, one is misled. Give both the same name.",
    fixed: true,
    ...examples(
      (line) => ({
        files: {
          "assumptions/2026-06.yaml": `${line}
as_of: 2026-06-15
extends: 2026-03
assumptions: {}
`,
        },
      }),
      "version: 2026-07",
      "version: 2026-06",
    ),
  },
  "assumptions/wrong-length": {
    severity: "error",
    summary: "there are more or fewer numbers than keys",
    why: "Which number belongs to which year can't be told. Give one for each key.",
    fixed: true,
    ...examples(
      (line) =>
        withNewer(`orchard:
  table:
    rows: [2026, 2027]
    columns:
${line}`),
      "      pears: {unit: kg, value: [20, 22, 24], reason: new}",
      "      pears: {unit: kg, value: [20, 22], reason: new}",
    ),
  },
  "assumptions/wrong-shape": {
    severity: "error",
    summary: "a value, range or override has another shape than the assumption",
    why: "One number can't be the low end of a series, nor replace it: for some years it would be wrong. Give a number for each key.",
    fixed: true,
    wrong: withNewer(`orchard:
  pears: {value: {2026: 20, 2027: 22}, low: 15, high: 30, unit: kg, distribution: point, reason: new}`),
    right: withNewer(`orchard:
  pears: {value: {2026: 20, 2027: 22}, low: {2026: 15, 2027: 16}, high: {2026: 30, 2027: 32}, unit: kg, distribution: point, reason: new}`),
  },
  "assumptions/wrong-type": {
    severity: "error",
    summary: "a field holds another kind of thing than it should",
    why: "A list where a number is expected, or a text where a map is, can't be read as what was meant. The message says what is expected there.",
    fixed: true,
    wrong: withNewer(`orchard:
  pears: {value: [20, 22], unit: kg, reason: new}`),
    right: withNewer(`orchard:
  pears: {value: {2026: 20, 2027: 22}, unit: kg, reason: new}`),
  },
  "assumptions/yaml": {
    severity: "error",
    summary: "a file of the assumptions is no YAML",
    why: "Nothing in it can be read with certainty from there on. Mend the line; a text with a colon needs quotes.",
    fixed: true,
    wrong: withNewer(`orchard:
  pears: {value: 20 kg, reason: new, note: counted: twice}`),
    right: withNewer(`orchard:
  pears: {value: 20 kg, note: "counted: twice", reason: new}`),
  },
} satisfies Rules<"assumptions">;
