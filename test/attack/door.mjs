// Loaded before the tool by the attack (`node --import`), and shipped with nothing: raises the wall that is to be tried, and puts escaped code before the
// program that runs blocks. What to do stands in the file that ATTACK names.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const plan = JSON.parse(readFileSync(process.env.ATTACK, "utf8"));
delete process.env.ATTACK;
const load = (path) => import(new URL(path + plan.extension, plan.modules).href);
const { theLadder } = await load("notebook/walls/ladder");
const { bubblewrap } = await load("notebook/walls/linux");
const ladder = theLadder();
if (plan.bubblewrap) ladder.walls.unshift(bubblewrap(plan.bubblewrap));
const wall = ladder.walls.find(({ name }) => name === plan.wall);
if (!wall) throw new Error(`no wall ${plan.wall}`);
ladder.keepTo(wall);
if (plan.targets) {
  const { compiledRealm } = await load("notebook/realm/compiled");
  const realm = compiledRealm();
  const targets = { ...plan.targets, parent: process.pid, open: [...wall.open, ...(wall.open.length > 0 ? ["names"] : [])] };
  const code = readFileSync(new URL("escaped.mjs", import.meta.url), "utf8");
  const { waysOut } = await import(`data:text/javascript,${encodeURIComponent(`${code}\nexport { waysOut };`)}`);
  const ways = await waysOut();
  // The answer goes out by the error that ends the process; a process that reached nothing does its work.
  const child = `${code}
const { reached, tried } = await escaped(${JSON.stringify(targets)});
if (reached.length > 0) {
  process.stderr.write("REACHED " + JSON.stringify(reached) + "\\n");
  process.exit(1);
}
if (tried < 600 && ${JSON.stringify(wall.open.length === 0)}) process.exit(2);
${readFileSync(realm.child, "utf8")}`;
  writeFileSync(join(plan.scratch, "tried"), String(ways.filter(([, reach]) => !targets.open.includes(reach)).length));
  realm.child = join(plan.scratch, "child.mjs");
  writeFileSync(realm.child, child);
}
