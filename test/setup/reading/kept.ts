// What reading came to, for all tests of a worker: hundreds of them change one word of the same memo. `memo dev` hands the same objects on from one
// build to the next in this way, so nobody changes them. Modules beside this one stand for those of `src/` whose functions they keep (see
// vitest.config.ts), for `src/` alone: a test that calls one of them itself gets the function as it is. Nobody is handed the same twice, nor a test what
// the hooks of its file were: where it compares what it computes twice, all is read twice.

import { asker, hooks } from "../asker.js";

/** Characters of texts of which something is kept; a longer one than this part of it is read each time. */
const MOST = 600_000;
const LONGEST = 60_000;

const all: { clear(): void }[] = [];

/** Lets go of everything: for tests of what reading costs, and of what is kept from one test to the next. */
export function readAnew(): void {
  for (const one of all) one.clear();
}

/** Freezes what is data of something that is kept: whoever changed it would change what all others get. */
export function frozen<T>(one: T): T {
  if (typeof one !== "object" || one === null || Object.isFrozen(one)) return one;
  Object.freeze(one);
  if (one instanceof Map) for (const [key, value] of one) for (const part of [key, value]) frozen(part);
  else for (const value of one instanceof Set ? one : Object.values(one)) frozen(value);
  return one;
}

/** What was made of texts; of so many characters, and then from the beginning. */
export class KeptTexts<T> {
  private readonly made = new Map<string, { value: T; to: string }>();
  private characters = 0;

  constructor() {
    all.push(this);
  }

  get(text: string): T | undefined {
    const found = this.made.get(text);
    if (!found || found.to === asker() || found.to === hooks()) return undefined;
    found.to = asker();
    return found.value;
  }

  set(text: string, value: T): void {
    if (text.length > LONGEST) return;
    this.characters += text.length;
    if (this.characters > MOST) {
      this.made.clear();
      this.characters = text.length;
    }
    this.made.set(text, { value, to: asker() });
  }

  clear(): void {
    this.made.clear();
    this.characters = 0;
  }
}
