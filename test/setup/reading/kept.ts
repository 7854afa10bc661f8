// What reading came to, for all tests of a worker: hundreds of them change one word of the same memo. `memo dev` hands the same objects on from one
// build to the next in this way, so nobody changes them. Modules beside this one stand for those of `src/` whose functions they keep (see
// vitest.config.ts), for `src/` alone: a test that calls one of them itself gets the function as it is.

/** Characters of texts of which something is kept; a longer one than this part of it is read each time. */
const MOST = 600_000;
const LONGEST = 60_000;

const all: { clear(): void }[] = [];

/** Lets go of everything: for tests of what reading costs, and of whether what is kept is what would be read. */
export function readAnew(): void {
  for (const one of all) one.clear();
}

/** What was made of texts; of so many characters, and then from the beginning. */
export class KeptTexts<T> {
  private readonly made = new Map<string, T>();
  private characters = 0;

  constructor() {
    all.push(this);
  }

  get(text: string): T | undefined {
    return this.made.get(text);
  }

  set(text: string, value: T): void {
    if (text.length > LONGEST) return;
    this.characters += text.length;
    if (this.characters > MOST) {
      this.made.clear();
      this.characters = text.length;
    }
    this.made.set(text, value);
  }

  clear(): void {
    this.made.clear();
    this.characters = 0;
  }
}
