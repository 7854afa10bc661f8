declare module "handlebars/dist/cjs/handlebars/helpers.js" {
  export function registerDefaultHelpers(instance: object): void;
}
