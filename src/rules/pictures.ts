import { chapter } from "./base.js";
import type { Rules } from "./rule.js";

const PRESS = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><rect width="40" height="30" fill="#777"/></svg>`;

/** A memo that shows a picture: the name it is called by, and the files there are. */
const shown = (path: string, files: Readonly<Record<string, string>>): { files: Record<string, string> } => ({
  files: {
    "chapters/03-juice.md": chapter(
      `![A press of oak with its screw turned up](${path} "The press."){#fig-press}`,
      "@fig-press shows the press.",
    ),
    ...files,
  },
});

const right = shown("pictures/press.svg", { "pictures/press.svg": PRESS });

export const pictures = {
  "pictures/animated": {
    severity: "error",
    summary: "a picture moves",
    why: "Paper shows one of its frames, and nobody says which; on the page it moves beside a text that is to be read. Save the frame that is meant as a still picture.",
    fixed: true,
    wrong: shown("pictures/press.svg", {
      "pictures/press.svg": PRESS.replace("/></svg>", `><animate attributeName="width"/></rect></svg>`),
    }),
    right,
  },
  "pictures/format": {
    severity: "error",
    summary: "a picture is not what its name says, is damaged, or is of a kind that not every reader shows",
    why: "A browser would guess, the PDF could not be set, and GitHub would show nothing. PNG, JPEG, WebP and SVG are shown everywhere; save the picture as one of them, whole, and let its name say which it is.",
    fixed: true,
    wrong: shown("pictures/press.png", { "pictures/press.png": PRESS }),
    right,
  },
  "pictures/missing": {
    severity: "error",
    summary: "there is no file of a picture's name",
    why: "A reader would see an empty frame. Pictures stand in the memo's folder `pictures/`, and are called by the path from there, letter for letter: a server's files know small letters from capitals though a laptop's may not.",
    fixed: true,
    wrong: shown("pictures/presss.svg", { "pictures/press.svg": PRESS }),
    right,
  },
  "pictures/outside": {
    severity: "error",
    summary: "a picture is not one of the memo's own files",
    why: "A picture at an address changes or goes without a word, tells its server who reads, and isn't in the PDF; one elsewhere on a machine, or behind a link, isn't there for others. Page and PDF hold what they show: put the file into `pictures/`.",
    fixed: true,
    wrong: shown("https://example.org/press.svg", { "pictures/press.svg": PRESS }),
    right,
  },
  "pictures/size": {
    severity: "error",
    summary: "a picture is empty, or larger than a page should carry",
    why: "The page holds every picture whole, so each reader loads all of them before the first word. A file has at most 5 MB and 30 million points, 10,000 along a side; a column of print shows some 2,000 across. Save it smaller.",
    fixed: true,
    wrong: shown("pictures/press.svg", {
      "pictures/press.svg": PRESS.replace("0 0 40 30", "0 0 40 0"),
    }),
    right,
  },
  "pictures/svg": {
    severity: "error",
    summary: "a drawing runs, moves, leads elsewhere, or has what can't be shown alike everywhere",
    why: "An SVG is a program's text: it can run scripts, ask other servers and hold whole pages. Of a drawing, memo shows shapes, texts, colours, gradients and pictures within it, made anew from a list of what is allowed; styles for classes become attributes, and what programs note about themselves is left out. Save it as plain SVG, with effects drawn out.",
    fixed: true,
    wrong: shown("pictures/press.svg", {
      "pictures/press.svg": PRESS.replace("</svg>", "\n  <script>alert(1)</script>\n</svg>"),
    }),
    right,
  },
} satisfies Rules<"pictures">;
