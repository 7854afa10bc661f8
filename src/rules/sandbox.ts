import type { Rules } from "./rule.js";

export const sandbox = {
  "sandbox/open": {
    severity: "error",
    fixed: true,
    summary: "what `--require-sandbox` asks for can't be had on this system",
    why: "Blocks may be strangers' code, as in a pull request. Should it leave the realm that it runs in, only the system keeps it from files, the network, sockets, programs and other processes. On Linux install bubblewrap, or let users make namespaces; `memo doctor` tells which wall stands and what was tried, docs/security.md what each system offers.",
    example: "none",
    because: "it takes a system that lets no wall be raised",
  },
} satisfies Rules<"sandbox">;
