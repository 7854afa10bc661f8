/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { textToData } from "../../notebook/process/text.js";
import { listInOrder, pinLocale } from "../../notebook/run/realm.js";
import type { LiveCode, LiveModel } from "../model.js";
import { readAddress } from "./address.js";
import { Follower } from "./follow.js";
import { UnitSystem } from "./units.js";

declare const memoLive: LiveCode;

let follower: Follower | undefined;
let prepared = false;

/** Reads the model when it is first needed. */
function open(): Follower {
  if (follower) return follower;
  // As blocks have the language in a build.
  if (!prepared) {
    prepared = true;
    listInOrder();
    pinLocale();
  }
  const model = textToData(document.getElementById("memo-live")?.textContent ?? "") as LiveModel;
  UnitSystem.known = model.units;
  follower = new Follower(model, memoLive);
  return follower;
}

function read(): void {
  const asked = readAddress(location.hash);
  if (asked === undefined) return;
  if (typeof asked === "string") {
    console.log(asked);
    return;
  }
  if (asked.sets.length === 0 && asked.scenario === undefined && !follower) return;
  const t0 = performance.now();
  const f = open();
  const t1 = performance.now();
  const { refused, remarks, failed } = f.follow(asked);
  console.log(
    JSON.stringify([
      t1 - t0,
      performance.now() - t1,
      refused,
      remarks,
      [...failed],
      f.diagnostics.map((d) => d.message),
    ]),
  );
}

addEventListener("hashchange", read);
read();
