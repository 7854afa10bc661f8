import { type Node, visitorKeys } from "oxc-parser";
import { Scope } from "./scope.js";

/** What the types of a block name. */
export interface TypeUse {
  name: string;
  node: Node;
  scope: Scope;
}

/** The parts of the walk that types need. */
export interface TypeVisitor {
  /** A type, class or interface is named. */
  type(use: TypeUse): void;
  /** `import("x").T`. */
  importType(node: Node): void;
}

/** All nodes directly below one, in source order of its fields. */
export function childrenOf(node: Node): Node[] {
  const found: Node[] = [];
  for (const key of visitorKeys[node.type] ?? []) {
    const value = (node as unknown as Record<string, unknown>)[key];
    if (Array.isArray(value)) for (const item of value) if (isNode(item)) found.push(item);
    if (isNode(value)) found.push(value);
  }
  return found;
}

/** The same in the order of the source. */
export const childrenInOrder = (node: Node): Node[] => childrenOf(node).sort((a, b) => a.start - b.start);

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/**
 * Walks types: annotations, aliases, interfaces, type arguments. Finds names of types, and names of values behind `typeof`; both are
 * uses for a type checker, none of a value.
 */
export function walkType(node: Node, scope: Scope, visitor: TypeVisitor): void {
  const use = (name: Node): void => {
    if (name.type === "Identifier") visitor.type({ name: name.name, node: name, scope });
    else if (name.type === "TSQualifiedName") use(name.left);
    else if (name.type === "MemberExpression") use(name.object);
    else if (name.type === "TSImportType") visitor.importType(name);
  };
  const walk = (child: Node | null | undefined, inner = scope): void => {
    if (child) walkType(child, inner, visitor);
  };
  switch (node.type) {
    case "TSTypeReference":
      use(node.typeName);
      walk(node.typeArguments);
      return;
    case "TSTypeQuery":
      use(node.exprName);
      walk(node.typeArguments);
      return;
    case "TSImportType":
      visitor.importType(node);
      return;
    case "TSClassImplements":
    case "TSInterfaceHeritage":
      use(node.expression);
      walk(node.typeArguments);
      return;
    case "TSTypeAliasDeclaration": {
      const inner = typeParameters(node.typeParameters, scope);
      walk(node.typeParameters, inner);
      walk(node.typeAnnotation, inner);
      return;
    }
    case "TSInterfaceDeclaration": {
      const inner = typeParameters(node.typeParameters, scope);
      walk(node.typeParameters, inner);
      for (const heritage of node.extends) walk(heritage, inner);
      walk(node.body, inner);
      return;
    }
    case "TSFunctionType":
    case "TSConstructorType":
    case "TSCallSignatureDeclaration":
    case "TSConstructSignatureDeclaration":
    case "TSMethodSignature": {
      const inner = typeParameters(node.typeParameters, scope);
      walk(node.typeParameters, inner);
      if (node.type === "TSMethodSignature" && node.computed) use(node.key);
      for (const parameter of node.params) walkPatternTypes(parameter, inner, visitor);
      walk(node.returnType, inner);
      return;
    }
    case "TSPropertySignature":
      if (node.computed) use(node.key);
      walk(node.typeAnnotation);
      return;
    case "TSIndexSignature":
      for (const parameter of node.parameters) walk(parameter.typeAnnotation);
      walk(node.typeAnnotation);
      return;
    case "TSMappedType": {
      const inner = new Scope(scope, false);
      inner.types.set(node.key.name, node.key);
      walk(node.constraint);
      walk(node.nameType, inner);
      walk(node.typeAnnotation, inner);
      return;
    }
    case "TSConditionalType": {
      // Names bound by `infer` are seen in the true branch; seeing them in all of it does no harm.
      const inner = new Scope(scope, false);
      bindInferred(node.extendsType, inner);
      walk(node.checkType);
      walk(node.extendsType, inner);
      walk(node.trueType, inner);
      walk(node.falseType);
      return;
    }
    case "TSTypeParameter":
      walk(node.constraint);
      walk(node.default);
      return;
    case "TSInferType":
      walk(node.typeParameter.constraint);
      return;
    case "TSTypePredicate":
      walk(node.typeAnnotation);
      return;
    case "TSNamedTupleMember":
      walk(node.elementType);
      return;
    case "Identifier":
      return;
    default:
      for (const child of childrenOf(node)) walk(child);
  }
}

/** A scope with the names of type parameters, or the one given when there are none. */
export function typeParameters(declaration: Node | null | undefined, scope: Scope): Scope {
  if (declaration?.type !== "TSTypeParameterDeclaration") return scope;
  const inner = new Scope(scope, false);
  for (const parameter of declaration.params) inner.types.set(parameter.name.name, parameter.name);
  return inner;
}

/** Types within the parameters of a function type; their names are no names of values. */
function walkPatternTypes(node: Node, scope: Scope, visitor: TypeVisitor): void {
  if ("typeAnnotation" in node && node.typeAnnotation) walkType(node.typeAnnotation, scope, visitor);
}

function bindInferred(node: Node, scope: Scope): void {
  if (node.type === "TSInferType") scope.types.set(node.typeParameter.name.name, node.typeParameter.name);
  for (const child of childrenOf(node)) bindInferred(child, scope);
}
