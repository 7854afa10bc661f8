import { EVENTS, PAINTED } from "../../dev/client.js";
import { type Answer, openServer, type PreviewServer } from "../../dev/server.js";
import { DevSession, type Teller } from "../../dev/session.js";
import { Shown } from "../../dev/shown.js";
import { Turns } from "../../dev/turns.js";
import { Typesetter } from "../../dev/typesetter.js";
import { watchFolders } from "../../dev/watch.js";
import { formatDiagnostics, MemoError } from "../../diagnostic.js";
import type { CommandOptions } from "../../memo/compute.js";
import { readProject } from "../../memo/project.js";
import { Progress, printDiagnostics, type Terminal } from "../terminal/terminal.js";

export interface DevOptions extends CommandOptions {
  /** A free one unless given. */
  port?: number;
  /** Sets the PDF after each change, not only when it is asked for. */
  pdf: boolean;
}

/**
 * `memo dev`: shows the memo in a browser and keeps what is shown up to date with its files, until `ended`. Returns the exit code.
 */
export async function dev(options: DevOptions, terminal: Terminal, ended: AbortSignal): Promise<number> {
  let server: PreviewServer | undefined;
  const typesetter = new Typesetter();
  const teller = tellerOn(terminal);
  const shown = new Shown(
    (event) => server?.tell(event),
    (error) => {
      teller.clear();
      teller.say(`the page can't follow its reader: ${error instanceof Error ? error.message : error}\n`);
    },
  );
  try {
    const { root } = readProject(options.folder);
    const session = new DevSession(options, shown, teller, () => server?.listeners() ?? 0);
    const turns = new Turns(async (signal) => {
      await session.update(signal);
      if (options.pdf && !signal.aborted && session.tree) await typesetter.set(session.tree).catch(() => {});
    });
    const pdf = async (): Promise<Answer> => {
      await turns.rest();
      return session.tree ? pdfOf(typesetter.set(session.tree)) : notYet(session.whyNone);
    };
    server = await openServer({
      port: options.port,
      events: EVENTS,
      greet: (showing) => shown.greet(showing),
      paths: new Map<string, (query: URLSearchParams) => Answer | Promise<Answer>>([
        ["/", () => ({ type: "text/html; charset=utf-8", body: shown.page() })],
        [
          PAINTED,
          (query) => {
            shown.hear(query.get("page") ?? "");
            return { type: "text/plain; charset=utf-8", body: "" };
          },
        ],
        ["/memo.pdf", pdf],
        ["/results.json", () => resultsOf(session, turns)],
      ]),
    });
    terminal.out(`http://127.0.0.1:${server.port}/ shows the memo; Ctrl-C ends it\n`);
    const watching = watchFolders(root, ["chapters", "assumptions", "data", "pictures"], () => turns.ask());
    turns.ask();
    try {
      await until(ended);
    } finally {
      watching.close();
      await server.close();
      session.close();
      await turns.close();
    }
    return 0;
  } catch (error) {
    const refused = portError(error, options.port);
    if (!refused) throw error;
    printDiagnostics(terminal, refused.diagnostics, new Map());
    return refused.exitCode;
  } finally {
    await typesetter.close();
  }
}

function tellerOn(terminal: Terminal): Teller {
  const progress = new Progress(terminal);
  return {
    step: (text) => progress.step(text),
    clear: () => progress.clear(),
    say: (text) => terminal.out(text),
    diagnose: (diagnostics, sources) => printDiagnostics(terminal, diagnostics, sources),
  };
}

const until = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });

async function pdfOf(pdf: Promise<Uint8Array>): Promise<Answer> {
  try {
    return { type: "application/pdf", body: await pdf };
  } catch (error) {
    return notYet(error instanceof MemoError ? formatDiagnostics(error.diagnostics) : "the PDF could not be set");
  }
}

async function resultsOf(session: DevSession, turns: Turns): Promise<Answer> {
  await turns.rest();
  if (!session.tree) return notYet(session.whyNone);
  const { writeResults } = await import("../../render/data/index.js");
  return { type: "application/json; charset=utf-8", body: writeResults(session.tree) };
}

const notYet = (why: string): Answer => ({ status: 503, type: "text/plain; charset=utf-8", body: `${why}\n` });

/** What is said where a port can't be had. */
function portError(error: unknown, port: number | undefined): MemoError | undefined {
  if (error instanceof MemoError) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (port === undefined || (code !== "EADDRINUSE" && code !== "EACCES")) return undefined;
  return MemoError.of(
    {
      rule: "dev/port",
      message: code === "EADDRINUSE" ? `port ${port} is in use` : `port ${port} is not for everybody to listen on`,
      expected: "a port that is free",
      hint: "leave out --port, and one is found",
    },
    2,
  );
}
