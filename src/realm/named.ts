import { type Declaration, parseSync, type Statement } from "oxc-parser";

/** Where the values are gathered that a module of the realm's script holds at its top. */
export const GATHER = "__held";

/** Libraries that keep what they are about in objects of a module, which are set anew for each use and led to by nothing. */
const KEEPS_STATE = /[\\/]d3-geo[\\/]/;

/**
 * A module with a line more that tells the values of its own names: functions, classes and constants that no import would lead to, but what is made
 * of them does, as an instance leads to its class.
 */
export function withNamesTold(text: string, file: string): string {
  const { program } = parseSync(file, text, { sourceType: "module", lang: file.endsWith(".ts") ? "ts" : "js" });
  const names = new Set<string>();
  let written = text;
  for (const statement of [...program.body].reverse()) {
    if (statement.type === "ExportDefaultDeclaration") {
      const { declaration } = statement;
      const id = "id" in declaration && declaration.id && "name" in declaration.id ? declaration.id.name : undefined;
      if (id !== undefined) names.add(id);
      else if (declaration.type !== "Identifier") {
        // What has no name gets one.
        const value = text.slice(declaration.start, declaration.end);
        const named = `const __default = (${value});\nexport { __default as default };`;
        written = written.slice(0, statement.start) + named + written.slice(statement.end);
        names.add("__default");
      }
    } else if (statement.type === "ExportNamedDeclaration") {
      if (statement.declaration) for (const name of namesOf(statement.declaration)) names.add(name);
    } else for (const name of namesOf(statement)) names.add(name);
  }
  if (names.size === 0) return written;
  const told = `[${[...names].join(", ")}]`;
  return `${written}\n;${GATHER}(() => ${KEEPS_STATE.test(file) ? `${told}.filter((one) => typeof one === "function")` : told});\n`;
}

function namesOf(statement: Statement | Declaration): string[] {
  switch (statement.type) {
    case "FunctionDeclaration":
    case "ClassDeclaration":
      return statement.id && !statement.declare ? [statement.id.name] : [];
    case "VariableDeclaration":
      return statement.declare ? [] : statement.declarations.flatMap(({ id }) => bound(id));
    default:
      return [];
  }
}

function bound(pattern: object): string[] {
  const { type, name } = pattern as { type: string; name?: string };
  if (type === "Identifier" && name !== undefined) return [name];
  return Object.values(pattern).flatMap((part: unknown) => {
    const parts = Array.isArray(part) ? part : [part];
    return parts.flatMap((one) =>
      typeof one === "object" && one !== null && "type" in one
        ? bound((one as { type: string; value?: object; argument?: object }).value ?? one)
        : [],
    );
  });
}
