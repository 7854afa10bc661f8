/**
 * A template's program as data: a text as it is; `["m", helper, params, hash]` for a value; `["b", helper, params, hash, program, inverse, names]` for a
 * section. Of what is handed to a helper a literal is itself, `{ get: n }` the n-th path, `{ call, params, hash }` another helper's result, and
 * `{ path, up, data }` what belongs to the section around.
 */
export type PackedProgram = PackedStatement[];
export type PackedStatement =
  | string
  | ["m", string, PackedValue[], PackedHash?]
  | ["b", string, PackedValue[], PackedHash | 0, PackedProgram, PackedProgram | 0, string[]?];
export type PackedHash = Record<string, PackedValue>;
export type PackedValue =
  | string
  | number
  | boolean
  | null
  | { get: number }
  | { call: string; params: PackedValue[]; hash?: PackedHash }
  | { path: string[]; up: number; data?: true }
  | { none: true };

/** @throws Error for what no template of a memo that was read without an error holds */
export function packProgram({ body }: hbs.AST.Program): PackedProgram {
  const packed: PackedProgram = [];
  for (const node of body) {
    const statement = packStatement(node);
    const last = packed.at(-1);
    if (typeof statement === "string" && typeof last === "string") packed[packed.length - 1] = last + statement;
    else if (statement !== "") packed.push(statement);
  }
  return packed;
}

function packStatement(node: hbs.AST.Statement): PackedStatement {
  switch (node.type) {
    case "ContentStatement":
      return (node as hbs.AST.ContentStatement).value;
    case "MustacheStatement": {
      const { path, params, hash } = node as hbs.AST.MustacheStatement;
      const packed = packHash(hash);
      return packed ? ["m", named(path), params.map(packValue), packed] : ["m", named(path), params.map(packValue)];
    }
    case "BlockStatement": {
      const { path, params, hash, program, inverse } = node as hbs.AST.BlockStatement;
      const names = program?.blockParams ?? [];
      return [
        "b",
        named(path),
        params.map(packValue),
        packHash(hash) ?? 0,
        program ? packProgram(program) : [],
        inverse ? packProgram(inverse) : 0,
        ...(names.length > 0 ? ([names] as [string[]]) : ([] as [])),
      ];
    }
    default:
      throw new Error(`a template holds a ${node.type}`);
  }
}

const packHash = (hash: hbs.AST.Hash | undefined): PackedHash | undefined =>
  hash && hash.pairs.length > 0
    ? Object.fromEntries(hash.pairs.map(({ key, value }) => [key, packValue(value)]))
    : undefined;

function packValue(node: hbs.AST.Expression): PackedValue {
  switch (node.type) {
    case "SubExpression": {
      const { path, params, hash } = node as hbs.AST.SubExpression;
      const name = named(path);
      const [first] = params;
      if (name === "__get" && first?.type === "NumberLiteral") return { get: (first as hbs.AST.NumberLiteral).value };
      const packed = packHash(hash);
      return { call: name, params: params.map(packValue), ...(packed ? { hash: packed } : {}) };
    }
    case "PathExpression": {
      const { parts, depth, data } = node as hbs.AST.PathExpression;
      return { path: parts.map(String), up: depth, ...(data ? { data: true as const } : {}) };
    }
    case "NullLiteral":
      return null;
    case "UndefinedLiteral":
      return { none: true };
    default:
      return (node as hbs.AST.StringLiteral | hbs.AST.NumberLiteral | hbs.AST.BooleanLiteral).value;
  }
}

const named = (path: hbs.AST.Expression): string => String((path as hbs.AST.PathExpression).parts[0]);

/** Of a page, whose templates come packed. */
interface Live extends hbs.AST.Program {
  packed?: PackedProgram;
}

const known = new WeakMap<hbs.AST.Program, PackedProgram>();

/** The same, once a program: a preview runs the same template over and over. */
export function packedOf(program: hbs.AST.Program): PackedProgram {
  const packed = known.get(program) ?? (program as Live).packed ?? packProgram(program);
  known.set(program, packed);
  return packed;
}
