import type { Problems } from "../../yaml/problems.js";

/** What comes of an object and of what else is told. */
interface Known<Args, Made> {
  args: Args;
  made: Made;
}

/**
 * A function of an object that stays as it is, and of other values, that hands back what it made of the very same the last time, where nothing was wrong with
 * it. A process that reads files again and again has the nodes of what didn't change from the time before, and so all that is made of them.
 */
export function unlessKnown<Of extends object, Args extends readonly unknown[], Made>(
  make: (of: Of, problems: Problems, ...args: Args) => Made,
): (of: Of, problems: Problems, ...args: Args) => Made {
  const known = new WeakMap<Of, Known<Args, Made>>();
  return (of, problems, ...args) => {
    const last = known.get(of);
    if (last?.args.every((one, at) => Object.is(one, args[at]))) return last.made;
    const { told } = problems;
    const made = make(of, problems, ...args);
    if (problems.told === told) known.set(of, { args, made });
    return made;
  };
}
