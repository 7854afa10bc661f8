// What blocks see: the assumptions, the standard library and the names of all blocks. Written by `memo declare`.
/// <reference path="./blocks/library.d.ts" />
declare const given: import("./blocks/given.js").Given;
declare const stock: typeof import("./blocks/block-stock.js").stock;
declare const total: typeof import("./blocks/block-stock.js").total;
declare const ratio: typeof import("./blocks/block-stock.js").ratio;
declare const start: typeof import("./blocks/block-stock.js").start;
declare const speed: typeof import("./blocks/block-speed.js").speed;
declare const share_of: typeof import("./blocks/block-eq-share.js").share_of;
declare const swept: typeof import("./blocks/block-sweep.js").swept;
declare const aside: typeof import("./blocks/block-aside.js").aside;
declare const speeds: typeof import("./blocks/block-speeds.js").speeds;
