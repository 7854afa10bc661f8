import { accessSync, constants, existsSync, realpathSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";

/** Flags under which Chromium asks nothing of the network by itself. */
export const CHROMIUM_FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Pages here are the tests' own and trust each other: processes apart are a third of all that a browser takes.
  "--disable-site-isolation-trials",
  "--in-process-gpu",
  "--renderer-process-limit=1",
] as const;

/** What readers have. */
const WHOLE = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The same engine without windows: it takes a third less for a page, and sets letters a little otherwise. */
const SHELL = ["chromium-headless-shell", "chrome-headless-shell"];

/** The whole Chromium's path: CHROMIUM_PATH, else the first of its names on PATH; undefined where there is none. */
export const findChromium = (env: NodeJS.ProcessEnv = process.env): string | undefined => find(env, WHOLE);

/** As `findChromium`, of Chromium's headless shell where there is one. */
export function findHeadless(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const shell = env.CHROMIUM_PATH ? undefined : find(env, SHELL);
  // It looks for its files beside the name that it is called by, and without them pages come out wrong.
  return shell === undefined ? find(env, WHOLE) : realpathSync(shell);
}

function find(env: NodeJS.ProcessEnv, names: readonly string[]): string | undefined {
  const named = env.CHROMIUM_PATH;
  if (named) return existsSync(named) ? named : undefined;
  for (const folder of (env.PATH ?? "").split(delimiter))
    for (const name of names) {
      const path = join(folder, name);
      if (folder !== "" && runs(path)) return path;
    }
  return undefined;
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * Chromium's path for a browser test, or undefined where the test is to be skipped, which it says on the terminal.
 * @param finding which Chromium: its headless shell unless pictures are compared
 * @throws Error where there is no Chromium and CI is set: there a skipped test is a failed one
 */
export function chromiumOrSkip(what: string, finding = findHeadless): string | undefined {
  const path = finding();
  if (path !== undefined) return path;
  const sentence = `${what}: no Chromium found on PATH or at CHROMIUM_PATH`;
  if (process.env.CI) throw new Error(`${sentence}; with CI set it must be there.`);
  console.warn(`SKIPPED ${sentence}; install chromium to run it.`);
  return undefined;
}

/** Waits until all of a page is laid out, which its script does bit by bit. */
export async function laidOut(page: Page): Promise<void> {
  await page.waitForFunction(
    () => !document.querySelector("main > section:not([data-laid]), .register:not([data-laid])"),
  );
  // What measures it then does so before the next frame.
  await page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))");
}

/** Starts Chromium; the caller closes it. */
export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] });
}

let shared: Promise<Browser> | undefined;

/**
 * Chromium for tests, started once for all files of a worker: starting and ending it takes a second of the processor. To close it closes its pages; the
 * process ends with the worker.
 */
export function openChromium(executablePath: string): Promise<Browser> {
  // One that did not start, or ended, is no other file's.
  const forget = (): void => {
    shared = undefined;
  };
  shared ??= launchChromium(executablePath).then(
    (browser) =>
      Object.assign(browser.on("disconnected", forget), {
        close: async () => {
          await Promise.all(browser.contexts().map((context) => context.close()));
        },
      }),
    (error) => {
      forget();
      throw error;
    },
  );
  return shared;
}

/** What newer Chromiums say of themselves where their tools are asked for styles: they read a file's address anew, which files may not. */
export const TOOLS_READ_AGAIN = /^Unsafe attempt to load URL (file:\S+) from frame with URL \1\. /;

/**
 * Pages of a browser one after the other, each as a new reader has it. A context of its own is a process of its own, with all scripts compiled
 * anew, and takes as long as the page: pages that ask for nothing else than the usual share one, which forgets what they kept.
 */
export class Tabs {
  private shared: Promise<BrowserContext> | undefined;

  constructor(
    private readonly browser: Browser,
    private readonly usual: BrowserContextOptions,
  ) {}

  /** An empty page; in a context of its own where there are options. */
  async open(options: BrowserContextOptions = {}): Promise<Page> {
    if (Object.keys(options).length > 0)
      return (await this.browser.newContext({ ...this.usual, ...options })).newPage();
    this.shared ??= this.browser.newContext(this.usual).then(async (context) => {
      // Its process ends with its last page.
      await context.newPage();
      return context;
    });
    return (await this.shared).newPage();
  }

  async close(page: Page): Promise<void> {
    if (page.isClosed()) return;
    const context = page.context();
    if (context !== (await this.shared)) return context.close();
    await page.evaluate("localStorage.clear()");
    await page.close();
  }
}
