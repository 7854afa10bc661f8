// The thread that lays diagrams out: it is given a source and the name of a layout, and answers with what Graphviz made of them. Bundled with Graphviz when
// the realm of blocks is; whoever started it may end it at any moment.
import { parentPort } from "node:worker_threads";
import { instance } from "@viz-js/viz";

export interface LayoutRequest {
  id: number;
  dot: string;
  engine: string;
}

export type LayoutReply = { id: number } & ({ json: string; told: readonly string[] } | { failed: readonly string[] });

parentPort?.on("message", async ({ id, dot, engine }: LayoutRequest) => {
  let reply: LayoutReply;
  try {
    // Each has an instance of its own: what one leaves behind is nothing to the next.
    const { output, errors } = (await instance()).renderFormats(dot, ["json"], { engine });
    const told = errors.map(({ message }) => message);
    reply = output?.json === undefined ? { id, failed: told } : { id, json: output.json, told };
  } catch (error) {
    reply = { id, failed: [error instanceof Error ? error.message : String(error)] };
  }
  parentPort?.postMessage(reply);
});
