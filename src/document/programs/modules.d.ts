declare module "handlebars/dist/cjs/handlebars/compiler/base.js" {
  export function parse(text: string): hbs.AST.Program;
  /** Its lexer keeps what it has not read, and what it read last, which is what could not stand there. */
  export const parser: { lexer: { _input: string; match: string } };
}

declare module "handlebars/dist/cjs/handlebars/helpers.js" {
  export function registerDefaultHelpers(instance: object): void;
}
