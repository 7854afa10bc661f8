import { expect, it } from "vitest";
import { drawChart, plot } from "../../../src/figures/render.js";
import { FRAME, ROWS, specs } from "../../figures/parity-specs.js";
import { program } from "../run/blocks.js";
import { execute } from "../run/execute.js";

// Where all is frozen that a block could change, the library still works.
it("draws charts of every kind as it does where nothing is frozen", async () => {
  const charts = Object.entries(specs).map(([name, [marks, options = ""]], at) => ({
    name,
    id: `fig-${at}`,
    code: `Plot.plot({ ${FRAME}, ${options}, marks: [${marks}] })`.replace(", ,", ","),
  }));
  const memo = program(
    Object.fromEntries(
      charts.map(({ id, code }) => [
        id,
        [
          `${ROWS}\nconst __result = (${code});`,
          { kind: "chart", library: ["Plot"], options: { alt: "x", data: "rows" } },
        ] as const,
      ]),
    ) as never,
  );
  const { records } = await execute(memo);
  const drawn = records.map(({ figure, diagnostics }) => [
    figure?.kind === "chart" ? figure.svg : "",
    diagnostics.map(({ message }) => message),
  ]);
  const here = charts.map(({ id, code }) => [
    drawChart(new Function("Plot", `${ROWS}\nreturn ${code}`)(plot), { id, alt: "x" }).svg,
    [],
  ]);
  expect(drawn.length).toBe(charts.length);
  for (const [at, { name }] of charts.entries()) expect(drawn[at], name).toEqual(here[at]);
});
