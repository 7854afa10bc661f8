// Starts programs for a test worker: `node starter.mjs <requests> <replies>`, both of them pipes with a name. See few-megabytes.ts.
import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { deserialize, serialize } from "node:v8";

const [, , asked, answered] = process.argv;
const requests = openSync(asked, "r");
const replies = openSync(answered, "w");
const { spawn } = process.binding("spawn_sync");

/** So many bytes of the requests; nothing where the worker has ended. */
function read(length) {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; ) {
    const got = readSync(requests, bytes, at, length - at, null);
    if (got === 0) return undefined;
    at += got;
  }
  return bytes;
}

function write(bytes) {
  for (let at = 0; at < bytes.length; ) at += writeSync(replies, bytes, at);
}

for (;;) {
  const head = read(4);
  const body = head && read(head.readUInt32LE());
  if (!body) break;
  const reply = serialize(spawn(deserialize(body)));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(reply.length);
  write(length);
  write(reply);
}
closeSync(requests);
closeSync(replies);
