import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadRegister } from "../../../src/assumptions/index.js";
import { type DataOptions, data } from "../../../src/cli/data/data.js";
import { MemoError } from "../../../src/diagnostic.js";
import { fetchBytes } from "../../../src/memo/data/fetch.js";
import { readProject } from "../../../src/memo/project.js";
import { Recorder, removeFolders, starter, temporaryFolder, write } from "../../cli/memo.js";

const CSV = "month,kwh\n2026-01,12\n";

let servers: Server[] = [];
let [here, there] = ["", ""];
let [content, asked]: [string, { path: string; authorization: string | undefined; host: string }[]] = [CSV, []];

function answer(request: IncomingMessage, response: ServerResponse): unknown {
  const path = request.url ?? "";
  asked.push({ path, authorization: request.headers.authorization, host: request.headers.host ?? "" });
  const lead = (to: string): unknown => response.writeHead(302, { location: to }).end();
  switch (path) {
    case "/sales.csv":
      return response.end(content);
    case "/moved.csv":
      return lead("/sales.csv");
    case "/away.csv":
      return lead(`${there}/sales.csv`);
    case "/round.csv":
      return lead("/round.csv");
    case "/file.csv":
      return lead("file:///etc/passwd");
    case "/secret.csv":
      return request.headers.authorization === "Bearer s3cret"
        ? response.end(CSV)
        : response.writeHead(401).end("s3cret");
    case "/page.csv":
      return response.end("\n<!DOCTYPE html><html><title>Who are you?</title></html>");
    case "/empty.csv":
      return response.end("");
    case "/cut.csv":
      response.writeHead(200, { "content-length": "100" }).write("month");
      return setTimeout(() => response.destroy(), 50);
    case "/other%20one.csv":
      return response.end(CSV);
    case "/Verk%C3%A4ufe.csv":
      return response.end(CSV);
    case "/slow.csv":
      return response.write("month");
    case "/large.csv":
      return response.writeHead(200, { "content-length": "5000" }).end("x".repeat(5000));
    case "/endless.csv":
      return response.end("x".repeat(5000));
    case "/bomb.csv":
      return response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("x".repeat(5_000_000)));
    default:
      return response.writeHead(404).end("nothing");
  }
}

const listening = async (): Promise<string> => {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

beforeAll(async () => {
  [here, there] = [await listening(), await listening()];
});
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  servers = [];
  removeFolders();
});

const memoHere = (): string => write(temporaryFolder(), starter());
const run = async (
  folder: string,
  action: "add" | "update" | "check" | "accept",
  names: string[],
  options: Partial<DataOptions> = {},
  today = "2026-03-15",
): Promise<{ code: number; out: string; err: string }> => {
  const terminal = new Recorder();
  const environment = { TOKEN: "s3cret" };
  const code = await data(action, names, { folder, timeout: 5, ...options }, terminal, { environment, today });
  return {
    code,
    out: terminal.stdout.replaceAll(here, "http://here"),
    err: terminal.stderr.replaceAll(here, "http://here"),
  };
};
const lockIn = (folder: string): string =>
  readFileSync(join(folder, "data/lock.yaml"), "utf8").replaceAll(here, "http://here");

