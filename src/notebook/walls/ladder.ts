import { permissionModel, seatbelt } from "./elsewhere.js";
import { bound, bubblewrap, fewerNamespaces, namespaces } from "./linux.js";
import { NODE_LEAVES_OPEN, REACH_WORDS, type Wall } from "./wall.js";

/** The walls that this system has programs for, the best first; whether one can be raised shows when it is tried. */
export function wallsHere(): Wall[] {
  const walls =
    process.platform === "linux"
      ? [bubblewrap(), namespaces(), fewerNamespaces(), bound(NODE_LEAVES_OPEN)]
      : process.platform === "darwin"
        ? [seatbelt()]
        : [];
  return [...walls.filter((wall) => wall !== undefined), permissionModel];
}

/** Walls from the best down to the one that stands: what can't be raised is not tried again by the processes that follow. */
export class Ladder {
  private at = 0;
  private stands = false;
  private kept = false;

  constructor(readonly walls: readonly Wall[]) {}

  /** The best that was not found wanting. */
  get wall(): Wall {
    return this.walls[this.at] ?? permissionModel;
  }

  /** The wall that processes run behind; undefined while none has come up. */
  get standing(): Wall | undefined {
    return this.stands ? this.wall : undefined;
  }

  /** A process has come up behind this wall. */
  raised(wall: Wall): void {
    if (wall === this.wall) this.stands = true;
  }

  /** It can't be raised: the next one that may be tried, if there is one. A wall that has stood is not given up. */
  below(wall: Wall): Wall | undefined {
    // Another process was there before.
    if (wall !== this.wall) return this.wall;
    if (this.stands || this.kept || this.at + 1 >= this.walls.length) return undefined;
    this.at++;
    return this.wall;
  }

  /** From now on this wall, and none below it. */
  keepTo(wall: Wall): void {
    this.at = this.walls.indexOf(wall);
    this.kept = true;
  }
}

let ladder: Ladder | undefined;

/** The walls that blocks of this process's memo run behind. */
export function theLadder(): Ladder {
  ladder ??= new Ladder(wallsHere());
  return ladder;
}

/** What a person should know of the wall that blocks ran behind; nothing where nothing is open, or none ran. */
export function openWord(wall: Wall | undefined = theLadder().standing): string | undefined {
  if (!wall || wall.open.length === 0) return undefined;
  const open = wall.open.map((reach) => REACH_WORDS[reach]).join(", ");
  return `blocks ran where no wall of the system's closes ${open}; \`memo doctor\` tells more`;
}
