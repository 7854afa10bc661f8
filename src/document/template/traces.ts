// Where in its source stands what a template came to: a second run of the program, each text of which says at which offset it begins.

/** Handlebars' node of plain text, with what it keeps there besides, and the same text with traces. */
export type Content = Omit<hbs.AST.ContentStatement, "original"> & {
  original?: string;
  rightStripped?: boolean;
  traced?: string;
  /** Where it stands in the source. */
  span?: readonly [from: number, to: number];
};

/** Behind a line end, and behind what a mark stands for: the offset in the source of what begins there. */
export const trace = (offset: number): string => `\uE060${offset}\uE061`;

/** Before a text: the offset in the source at which it begins. */
const traceText = (offset: number): string => `\uE062${offset}\uE061`;

/** A program that leaves a trace at each line end of its own, before each text, and behind each mark in one. */
export function tracedProgram(program: hbs.AST.Program): hbs.AST.Program {
  const traced = structuredClone(program);
  const visit = (nodes: readonly hbs.AST.Statement[]): void => {
    for (const node of nodes) {
      const { traced: text, span } = node as Content;
      if (text !== undefined && span) (node as unknown as Content).value = traceText(span[0]) + text;
      const { program, inverse } = node as hbs.AST.BlockStatement;
      for (const branch of [program, inverse]) if (branch) visit(branch.body);
    }
  };
  visit(traced.body);
  return traced;
}

/** For an offset in the text that a program came to, where it stands in the source, by what the traced program came to. */
export function sourceTraced(traced: string): (offset: number) => number {
  const pieces: { from: number; source: number }[] = [];
  let traces = 0;
  for (const { 0: whole, 1: source, index } of traced.matchAll(/[\uE060\uE062](\d+)\uE061/g)) {
    pieces.push({ from: index - traces, source: Number(source) });
    traces += whole.length;
  }
  return (offset) => {
    const piece = pieces.findLast(({ from }) => from <= offset);
    return piece ? piece.source + offset - piece.from : 0;
  };
}
