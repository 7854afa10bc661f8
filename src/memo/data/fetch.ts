import { LARGEST_DATA } from "../../assumptions/data/file.js";
import { type Diagnostic, MemoError } from "../../diagnostic.js";

/** What a fetch takes from around it. */
export interface FetchOptions {
  /** Sent as a bearer's to the first address's own server, and to no other. */
  token?: string;
  /** Milliseconds until it is given up. */
  timeout?: number;
  /** Bytes beyond which it is given up. */
  most?: number;
}

const MOST_REDIRECTS = 5;
const TIMEOUT_MS = 60_000;

const refused = (rule: Diagnostic["rule"], message: string, expected: string, hint?: string): MemoError =>
  MemoError.of({ rule, message, expected, hint });

/**
 * An address that may be fetched and written into a lock.
 * @throws MemoError for what is no http or https address, and for one that holds a password.
 */
export function checkAddress(text: string): URL {
  let address: URL;
  try {
    address = new URL(text);
  } catch {
    throw refused("data/address", `\`${text}\` is no address`, "an address with https://");
  }
  if (address.protocol !== "https:" && address.protocol !== "http:")
    throw refused(
      "data/address",
      `\`${address.protocol}\` addresses are not fetched`,
      "an address with https:// or http://",
      "put the file into data/ by hand: without an entry in the lock it is read as it is",
    );
  if (address.username !== "" || address.password !== "")
    throw refused(
      "data/address",
      `the address of ${address.host} holds a name or a password`,
      "an address without them: the lock is committed",
      "name a variable of the environment that holds a token: `--token-env NAME`",
    );
  return address;
}

/**
 * The bytes at an address. Redirects are followed to http and https addresses only, a few of them; a token is not handed on to another server.
 * @throws MemoError with what the server said, without the token.
 */
export async function fetchBytes(
  text: string,
  { token, timeout = TIMEOUT_MS, most = LARGEST_DATA }: FetchOptions,
): Promise<Buffer> {
  const first = checkAddress(text);
  const signal = AbortSignal.timeout(timeout);
  let address = first;
  try {
    for (let hop = 0; ; hop++) {
      const own = address.origin === first.origin;
      const response = await fetch(address, {
        redirect: "manual",
        signal,
        headers: {
          "user-agent": "memo-report",
          ...(token !== undefined && own ? { authorization: `Bearer ${token}` } : {}),
        },
      });
      const location = response.headers.get("location");
      if (response.status >= 300 && response.status < 400 && location !== null) {
        await response.body?.cancel();
        if (hop === MOST_REDIRECTS)
          throw refused(
            "data/fetch",
            `${first.href} leads on more than ${MOST_REDIRECTS} times`,
            "an address that gives the file",
          );
        address = checkAddress(new URL(location, address).href);
        continue;
      }
      if (!response.ok) {
        await response.body?.cancel();
        const said = `${response.status}${response.statusText === "" ? "" : ` ${response.statusText}`}`;
        throw refused(
          "data/fetch",
          `${address.href} answers ${said}`,
          "the file",
          response.status === 401 || response.status === 403
            ? "a token can be named: `--token-env NAME` takes it from the environment"
            : response.status === 404
              ? "look the address up again: the file may have moved"
              : undefined,
        );
      }
      return await bytesOf(response, address, most);
    }
  } catch (error) {
    if (error instanceof MemoError) throw error;
    if (signal.aborted)
      throw refused("data/fetch", `${address.href} gave no whole file within ${timeout / 1000} s`, "an answer in time");
    const { cause } = error as { cause?: { code?: string } };
    if (cause?.code === "UND_ERR_SOCKET")
      throw refused("data/fetch", `${address.href} broke off before the file was whole`, "the whole file", "try again");
    throw refused(
      "data/fetch",
      `${address.href} can't be reached${cause?.code ? ` (${cause.code})` : ""}`,
      "a server that answers",
    );
  }
}

async function bytesOf(response: Response, address: URL, most: number): Promise<Buffer> {
  const tooLarge = (): MemoError =>
    refused(
      "data/too-large",
      `${address.href} gives more than ${Math.round((most / 1024 / 1024) * 10) / 10} MB`,
      `at most ${Math.round((most / 1024 / 1024) * 10) / 10} MB`,
      "bring it to fewer rows before: sums by month for days, or the columns that the memo reads",
    );
  if (Number(response.headers.get("content-length") ?? 0) > most) {
    await response.body?.cancel();
    throw tooLarge();
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  // What arrives packed counts as it comes out.
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > most) throw tooLarge();
    parts.push(part);
  }
  const bytes = Buffer.concat(parts);
  if (size === 0) throw refused("data/fetch", `${address.href} gives an empty file`, "the file");
  // No format that is read begins so: it is the page about the file, or one that asks who is there.
  if (/^\s*<(?:!doctype html|html)\b/i.test(bytes.toString("latin1", 0, 500).replace("\xef\xbb\xbf", "")))
    throw refused(
      "data/fetch",
      `${address.href} gives a page for a browser`,
      "the file",
      "look for the address of the file itself; where the server wants to know who asks, `--token-env NAME` takes a token from the environment",
    );
  return bytes;
}
