import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { textToData } from "../../src/notebook/process/text.js";
import { BlockRealm, realmScript } from "../../src/notebook/realm/block-realm.js";
import { compiledRealm } from "../../src/notebook/realm/compiled.js";
import type { ExecutionResult } from "../../src/notebook/run/job.js";
import { sampleRequest } from "../../src/realm/sample.js";

it("is computed and drawn without a remark, so that all of it is compiled ahead", async () => {
  const realm = new BlockRealm(realmScript(readFileSync(compiledRealm().realm, "utf8")));
  const reply = textToData(await realm.perform(sampleRequest(), () => {})) as { result: ExecutionResult };
  const { records } = reply.result;
  expect(records.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
  expect(records.map(({ blockId, claim, figure }) => [blockId, claim?.holds ?? figure?.kind])).toEqual([
    ["parts", undefined],
    ["is-large", true],
    ["tbl-parts", "table"],
    ["fig-amounts", "chart"],
    ["fig-lines", "chart"],
    ["fig-bars", "chart"],
  ]);
});
