/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { textToData } from "../../notebook/process/text.js";
import { listInOrder, pinLocale } from "../../notebook/run/realm.js";
import type { LiveCode, LiveModel } from "../model.js";
import { Follower } from "./follow.js";
import { Panel } from "./panel.js";
import { Session } from "./session.js";
import { UnitSystem } from "./units.js";

declare const memoLive: LiveCode;

let follower: Follower | undefined;

/** Reads the model when it is first needed. */
function open(): Follower {
  if (follower) return follower;
  const model = textToData(document.getElementById("memo-live")?.textContent ?? "") as LiveModel;
  UnitSystem.known = model.units;
  // As blocks have the language in a build.
  listInOrder();
  pinLocale();
  follower = new Follower(model, memoLive);
  return follower;
}

const session = new Session(open);
new Panel(session);
session.readAddress();
