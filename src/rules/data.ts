import { command, examples, newer } from "./base.js";
import type { Example, Rules } from "./rule.js";

/** A memo whose newer version declares a data file, and the text of that file. */
const picked = (text: string, more = ""): Example => ({
  files: {
    "assumptions/2026-06.yaml": newer(`pickings:
  data: pickings.csv
  columns: {day: {type: date}, apples: {unit: kg}}${more}
  reason: new`),
    "data/pickings.csv": text,
  },
});

/** A memo whose newer version declares a file of one feature, with a ring of these positions. */
const mapped = (ring: string): Example => ({
  files: {
    "assumptions/2026-06.yaml": newer(`plots:
  data: plots.geojson
  columns: {apples: {unit: kg}, shape: {type: geometry}}
  reason: new`),
    "data/plots.geojson": `{"type": "FeatureCollection", "features": [
  {"type": "Feature", "properties": {"apples": 310},
   "geometry": {"type": "Polygon", "coordinates": [[${ring}]]}}
]}
`,
  },
});

const GOOD_SHA256 = "4dfef91b2e5bb152db0430cd9a0c421e5f30aff7d4d690306fdd31c0b7eaea08";
const GOOD = "day,apples\n2026-05-11,310\n2026-05-12,295.5\n";

/** The lock of that file, as it was fetched. */
const lockOf = (text: string): string => `files:
  pickings.csv:
    address: "https://example.org/pickings.csv"
    fetched: 2026-05-20
    sha256: "${GOOD_SHA256}"
    bytes: ${text.length}
`;

