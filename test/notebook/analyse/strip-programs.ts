/** Programs of random statements with types everywhere, the same for the same seed; some of them are no valid TypeScript. */
export function randomProgram(seed: number): string {
  return new Writer(seed).statements(6, 3);
}

class Writer {
  private names = 0;

  constructor(private state: number) {}

  statements(most: number, depth: number): string {
    return this.some(
      most,
      () => `${this.statement(depth)}${this.pick(["\n", "\n", ";\n", "; ", " // c\n", "\n\n"])}`,
    ).join("");
  }

  /** From 0 (included) to 1, by the generator mulberry32. */
  private random(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t ^= t + Math.imul(t ^ (t >>> 7), 61 | t);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  private pick<T>(items: readonly [T, ...T[]]): T {
    return items[Math.floor(this.random() * items.length)] ?? items[0];
  }

  private maybe(text: string): string {
    return this.random() < 0.4 ? text : "";
  }

  private some(most: number, make: () => string): string[] {
    return Array.from({ length: Math.ceil(this.random() * most) }, make);
  }

  private name(): string {
    return `${this.pick(["a", "b𝒳", "get", "type", "as", "of"])}${this.names++}`;
  }

  /** White space, with comments and line ends. */
  private gap(): string {
    return this.pick(["", "", " ", " ", "  ", "\n", " /* c */ ", " // c\n"]);
  }

  private type(depth: number): string {
    if (depth <= 0) return this.pick(["number", "string", "T", '"x"', "unknown", "this"]);
    const inner = (): string => this.type(depth - 1);
    return this.pick<() => string>([
      () => `${inner()}[]`,
      () => `{${this.gap()}a: ${inner()};${this.gap()}b?: ${inner()} }`,
      () => `(x: ${inner()}, y?: ${inner()}) => ${inner()}`,
      () => `Map<${inner()}, ${inner()}>`,
      () => `[${inner()}, ...${inner()}[]]`,
      () => `(${inner()} | ${inner()})`,
      () => `${this.gap()}| ${inner()}\n& ${inner()}`,
      () => `typeof x`,
      () => `keyof (${inner()})`,
      () => `\`a\${${inner()}}\``,
      () => `{ [K in T as \`\${K}\`]?: ${inner()} }`,
    ])();
  }

  private annotation(): string {
    return this.random() < 0.6 ? `${this.gap()}:${this.gap()}${this.type(2)}` : "";
  }

  private typeParameters(): string {
    return this.random() < 0.4 ? `<${this.gap()}T${this.maybe(` extends ${this.type(1)}`)},${this.gap()}>` : "";
  }

  private typeArguments(): string {
    return this.random() < 0.4 ? `<${this.type(1)}${this.maybe(`, ${this.type(1)}`)}>` : "";
  }

  private parameters(withThis = false): string {
    const list = this.some(2, () => {
      const name = this.name();
      return this.pick([
        `${name}${this.annotation()}`,
        `${name}${this.gap()}?: ${this.type(1)}`,
        `{ ${name} }: ${this.type(1)}`,
        `${name}${this.annotation()} = ${this.expression(0)}`,
      ]);
    });
    if (withThis && this.random() < 0.3) list.unshift(`this${this.annotation()}`);
    return `(${list.join(`,${this.gap()}`)}${this.maybe(`,${this.gap()}`)})`;
  }

  private arrow(depth: number): string {
    const head = `${this.maybe("async ")}${this.typeParameters()}${this.parameters()}`;
    const returns = this.random() < 0.5 ? `${this.gap()}: ${this.type(2)}` : "";
    return `${head}${returns} => ${this.pick([this.expression(depth - 1), "{}", "({ a: 1 })"])}`;
  }

  private expression(depth: number): string {
    if (depth <= 0) return this.pick(["x", "y", "1", '"s: as!"', "x!", "/a as b/g", "`t`", "this"]);
    const inner = (): string => this.expression(depth - 1);
    return this.pick<() => string>([
      () => `f${this.typeArguments()}(${inner()}, ${inner()})`,
      () => `${this.pick(["x", "y!", "(x)", "f()"])}${this.pick([".z", "!.z", "[0]!", "?.z!.w", "?.[0]", "!"])}`,
      () => `${inner()}${this.gap().replace(/\n/g, " ").replace("//", "")} as ${this.type(2)}`,
      () => `(${inner()} satisfies ${this.type(2)})`,
      () => `${inner()} as const`,
      () => this.arrow(depth),
      () => `(${this.arrow(depth)})`,
      () => `[${inner()}, ${inner()}]`,
      () => `({ a: ${inner()}, m${this.typeParameters()}${this.parameters(true)}${this.annotation()} {} })`,
      () => `new A${this.typeArguments()}(${inner()})`,
      () => `x ${this.pick(["+", "<", "&&", "*", "==="])} ${inner()}`,
      () => `(x ? ${inner()} : ${inner()})`,
      () => `f${this.typeArguments()}\`a\${${inner()}}\``,
      () => `f<${this.type(1)}>`,
      () =>
        `function ${this.name()}${this.typeParameters()}${this.parameters(true)}${this.annotation()} { return ${inner()} }`,
      () => `class ${this.name()}${this.typeParameters()}${this.maybe("implements I ")}{ ${this.members(depth - 1)} }`,
      () => `await ${inner()}`,
      () => `x = ${inner()}`,
    ])();
  }

  private members(depth: number): string {
    const key = (): string =>
      this.pick([this.name(), this.name(), "[x]", '"k"', "in", "get", "static", "private", "readonly", "#p", "5"]);
    const modifiers = (): string =>
      `${this.maybe(`${this.pick(["public", "private", "protected"])}${this.gap()} `)}${this.maybe("static ")}`;
    return this.some(4, () => {
      const member = this.pick<() => string>([
        () => `${modifiers()}${this.maybe("readonly ")}${key()}${this.maybe(this.pick(["?", "!"]))}: ${this.type(1)}`,
        () => `${modifiers()}${key()}${this.annotation()} = ${this.expression(depth)}`,
        () => `${modifiers()}${key()}${this.annotation()}`,
        () => `declare ${key()}: ${this.type(1)}`,
        () => `[k: string]: ${this.type(1)}`,
        () => `${modifiers()}${key()}${this.typeParameters()}${this.parameters(true)}${this.annotation()}`,
        () =>
          `${modifiers()}${this.maybe("async ")}${this.maybe("*")}${key()}${this.parameters(true)}${this.annotation()} {}`,
        () => `override get ${key()}()${this.annotation()} { return 1 }`,
      ])();
      return `${member}${this.pick(["\n", "\n", ";\n", "; "])}`;
    }).join("");
  }

  private statement(depth: number): string {
    const expression = (): string => this.expression(depth);
    if (depth <= 0) return expression();
    const name = this.name();
    return this.pick<() => string>([
      () => `${this.pick(["const", "let"])} ${name}${this.annotation()} = ${expression()}`,
      () => `let ${name}${this.gap()}!: ${this.type(2)}`,
      expression,
      expression,
      () => `(${expression()})`,
      () => `[${expression()}]`,
      () => `\`\${${expression()}}\``,
      () => `${this.pick(["+", "-", "++"])}x`,
      () => `type ${name}${this.typeParameters()} = ${this.type(2)}`,
      () => `type ${name} = ${this.type(1)}`,
      () => `interface ${name}${this.typeParameters()} { ${name}?(): ${this.type(1)} }`,
      () => `function ${name}${this.typeParameters()}${this.parameters(true)}${this.annotation()}`,
      () =>
        `function ${name}${this.parameters(true)}${this.annotation()} { ${this.statements(2, depth - 1)} return ${expression()} }`,
      () =>
        `${this.maybe("abstract ")}class ${name}${this.typeParameters()} extends B${this.typeArguments()}${this.gap()} { ${this.members(depth - 1)} }`,
      () => `if (${expression()}) ${expression()}`,
      () => `for (const ${name} of ${expression()}) { ${this.statements(2, depth - 1)} }`,
      () => `try { ${this.statements(2, depth - 1)} } catch (e${this.annotation()}) {}`,
      () => `switch (x) { case 1: ${this.statements(2, depth - 1)} }`,
    ])();
  }
}
