/** Where things stand in a site, from its root; folders end in a slash. */
export const versionPath = (version: string): string => `v/${version}/`;
export const scenarioPath = (version: string, scenario: string): string => `${versionPath(version)}s/${scenario}/`;
/** What stood at a version's address before its n-th revision. As deep as the address itself, so that its links still lead where they led. */
export const revisionPath = (version: string, revision: number): string => `r/${version}.${revision}/`;
export const previewPath = (pull: number): string => `pr/${pull}/`;

/** One figure or key number as a page of its own, from the folder of the page that it is of. */
export const embedPath = (name: string): string => `embed/${name}.html`;
/** The same for programs that put it into theirs. */
export const embedDataPath = (name: string): string => `embed/${name}.json`;

/** Way from a folder of the site to its root: "../../" from "v/2026-05/", "./" from the root itself. */
export const toRoot = (path: string): string => "../".repeat(path.split("/").length - 1) || "./";

/** Names beside a page that other programs may rely on. */
export const PAGE = "index.html";
export const PDF = "memo.pdf";
export const RESULTS = "results.json";
export const KEY_NUMBERS = "key-numbers.json";
/** The picture that stands for the page where it is linked to. */
export const CARD = "card.png";
/** Addresses of everything on the page. */
export const INDEX = "memo-index.json";
/** The review against the version before. */
export const CHANGES = "changes/";
/** The index of versions. */
export const VERSIONS = "versions/";
export const FEED = "feed.xml";
export const SITEMAP = "sitemap.xml";
