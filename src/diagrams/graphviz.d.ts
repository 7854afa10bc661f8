declare module "@viz-js/viz" {
  /** As much of it as drawing uses. */
  export interface Viz {
    graphvizVersion: string;
    renderFormats(
      input: string,
      formats: readonly string[],
      options: { engine: string },
    ): {
      status: "success" | "failure";
      output?: Readonly<Record<string, string>>;
      errors: { level?: string; message: string }[];
    };
  }
  export function instance(): Promise<Viz>;
}