export const data = {
  "data/address": {
    severity: "error",
    summary: "an address is none that files are fetched from",
    why: "Files are fetched over https or http, and what is fetched is noted in a lock that is committed: a password in an address would be read by all. Give a token by the name of a variable of the environment.",
    fixed: true,
    wrong: command("data add ftp://example.org/pickings.csv"),
    right: command("data check"),
  },
  "data/cell": {
    severity: "error",
    summary: "a cell of a data file is not of the type that its column is declared to be",
    why: "A number with marks between its digits, a date that may be read two ways, a word among numbers: what blocks would get is not what is meant. Write the cell as the message says, or declare the column as what it is.",
    fixed: true,
    wrong: picked(GOOD.replace("295.5", "1,295.5").replace("2026-05-12,1,295.5", '12.05.2026,"1,295.5"')),
    right: picked(GOOD),
  },
  "data/columnar": {
    severity: "error",
    summary: "a Parquet or Arrow file can't be read as rows",
    why: "A file that is cut off or damaged, that is encrypted, that claims more than it holds, or whose column holds lists, groups, bytes or times of day would give other rows than its author sees. A place's line is the row's number and one more, its column the column's number.",
    fixed: true,
    wrong: {
      files: {
        "assumptions/2026-06.yaml": newer(
          `pickings: {data: pickings.parquet, columns: {day: {type: date}}, reason: new}`,
        ),
        "data/pickings.parquet": "PAR1 and no more",
      },
    },
    right: picked(GOOD),
  },
  "data/database": {
    severity: "error",
    summary: "an SQLite database can't be read as rows",
    why: "A table's rows are read as they are stored, and nothing is run: a view, a virtual table, a computed column, bytes, a password or changes that another program has not yet written into the file would give other rows than its author sees. A place's line is the row's number and one more, its column the column's number.",
    fixed: true,
    wrong: {
      files: {
        "assumptions/2026-06.yaml": newer(
          `pickings: {data: pickings.sqlite, columns: {day: {type: date}}, reason: new}`,
        ),
        "data/pickings.sqlite": "SQLite format 3",
      },
    },
    right: picked(GOOD),
  },
  "data/duplicate-key": {
    severity: "error",
    summary: "rows of a data file have the same key",
    why: "The declaration says that some columns tell the rows apart, and two rows are the same in all of them: one of them is counted twice, or replaces the other. Take one out, or name the column that tells them apart.",
    fixed: true,
    wrong: picked(`${GOOD}2026-05-11,12\n`, "\n  key: day"),
    right: picked(GOOD, "\n  key: day"),
  },
  "data/empty": {
    severity: "error",
    summary: "a data file has no rows",
    why: "A report about nothing is seldom meant: an export that failed leaves such a file. Fetch it again, or take its declaration out.",
    fixed: true,
    wrong: picked("day,apples\n"),
    right: picked(GOOD),
  },
  "data/encoding": {
    severity: "error",
    summary: "a data file is not in UTF-8",
    why: "Letters with accents and signs of money would be printed as other ones. Save it as UTF-8.",
    fixed: true,
    wrong: { ...picked(GOOD), before: ["printf 'day,apples\\n2026-05-11,310 \\344pfel\\n' > data/pickings.csv"] },
    right: picked(GOOD),
  },
  "data/fetch": {
    severity: "error",
    summary: "a file can't be fetched",
    why: "The server isn't there, answers with an error, leads on without end, takes too long, breaks off, or gives nothing, or a page for a browser in the file's place. What is in `data/` stays as it was. Look the address up again.",
    fixed: true,
    wrong: command("data add http://127.0.0.1:1/neighbour/pickings.csv"),
    right: command("data check"),
  },
  "data/format": {
    severity: "error",
    summary: "a data file has a name whose ending says no format that is read",
    why: "Formats are told by the name's ending: .csv, .tsv, .json, .geojson, .topojson, .xlsx, .parquet, .arrow, .feather, .sqlite, .sqlite3 and .db. Save what another program holds in one of these.",
    fixed: true,
    wrong: {
      files: {
        "assumptions/2026-06.yaml": newer(`pickings: {data: pickings.ods, columns: {day: {type: date}}, reason: new}`),
        "data/pickings.ods": "PK",
      },
    },
    right: picked(GOOD),
  },
  "data/geometry": {
    severity: "error",
    summary: "the features of a GeoJSON or TopoJSON file can't be read as rows with shapes",
    why: "A map would be drawn wrong without a word: a ring that isn't closed, positions that are none on the globe, an edge the long way round, a topology's arc that isn't there, a shape declared as something else. Rings may be wound either way: what they enclose is what is drawn.",
    fixed: true,
    wrong: mapped("[0, 0], [2, 0], [2, 2], [0, 1]"),
    right: mapped("[0, 0], [2, 0], [2, 2], [0, 0]"),
  },
  "data/header": {
    severity: "error",
    summary: "the first row of a data file doesn't name each column once",
    why: "A column is found by its name. One without a name, or two of one name, can't be told apart.",
    fixed: true,
    wrong: picked(GOOD.replace("apples", "day")),
    right: picked(GOOD),
  },
  "data/json": {
    severity: "error",
    summary: "a JSON file is no array of flat objects",
    why: "Rows are objects with one value by name, in one array. Anything nested has no place in a table, and of two equal names one would be lost.",
    fixed: true,
    ...examples(
      (text) => ({
        files: {
          "assumptions/2026-06.yaml": newer(
            `pickings: {data: pickings.json, columns: {apples: {unit: kg}}, reason: new}`,
          ),
          "data/pickings.json": text,
        },
      }),
      '[{"apples": 310}, {"apples": [295]}]\n',
      '[{"apples": 310}, {"apples": 295}]\n',
    ),
  },
  "data/lock": {
    severity: "error",
    summary: "a fetched file is not as it was fetched",
    why: "A file that was changed by hand is not what its address gave, and the lock says that it is. Take it over with `memo data accept`, which the lock then says, or fetch it again with `memo data update`.",
    fixed: true,
    wrong: { files: { ...picked(GOOD.replace("310", "311")).files, "data/lock.yaml": lockOf(GOOD) } },
    right: { files: { ...picked(GOOD).files, "data/lock.yaml": lockOf(GOOD) } },
  },
  "data/lock-name": {
    severity: "error",
    summary: "a file is to be fetched, or taken over, under a name that can't be used",
    why: "`memo data add` overwrites nothing, and `update`, `check` and `accept` are for files that the lock names.",
    fixed: true,
    wrong: {
      files: { ...picked(GOOD).files, "data/lock.yaml": lockOf(GOOD) },
      command: ["data", "accept", "picking.csv"],
    },
    right: {
      files: { ...picked(GOOD).files, "data/lock.yaml": lockOf(GOOD) },
      command: ["data", "accept", "pickings.csv"],
    },
  },
  "data/missing-column": {
    severity: "error",
    summary: "a data file lacks a column that is declared",
    why: "Blocks would compute with nothing. Mend the name, say with `header:` how the file calls it, or take the column out of the declaration.",
    fixed: true,
    wrong: picked(GOOD.replace("apples", "Apples (kg)")),
    right: picked(GOOD),
  },
  "data/missing-file": {
    severity: "error",
    summary: "a data file is declared and isn't in data/",
    why: "The report can't be computed without it. Put it into `data/`, mend the name, or fetch it with `memo data update`.",
    fixed: true,
    ...examples(
      (entries) => ({
        files: { "assumptions/2026-06.yaml": newer(entries), "data/pickings.csv": "apples\n310\n" },
      }),
      `pickings: {data: picking.csv, columns: {apples: {unit: kg}}, reason: new}`,
      `pickings: {data: pickings.csv, columns: {apples: {unit: kg}}, reason: new}`,
    ),
  },
  "data/missing-value": {
    severity: "error",
    summary: "a cell of a data file is empty where values are not declared to be missing",
    why: "A sum over it would be too small, or no number. Fill it in, or declare `missing: allowed` for the column; blocks then get null, and the type checker asks what becomes of it.",
    fixed: true,
    wrong: picked(GOOD.replace("295.5", "")),
    right: picked(GOOD),
  },
  "data/quotes": {
    severity: "error",
    summary: "quotes in a CSV file don't go round a whole cell",
    why: "Where a quote isn't closed, all that follows it is one cell. Put quotes around the whole cell, and write each quote in it twice.",
    fixed: true,
    wrong: picked(GOOD.replace("2026-05-12", '"2026-05-12')),
    right: picked(GOOD),
  },
  "data/ragged-row": {
    severity: "error",
    summary: "a row of a data file has more or fewer cells than its header",
    why: "Its values stand under the wrong names. A separator inside a cell needs quotes around the cell; a row that was cut off has to be fetched again.",
    fixed: true,
    wrong: picked(GOOD.replace("310", "1,310")),
    right: picked(GOOD),
  },
  "data/token": {
    severity: "error",
    summary: "a token is to be taken from a variable that the environment doesn't have",
    why: "Without the token the server would answer with an error. Tokens are read from the environment only, so that none stands in a file or on a command line.",
    fixed: true,
    wrong: command("data check --token-env ORCHARD_TOKEN_THAT_IS_NOT_SET"),
    right: command("data check"),
  },
  "data/too-large": {
    severity: "error",
    summary: "a data file has more than is read",
    why: "A file is read whole, at most 64 MB, 1,000,000 rows and 10,000,000 cells. Bring it to what the report needs before: sums by month for single days, or fewer columns.",
    fixed: true,
    wrong: { ...picked(GOOD), before: ["truncate -s 1G data/pickings.csv"] },
    right: picked(GOOD),
  },
  "data/unknown-column": {
    severity: "error",
    summary: "a data file has a column that is neither declared nor ignored",
    why: "A column that came with a new export may be the one that is meant. Declare it, or list it under `ignore`.",
    fixed: true,
    wrong: picked(GOOD.replace("apples", "apples,pears").replace("310", "310,5").replace("295.5", "295.5,6")),
    right: picked(
      GOOD.replace("apples", "apples,pears").replace("310", "310,5").replace("295.5", "295.5,6"),
      "\n  ignore: pears",
    ),
  },
  "data/workbook": {
    severity: "error",
    summary: "a workbook can't be read as rows",
    why: "A cut-off file, a password, joined cells, a cell beside the columns or a formula without a value would give other rows than its author sees. A place's line and column are the row and the column of the sheet.",
    fixed: true,
    wrong: {
      files: {
        "assumptions/2026-06.yaml": newer(`pickings: {data: pickings.xlsx, columns: {day: {type: date}}, reason: new}`),
        "data/pickings.xlsx": "PK",
      },
    },
    right: picked(GOOD),
  },
} satisfies Rules<"data">;
