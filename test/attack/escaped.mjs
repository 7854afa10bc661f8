// What code does that has left the realm of blocks and runs as the process's own: put before the program that runs blocks by the attack, and by nothing
// that is shipped. Each way says whether it reached what it was after.

const PATIENCE_MS = 700;

/** Whether something comes of a way that calls back. */
const told = (start) =>
  new Promise((resolve) => {
    setTimeout(() => resolve(false), PATIENCE_MS).unref();
    try {
      start(() => resolve(true), () => resolve(false));
    } catch {
      resolve(false);
    }
  });

/** @returns {Promise<[name: string, reach: string, way: (t: object) => unknown][]>} */
async function waysOut() {
  const node = {};
  for (const name of "fs fs/promises net dgram dns dns/promises http https http2 tls child_process cluster worker_threads vm v8 inspector os module url util wasi crypto process path stream zlib readline perf_hooks diagnostics_channel async_hooks trace_events repl tty".split(" "))
    try {
      node[name] = await import(`node:${name}`);
    } catch {
      node[name] = {};
    }
  const { fs, net, dgram, dns, http, https, http2, tls, child_process, cluster, worker_threads, vm, v8, inspector, os, module, url, wasi, crypto } = node;
  const promises = node["fs/promises"];
  const has = (text, { secret }) => String(text).includes(secret);
  const escapes = (t) => [
    t.file,
    url.pathToFileURL(t.file),
    Buffer.from(t.file),
    Uint8Array.from(Buffer.from(t.file)),
    `${process.argv[1]}/../../../../../../../../..${t.file}`,
    `${process.argv[1].replace(/[^/]*$/, "")}../../../../../../../../..${t.file}`,
    `/proc/self/root${t.file}`,
    `/proc/1/root${t.file}`,
    `/proc/${t.victim}/root${t.file}`,
    `/proc/${t.parent}/cwd/../../../../../../..${t.file}`,
    `//${t.file}`,
    `/./${t.file}`,
    t.link,
    t.hardlink,
  ];
  const reads = {
    readFileSync: (path) => fs.readFileSync(path, "utf8"),
    readFile: (path) => promises.readFile(path, "utf8"),
    openSync: (path) => { const d = fs.openSync(path, "r"); const b = Buffer.alloc(200); fs.readSync(d, b); return b; },
    "open for both": (path) => { const d = fs.openSync(path, fs.constants.O_RDWR); const b = Buffer.alloc(200); fs.readSync(d, b); return b; },
    open: async (path) => (await (await promises.open(path)).readFile("utf8")),
    stream: (path) => new Promise((yes, no) => { fs.createReadStream(path, "utf8").on("data", yes).on("error", no); }),
    blob: async (path) => (await fs.openAsBlob(path)).text(),
    "a copy": (path) => { const to = `${os.tmpdir()}/copy-${process.pid}`; fs.copyFileSync(path, to); return fs.readFileSync(to, "utf8"); },
    "a buffer's prototype": (path) => { const b = Buffer.from(String(path)); b.toString = () => process.argv[1]; return fs.readFileSync(b, "utf8"); },
    "the binding": (path) => { const b = process.binding("fs"); return b.readFileUtf8 ? b.readFileUtf8(String(path), 0) : Object.keys(b).length && ""; },
    "a module": (path) => import(String(path)),
    "JSON as a module": (path) => import(String(path), { with: { type: "json" } }),
    require: (path) => module.createRequire(process.argv[1] || "/x")(String(path)),
    "Module._load": (path) => module.default._load(String(path)),
    "an extension": (path) => { const m = { _compile: (text) => { m.text = text; } }; module.default._extensions[".js"](m, String(path)); return m.text; },
    "loadEnvFile": (path) => { process.loadEnvFile(String(path)); return process.env.ATTACK_SECRET; },
    "a certificate": (path) => tls.createSecureContext({ ca: fs.readFileSync(path) }) && "",
    watch: (path) => { fs.watch(path).close(); throw new Error("watches only"); },
  };
  const asleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const connects = (options) => told((yes, no) => { const s = net.connect(options, () => { s.write("EXFIL"); setTimeout(() => { s.destroy(); yes(); }, 50); }); s.on("error", no); });
  const responds = (request) => told((yes, no) => { request().on("response", yes).on("error", no).end(); });
  const ran = (what) => what.status === 0 || what.pid > 0;
  const all = [];
  const way = (reach, name, run) => all.push([name, reach, run]);

  // Files, each way to read with each way to name.
  for (const [name, read] of Object.entries(reads))
    for (let n = 0; n < 14; n++) way("files", `${name}, name ${n}`, async (t) => has(await read(escapes(t)[n]), t));
  const looks = { readdirSync: (p) => fs.readdirSync(p), readdir: (p) => promises.readdir(p), opendirSync: (p) => fs.opendirSync(p).readSync(), "all below": (p) => fs.readdirSync(p, { recursive: true }), globSync: (p) => fs.globSync(`${p}/*`) };
  for (const [name, look] of Object.entries(looks))
    for (const place of ["folder", "home", "memo"]) way("files", `${name} of the ${place}`, async (t) => JSON.stringify(await look(t[place])).includes(t.listed[place]));
  for (const name of ["statSync", "lstatSync", "realpathSync", "accessSync", "readlinkSync", "statfsSync", "existsSync"])
    way(name === "realpathSync" ? "names" : "files", name, (t) => { const r = fs[name](name === "readlinkSync" ? t.link : t.file); if (r === false) return false; return true; });
  way("files", "chdir and a short name", (t) => { process.chdir(t.folder); return has(fs.readFileSync("secret.txt", "utf8"), t); });
  way("files", "an internal realpath", (t) => fs.realpathSync.native(t.file) === t.file);
  for (let n = 4; n < 256; n += 1) way("descriptors", `descriptor ${n}`, (t) => { const b = Buffer.alloc(4096); const got = fs.readSync(n, b, 0, 4096, 0); return has(b.toString("utf8", 0, got), t); });
  for (let n = 4; n < 100; n += 8) way("files", `/proc/self/fd/${n}`, (t) => !t.control && has(fs.readFileSync(`/proc/self/fd/${n}`, "utf8"), t));
  way("files", "a system's interface", async (t) => { const w = new wasi.WASI({ version: "preview1", preopens: { "/x": t.folder } }); return fs.readdirSync(t.folder).length > 0 && Boolean(w); });
  way("files", "the interface's own open", async (t) => {
    // (module (import path_open …)): opens secret.txt below the first preopened folder and exports the error number.
    const w = new wasi.WASI({ version: "preview1", returnOnExit: true, preopens: { "/x": t.folder } });
    const i = w.wasiImport;
    const memory = new WebAssembly.Memory({ initial: 1 });
    const bytes = new Uint8Array([0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,5,3,1,0,1,7,19,2,6,109,101,109,111,114,121,2,0,6,95,115,116,97,114,116,0,0,10,4,1,2,0,11]);
    const { instance } = await WebAssembly.instantiate(bytes, {});
    w.start(instance);
    const m = instance.exports.memory.buffer;
    Buffer.from("secret.txt").copy(Buffer.from(m), 1000);
    const error = i.path_open(3, 0, 1000, 10, 0, 2n, 2n, 0, 2000);
    if (error !== 0) return false;
    const fd = new DataView(m).getUint32(2000, true);
    new DataView(m).setUint32(3000, 4000, true);
    new DataView(m).setUint32(3004, 200, true);
    i.fd_read(fd, 3000, 1, 2004);
    return has(Buffer.from(m, 4000, 200).toString("latin1"), t) || Boolean(memory.grow(0)) || true;
  });
  way("files", "the same, to write", async (t) => {
    const w = new wasi.WASI({ version: "preview1", returnOnExit: true, preopens: { "/x": t.folder } });
    const { instance } = await WebAssembly.instantiate(new Uint8Array([0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,5,3,1,0,1,7,19,2,6,109,101,109,111,114,121,2,0,6,95,115,116,97,114,116,0,0,10,4,1,2,0,11]), {});
    w.start(instance);
    Buffer.from("fresh.txt").copy(Buffer.from(instance.exports.memory.buffer), 1000);
    return w.wasiImport.path_open(3, 0, 1000, 9, 1, 66n, 66n, 0, 2000) === 0;
  });
  way("files", "a worker that may read", (t) => told((yes, no) => { const w = new worker_threads.Worker(`require("fs").readFileSync(${JSON.stringify(t.file)}); require("worker_threads").parentPort.postMessage(1)`, { eval: true, execArgv: [] }); w.on("message", yes).on("error", no).on("exit", no); }));
  way("files", "an inspector's session", (t) => told((yes, no) => { const s = new inspector.Session(); s.connect(); s.post("Runtime.evaluate", { expression: `process.binding("fs") && process.getBuiltinModule("fs").readFileSync(${JSON.stringify(t.file)}, "utf8")`, includeCommandLineAPI: true }, (e, r) => (has(JSON.stringify(r ?? ""), t) ? yes() : no())); }));
  way("files", "a report", (t) => { const file = process.report.writeReport(t.fresh); return fs.existsSync(file); });
  way("files", "a report's words", (t) => JSON.stringify(process.report.getReport()).includes(t.secret));
  way("files", "the environment", (t) => JSON.stringify(process.env).includes(t.secret));
  for (const one of ["self", "parent", "victim", "1", "2"])
    for (const file of ["environ", "cmdline", "maps", "mem", "cwd/secret.txt"])
      way("files", `/proc/${one}/${file}`, (t) => has(fs.readFileSync(`/proc/${one in t ? t[one] : one}/${file}`, "latin1"), t));
  const writes = {
    writeFileSync: (p) => fs.writeFileSync(p, "x"), writeFile: (p) => promises.writeFile(p, "x"), appendFileSync: (p) => fs.appendFileSync(p, "x"), "open to append": (p) => fs.openSync(p, "a"), "open to make": (p) => fs.openSync(p, "wx"), mkdirSync: (p) => fs.mkdirSync(p), "mkdir all": (p) => fs.mkdirSync(`${p}/a/b`, { recursive: true }),
    mkdtempSync: (p) => fs.mkdtempSync(p), symlinkSync: (p, t) => fs.symlinkSync(t.file, p), linkSync: (p, t) => fs.linkSync(t.file, p), "link own": (p) => fs.linkSync(process.argv[1], p), renameSync: (p, t) => fs.renameSync(t.file, p), "rename own": (p) => fs.renameSync(process.argv[1], p), copyFileSync: (p) => fs.copyFileSync(process.argv[1], p), cpSync: (p) => fs.cpSync(process.argv[1], p),
    stream: (p) => told((yes, no) => { fs.createWriteStream(p).on("open", yes).on("error", no); }), "a heap's picture": (p, t) => !t.control && v8.writeHeapSnapshot(p), "a file's times": (p, t) => fs.utimesSync(t.file, 1, 1), truncateSync: (p, t) => fs.truncateSync(t.file, 0), chmodSync: (p, t) => fs.chmodSync(t.file, 0o777), chownSync: (p, t) => fs.chownSync(t.file, 1, 1), rmSync: (p, t) => fs.rmSync(t.file), unlinkSync: (p, t) => fs.unlinkSync(t.file), rmdirSync: (p, t) => fs.rmSync(t.folder, { recursive: true }),
    "own program": () => fs.writeFileSync(process.argv[1], "x"), "own program's end": () => fs.appendFileSync(process.argv[1], "x"), "own program's removal": () => fs.rmSync(process.argv[1]), "the realm's script": () => fs.writeFileSync(process.argv[2], "x"), "beside the program": () => fs.writeFileSync(`${process.argv[1]}.x`, "x"), "the memo's cache": (p, t) => fs.writeFileSync(`${t.memo}/.memo-cache/x`, "x"), "the memo": (p, t) => fs.writeFileSync(`${t.memo}/chapters/99-x.md`, "x"),
  };
  // What a process changes in a root of its own that nobody else sees is no reach; the planted things are looked at from outside.
  for (const [name, write] of Object.entries(writes)) way("outside", `${name}, to write`, async (t) => { await write(`${t.fresh}-${name.replace(/\W/g, "")}`, t); return false; });

  // The network.
  for (const host of ["127.0.0.1", "localhost", "0.0.0.0", "::1", "::ffff:127.0.0.1", "127.1.2.3"]) way("network", `TCP to ${host}`, (t) => connects({ host, port: t.tcp }));
  way("network", "TCP with a lookup of one's own", (t) => connects({ host: "x", port: t.tcp, lookup: (h, o, done) => (o.all ? done(null, [{ address: "127.0.0.1", family: 4 }]) : done(null, "127.0.0.1", 4)) }));
  way("network", "TCP by an address's handle", async (t) => { const { TCP, TCPConnectWrap } = process.binding("tcp_wrap"); const c = new TCP(0); const r = new TCPConnectWrap(); r.oncomplete = () => {}; c.connect(r, "127.0.0.1", t.tcp); await asleep(200); return false; });
  way("network", "http", (t) => responds(() => http.request({ port: t.tcp, host: "127.0.0.1" })));
  way("network", "https", (t) => responds(() => https.request({ port: t.tcp, host: "127.0.0.1" })));
  way("network", "http2", (t) => told((yes, no) => { http2.connect(`http://127.0.0.1:${t.tcp}`).on("connect", yes).on("error", no); }));
  way("network", "tls", (t) => told((yes, no) => { tls.connect({ port: t.tcp, host: "127.0.0.1" }).on("secureConnect", yes).on("error", no); }));
  way("network", "fetch", async (t) => { await Promise.race([fetch(`http://127.0.0.1:${t.tcp}/x`), asleep(PATIENCE_MS).then(() => Promise.reject())]); return true; });
  way("network", "WebSocket", (t) => told((yes, no) => { const s = new WebSocket(`ws://127.0.0.1:${t.tcp}`); s.onopen = yes; s.onerror = no; }));
  for (const [type, host] of [["udp4", "127.0.0.1"], ["udp6", "::1"], ["udp4", "255.255.255.255"]])
    way("network", `${type} to ${host}`, async (t) => { const s = dgram.createSocket(type); s.on("error", () => {}); await told((yes, no) => s.send("EXFIL", t.udp, host, (e) => (e ? no() : yes()))); s.close(); return false; });
  way("network", "DNS by a server of one's own", async (t) => { const r = new dns.Resolver({ timeout: 200, tries: 1 }); r.setServers([`127.0.0.1:${t.udp}`]); await told((yes, no) => r.resolve4(`${t.secret.slice(0, 8)}.example`, (e) => (e ? no() : yes()))); return false; });
  way("network", "a listening port", (t) => told((yes) => { net.createServer().listen(t.free, "127.0.0.1", () => setTimeout(yes, 10)).on("error", () => {}); }).then(() => false));
  way("network", "an inspector's port", (t) => { inspector.open(t.free, "127.0.0.1"); return false; });

  // Sockets that have a path, and those that have a name alone.
  way("sockets", "by path", (t) => connects({ path: t.socket }));
  // What was made in a root of its own nobody sees; outside it is looked for.
  way("sockets", "one of its own outside", (t) => told((yes, no) => { net.createServer().listen(`${t.fresh}.sock`, yes).on("error", no); }).then(() => false));
  way("sockets", "by a short name", (t) => { process.chdir(t.folder); return connects({ path: "listening.sock" }); });
  way("sockets", "by a path through a process", (t) => connects({ path: `/proc/${t.victim}/root${t.socket}` }));
  way("sockets", "by a link", (t) => connects({ path: `${t.link}.sock` }));
  way("sockets", "by a name without a path", (t) => connects({ path: `\0${t.abstract}` }));
  way("sockets", "http over one", (t) => responds(() => http.request({ socketPath: t.socket })));
  way("sockets", "a pipe's handle", async (t) => { const { Pipe, PipeConnectWrap } = process.binding("pipe_wrap"); const r = new PipeConnectWrap(); r.oncomplete = () => {}; new Pipe(0).connect(r, t.socket); await asleep(200); return false; });
  way("sockets", "a container engine's", (t) => connects({ path: "/var/run/docker.sock" }));
  way("sockets", "an agent's", (t) => (process.env.SSH_AUTH_SOCK ? connects({ path: process.env.SSH_AUTH_SOCK }) : false));
  for (let n = 4; n < 256; n++) way("descriptors", `descriptor ${n} as a socket`, () => fs.fstatSync(n).isSocket());

  // Programs.
  const programs = ["/bin/sh", "/usr/bin/env", "/bin/ls", process.execPath, "/node", "sh", "node", "/usr/bin/unshare", "/usr/bin/mount"];
  for (const program of programs) {
    way("programs", `spawnSync ${program}`, () => ran(child_process.spawnSync(program, ["--version"], { timeout: 2000 })));
    way("programs", `spawn ${program}`, () => told((yes, no) => { child_process.spawn(program, ["--version"]).on("spawn", yes).on("error", no); }));
    way("programs", `execFileSync ${program}`, () => Boolean(child_process.execFileSync(program, ["--version"], { timeout: 2000, stdio: "pipe" })));
    way("programs", `the handle of ${program}`, (t) => { if (t.control) return false; const { Process } = process.binding("process_wrap"); const p = new Process(); p.onexit = () => {}; return p.spawn({ file: program, args: [program, "--version"], stdio: [] }) === 0; });
    way("programs", `the binding for ${program}`, (t) => !t.control && process.binding("spawn_sync").spawn({ file: program, args: [program, "--version"], stdio: [], timeout: 2000, killSignal: 9 }).pid > 0);
    way("programs", `execve ${program}`, () => { if (!process.execve || program === "sh" || program === "node") return false; process.execve(program, [program, "-c", "true"], {}); });
  }
  way("programs", "exec", () => told((yes, no) => { child_process.exec("true", (e) => (e ? no() : yes())); }));
  way("programs", "fork", (t) => t.control ? false : told((yes, no) => { child_process.fork(process.argv[1], { execArgv: [] }).on("spawn", yes).on("error", no); }));
  way("programs", "cluster", () => told((yes, no) => { cluster.default.setupPrimary({ exec: "/bin/true", execArgv: [] }); cluster.default.fork().on("online", yes).on("error", no); }));
  way("programs", "a library", () => { process.dlopen({ exports: {} }, "/lib/x86_64-linux-gnu/libm.so.6"); return true; });
  way("programs", "an addon", (t) => { process.dlopen({ exports: {} }, t.addon); return true; });
  way("programs", "an engine for keys", () => { crypto.setEngine("/tmp/x.so"); return true; });
  way("programs", "a shell's word", () => child_process.spawnSync("true", { shell: true }).status === 0);

  // Other processes.
  for (const one of ["parent", "victim"]) {
    for (const signal of [0, "SIGCONT", "SIGWINCH"]) way("signals", `${signal} to the ${one}`, (t) => process.kill(t[one], signal));
    way("signals", `the priority of the ${one}`, (t) => { os.setPriority(t[one], 5); return true; });
    way("signals", `the debugger of the ${one}`, (t) => { process._debugProcess(t[one]); return true; });
    way("signals", `_kill of the ${one}`, (t) => process._kill(t[one], 0) === 0);
    way("signals", `the place of the ${one}`, (t) => fs.statSync(`/proc/${t[one]}`).isDirectory() && t.open.includes("files"));
  }
  way("signals", "the death of the victim", (t) => process.kill(t.victim, "SIGKILL"));
  way("signals", "the death of the parent", (t) => { if (!t.open.includes("signals")) process.kill(process.ppid || t.parent, "SIGKILL"); return false; });
  way("signals", "the death of the memo", (t) => { if (!t.open.includes("signals")) process.kill(t.parent, "SIGKILL"); return false; });
  way("signals", "the process group", (t) => { if (t.groups) process.kill(0, "SIGWINCH"); return false; });
  way("signals", "what it is called by", (t) => process.ppid === t.parent && process.kill(process.ppid, 0));
  return all;
}

/** Tries all ways; says on standard error which of those reached what the wall says is closed, and ends the process where one did. */
async function escaped(targets) {
  process.on("uncaughtException", () => {});
  process.on("unhandledRejection", () => {});
  const reached = [];
  const ways = await waysOut();
  const one = async ([name, reach, way]) => {
    if (targets.open.includes(reach)) return;
    try {
      // One that never answers has reached nothing.
      const got = await Promise.race([way(targets), new Promise((resolve) => setTimeout(() => resolve(false), 5000))]);
      if (!got) return;
      reached.push(`${reach}: ${name}`);
      // Told at once: what a process without a wall does to itself may end it.
      if (targets.control) (await import("node:fs")).writeSync(1, `${reach}: ${name}\n`);
    } catch {
      // Refused.
    }
  };
  // What waits, waits together.
  const order = ["descriptors", "network", "sockets", "programs", "files", "names", "outside", "signals"];
  for (const reach of order) await Promise.all(ways.filter(([, of]) => of === reach).map(one));
  process.removeAllListeners("uncaughtException");
  process.removeAllListeners("unhandledRejection");
  try {
    (await import("node:inspector")).close();
  } catch {}
  return { reached, tried: ways.filter(([, reach]) => !targets.open.includes(reach)).length };
}