describe("a pinned file", () => {
  it("is fetched, noted, found newer, fetched again, edited, and taken over", async () => {
    content = CSV;
    const folder = memoHere();
    expect((await run(folder, "check", [])).out).toContain("nothing was fetched yet");
    const added = await run(folder, "add", [`${here}/sales.csv`], { licence: "CC BY 4.0", by: "A. Grower" });
    expect([added.code, added.err]).toEqual([0, ""]);
    expect(added.out).toContain("data/sales.csv: added: 21 bytes from http://here/sales.csv");
    expect(readFileSync(join(folder, "data/sales.csv"), "utf8")).toBe(CSV);
    expect(lockIn(folder)).toMatch(
      /^# .*\nfiles:\n {2}sales\.csv:\n {4}address: "http:\/\/here\/sales\.csv"\n {4}fetched: 2026-03-15\n {4}sha256: "[0-9a-f]{64}"\n {4}bytes: 21\n {4}licence: CC BY 4\.0\n {4}by: A\. Grower\n$/,
    );
    expect((await run(folder, "add", [`${here}/sales.csv`])).err).toContain("data/sales.csv is there already");
    expect(await run(folder, "check", [])).toMatchObject({
      code: 0,
      out: "data/sales.csv: as it was fetched on 2026-03-15\n",
    });
    const before = lockIn(folder);
    expect((await run(folder, "update", [], {}, "2026-04-01")).out).toContain("as it was fetched on 2026-03-15");
    expect(lockIn(folder)).toBe(before);

    content = `${CSV}2026-02,13\n`;
    expect(await run(folder, "check", ["sales.csv"])).toMatchObject({
      code: 1,
      out: expect.stringContaining("21 bytes → 32 bytes"),
    });
    expect((await run(folder, "update", ["data/sales.csv"], {}, "2026-04-01")).out).toContain(
      "updated: 21 bytes → 32 bytes",
    );
    expect(lockIn(folder)).toContain("fetched: 2026-04-01");

    writeFileSync(join(folder, "data/sales.csv"), CSV.replace("12", "1200"));
    expect(refusal(folder)).toContain("data/sales.csv is not what was fetched on 2026-04-01: it has 23 bytes");
    expect(await run(folder, "check", [])).toMatchObject({
      code: 1,
      out: expect.stringContaining("changed since it was fetched"),
    });
    expect((await run(folder, "accept", ["sales.csv"], {}, "2026-04-02")).out).toContain("taken over as it is");
    expect(lockIn(folder)).toContain("accepted: true");
    expect(refusal(folder)).toBe("");
    expect((await run(folder, "update", ["sales.csv"])).out).toContain("updated");
    expect(lockIn(folder)).not.toContain("accepted");
  });

  /** What a register says that declares the file, which reads no network. */
  function refusal(folder: string): string {
    asked = [];
    const { data: files } = readProject(folder);
    const text = `version: 2026-03\nas_of: 2026-03-15\nassumptions:\n  sales: {data: sales.csv, columns: {month: {type: month}, kwh: {unit: kWh}}, kind: assumed, note: here, as_of: 2026-03}\n`;
    const { diagnostics } = loadRegister(new Map([["assumptions/2026-03.yaml", text]]), { data: files });
    expect(asked).toEqual([]);
    return diagnostics.map(({ rule, message, place }) => `${rule} ${place?.file}: ${message}`).join("\n");
  }

  it("that was changed by hand is overwritten where it is named, and told where it isn't", async () => {
    content = CSV;
    const folder = memoHere();
    await run(folder, "add", [`${here}/sales.csv`]);
    writeFileSync(join(folder, "data/sales.csv"), "by hand");
    expect(await run(folder, "update", [])).toMatchObject({
      code: 1,
      out: expect.stringContaining("changed since it was fetched on 2026-03-15; `memo data accept sales.csv`"),
    });
    expect(readFileSync(join(folder, "data/sales.csv"), "utf8")).toBe("by hand");
    expect(await run(folder, "update", ["sales.csv"])).toMatchObject({
      code: 0,
      out: "data/sales.csv: updated: 7 bytes, changed by hand, → 21 bytes\n",
    });
    expect(readFileSync(join(folder, "data/sales.csv"), "utf8")).toBe(CSV);
  });

  it("is looked at whatever keeps another from being fetched", async () => {
    content = CSV;
    const folder = memoHere();
    await run(folder, "add", [`${here}/sales.csv`], { as: "a.csv" });
    await run(folder, "add", [`${here}/other%20one.csv`]);
    const lock = lockIn(folder);
    writeFileSync(
      join(folder, "data/lock.yaml"),
      lock.replace("/sales.csv", "/gone.csv").replaceAll("http://here", here),
    );
    writeFileSync(join(folder, "data/other one.csv"), "by hand");
    for (const action of ["check", "update"] as const) {
      const { code, out, err } = await run(folder, action, []);
      expect([code, out]).toEqual([1, expect.stringContaining("`memo data accept 'other one.csv'`")]);
      expect(err).toContain("http://here/gone.csv answers 404");
    }
  });

  it("has a name of letters of any alphabet, each spelled in one way", async () => {
    content = CSV;
    const folder = memoHere();
    expect((await run(folder, "add", [`${here}/Verk%C3%A4ufe.csv`])).code).toBe(0);
    expect((await run(folder, "add", [`${here}/sales.csv`], { as: "ma\u0308rz \u6708.csv" })).code).toBe(0);
    expect(readFileSync(join(folder, "data/Verk\u00e4ufe.csv"), "utf8")).toBe(CSV);
    expect(readFileSync(join(folder, "data/m\u00e4rz \u6708.csv"), "utf8")).toBe(CSV);
    expect((await run(folder, "check", [])).code).toBe(0);
    expect((await run(folder, "add", [`${here}/sales.csv`], { as: "a/b.csv" })).err).toContain("can't name a file");
  });

  it("is no page for a browser, nothing empty, and nothing that broke off", async () => {
    const folder = memoHere();
    const refusals: [string, string][] = [
      ["page.csv", "gives a page for a browser"],
      ["empty.csv", "gives an empty file"],
      ["cut.csv", "broke off before the file was whole"],
      ["50%.csv", "`50%.csv` can't name a file in data/"],
    ];
    for (const [name, why] of refusals) {
      const { code, err } = await run(folder, "add", [`${here}/${name}`]);
      expect([code, err]).toEqual([1, expect.stringContaining(why)]);
    }
    expect(readProject(folder).data).toBeUndefined();
  });

  it("follows redirects, and hands a token to no other server", async () => {
    content = CSV;
    asked = [];
    expect((await fetchBytes(`${here}/moved.csv`, { token: "s3cret" })).toString()).toBe(CSV);
    expect((await fetchBytes(`${here}/away.csv`, { token: "s3cret" })).toString()).toBe(CSV);
    expect(asked.map(({ path, authorization }) => `${path} ${authorization ?? "-"}`)).toEqual([
      "/moved.csv Bearer s3cret",
      "/sales.csv Bearer s3cret",
      "/away.csv Bearer s3cret",
      "/sales.csv -",
    ]);
  });

  it("needs a token from the environment where the server asks for one, and prints it nowhere", async () => {
    const folder = memoHere();
    const without = await run(folder, "add", [`${here}/secret.csv`]);
    expect([without.code, without.err]).toEqual([1, expect.stringContaining("answers 401")]);
    const none = await run(folder, "add", [`${here}/secret.csv`], { tokenEnv: "NONE" });
    expect([none.code, none.err]).toEqual([2, expect.stringContaining("the environment has no `NONE`")]);
    const given = await run(folder, "add", [`${here}/secret.csv`], { tokenEnv: "TOKEN" });
    expect(given.code).toBe(0);
    const all = [without, none, given].map(({ out, err }) => out + err).join("") + lockIn(folder);
    expect(all).not.toContain("s3cret");
  });

  it("sends a token to one server only, however the lock's entries are mixed", async () => {
    const folder = memoHere();
    const entry = (name: string, origin: string): string =>
      `  ${name}:\n    address: "${origin}/sales.csv"\n    fetched: 2026-03-15\n    sha256: "${"0".repeat(64)}"\n    bytes: 21\n`;
    const strange = there.replace("127.0.0.1", "localhost");
    const mixes = [
      [there],
      [here, there],
      [there, here, here],
      [here, strange],
      [here, here.replace("127.0.0.1", "localhost")],
    ];
    for (const mix of mixes) {
      const names = ["a.csv", ...mix.map((_, at) => `m${at}.csv`)];
      write(folder, {
        "data/lock.yaml": `files:\n${[here, ...mix].map((origin, at) => entry(names[at] ?? "", origin)).join("")}`,
        ...Object.fromEntries(names.map((name) => [`data/${name}`, CSV])),
      });
      for (const action of ["update", "check"] as const) {
        asked = [];
        const all = await run(folder, action, [], { tokenEnv: "TOKEN" });
        expect([all.code, asked]).toEqual([2, []]);
        const first = mix.findIndex((origin) => origin !== here);
        const place = `data/lock.yaml:${2 + 5 * (first + 1)}:`;
        expect(all.err).toContain(`error[data/token] ${place}`);
        expect(all.err).toContain(`for \`m${first}.csv\``);
        const two = await run(folder, action, ["a.csv", `m${first}.csv`], { tokenEnv: "TOKEN" });
        expect([two.code, asked]).toEqual([2, []]);
        expect(all.err + two.err).not.toContain("s3cret");
      }
      const named = await run(folder, "update", ["a.csv"], { tokenEnv: "TOKEN" });
      expect(named.code).toBe(0);
      expect(asked.map(({ authorization }) => authorization)).toEqual(["Bearer s3cret"]);
    }
  });

  it.each([
    ["/gone.csv", "data/fetch", /answers 404/],
    ["/round.csv", "data/fetch", /leads on more than 5 times/],
    ["/file.csv", "data/address", /`file:` addresses are not fetched/],
    ["/slow.csv", "data/fetch", /no whole file within 0\.3 s/],
    ["/large.csv", "data/too-large", /gives more than/],
    ["/endless.csv", "data/too-large", /gives more than/],
    ["/bomb.csv", "data/too-large", /gives more than/],
  ])("at %s is refused as %s", async (path, rule, message) => {
    const refused = await fetchBytes(here + path, { timeout: path === "/slow.csv" ? 300 : 20_000, most: 2000 }).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(MemoError);
    const [found] = (refused as MemoError).diagnostics;
    expect([found?.rule, found?.message]).toEqual([rule, expect.stringMatching(message)]);
  });

  it.each([
    "ftp://example.org/a.csv",
    "file:///etc/passwd",
    "data:text/csv,a",
    "javascript:1",
    "example.org/a.csv",
    "https://me:secret@example.org/a.csv",
  ])("from %s is not fetched, and nothing is written", async (address) => {
    const folder = memoHere();
    const { code, err } = await run(folder, "add", [address]);
    expect([code, err]).toEqual([1, expect.stringContaining("error[data/address]")]);
    expect(err).not.toContain("secret@");
    expect(readProject(folder).data).toBeUndefined();
  });
});
