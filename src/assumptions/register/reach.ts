/** Where read paths lead, in which `*` stands for any keys. Many ids are asked about; none is compared with each path. */
export class Reach {
  private readonly root: Steps = new Map();

  constructor(paths: readonly string[]) {
    for (const path of paths) {
      let at = this.root;
      for (const step of path.split(".")) {
        const below: Steps = at.get(step) ?? new Map();
        at.set(step, below);
        at = below;
      }
      at.set(ENDS, at);
    }
  }

  /** Whether one of them may lead to an assumption, what is below it or a group that it is in. */
  mayLead(id: string): boolean {
    let at = this.root;
    for (const part of id.split(".")) {
      if (at.has("*") || at.has(ENDS)) return true;
      const below = at.get(part);
      if (!below) return false;
      at = below;
    }
    return true;
  }
}

type Steps = Map<string | typeof ENDS, Steps>;

/** Here a path ends. */
const ENDS = Symbol();
