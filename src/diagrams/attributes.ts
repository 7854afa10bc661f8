// What Graphviz 16 knows of attributes (https://graphviz.org/doc/info/attrs.html): it passes over all others without a word.

/** What an attribute belongs to: the whole graph, subgraphs, clusters (subgraphs with a box), nodes, edges. */
export type Holder = "G" | "S" | "C" | "N" | "E";

export type ValueType =
  | "number"
  | "whole"
  | "yes"
  | "text"
  | "label"
  | "color"
  | "colors"
  | "point"
  | "port"
  | "shape"
  | "style"
  | "arrow"
  | "free"
  | readonly string[];

export interface AttributeKind {
  of: string;
  type: ValueType;
  /** Engines that look at it; all unless given. */
  engines?: readonly string[];
}

/** Engines that give the same drawing each time; `sfdp` needs a library of triangulation, which the build lacks. */
export const ENGINES = ["dot", "neato", "fdp", "circo", "twopi", "osage", "patchwork"] as const;

const DOT = ["dot"];
const SPRINGS = ["neato", "fdp"];
const OVERLAPS = "true false scale scalexy voronoi compress vpsc ortho orthoxy orthoyx".split(" ");

/** Name, holders, type, engines; those without a line here are in `REFUSED` or unknown. */
const ROWS: readonly (readonly [names: string, of: string, type: ValueType, engines?: readonly string[]])[] = [
  ["arrowhead arrowtail", "E", "arrow"],
  ["arrowsize", "E", "number"],
  ["area", "CN", "number", ["patchwork"]],
  ["bgcolor", "GC", "colors"],
  ["cluster", "S", "yes"],
  ["clusterrank", "G", ["local", "global", "none"], DOT],
  ["color", "CNE", "colors"],
  ["comment", "GSCNE", "text"],
  ["compound", "G", "yes", ["dot", "fdp"]],
  ["concentrate", "GC", "yes", DOT],
  ["constraint", "E", "yes", DOT],
  ["Damping", "G", "number", ["neato"]],
  ["decorate", "E", "yes"],
  ["defaultdist", "G", "number", ["neato"]],
  ["dim dimen", "G", "whole", SPRINGS],
  ["dir", "E", ["forward", "back", "both", "none"]],
  ["diredgeconstraints", "G", "free", ["neato"]],
  ["distortion", "N", "number"],
  ["epsilon", "G", "number", ["neato"]],
  ["esep sep", "G", "point", ["neato", "fdp", "osage", "circo", "twopi"]],
  ["fillcolor", "CNE", "colors"],
  ["fixedsize", "N", ["true", "false", "shape"]],
  ["fontcolor", "GCNE", "color"],
  ["fontsize", "GCNE", "number"],
  ["forcelabels", "G", "yes"],
  ["gradientangle", "GCN", "whole"],
  ["group", "N", "text", DOT],
  ["headclip tailclip", "E", "yes"],
  ["headlabel taillabel", "E", "label"],
  ["headport tailport", "E", "port"],
  ["height width", "N", "number"],
  ["inputscale", "G", "number", ["neato", "fdp"]],
  ["K", "GC", "number", ["fdp"]],
  ["label", "GCNE", "label"],
  ["labelangle labeldistance labelfontsize", "E", "number"],
  ["labelfloat", "E", "yes"],
  ["labelfontcolor", "E", "color"],
  ["labeljust", "GC", ["l", "c", "r"]],
  ["labelloc", "GCN", ["t", "c", "b"]],
  ["layout", "G", ENGINES],
  ["len", "E", "number", ["neato", "fdp"]],
  ["levelsgap", "G", "number", ["neato"]],
  ["lhead ltail", "E", "text", DOT],
  ["margin", "GCN", "point"],
  ["maxiter", "G", "whole", ["neato", "fdp"]],
  ["mclimit", "G", "number", DOT],
  ["mindist", "G", "number", ["circo"]],
  ["minlen", "E", "whole", DOT],
  ["mode", "G", ["major", "KK", "sgd", "hier", "ipsep"], ["neato"]],
  ["model", "G", ["shortpath", "circuit", "subset", "mds"], ["neato"]],
  ["newrank", "G", "yes", DOT],
  ["nodesep", "G", "number", DOT],
  ["nojustify", "GCNE", "yes"],
  ["normalize", "G", "free", ["neato", "fdp", "twopi", "circo"]],
  ["notranslate", "G", "yes", ["neato"]],
  ["nslimit nslimit1", "G", "number", DOT],
  ["oneblock", "G", "yes", ["circo"]],
  ["ordering", "GN", ["in", "out"], DOT],
  ["orientation", "N", "number"],
  ["overlap", "G", OVERLAPS, ["neato", "fdp", "circo", "twopi"]],
  ["overlap_scaling", "G", "number", ["neato", "fdp", "circo", "twopi"]],
  ["overlap_shrink", "G", "yes", ["neato", "fdp", "circo", "twopi"]],
  ["pack", "G", "free"],
  ["packmode", "G", "free"],
  ["pad", "G", "point"],
  ["pencolor", "C", "color"],
  ["penwidth", "CNE", "number"],
  ["peripheries", "CN", "whole"],
  ["pin", "N", "yes", ["neato", "fdp"]],
  ["pos", "NE", "free", ["neato", "fdp"]],
  ["quantum", "G", "number"],
  ["radius", "E", "number"],
  ["rank", "S", ["same", "min", "source", "max", "sink"], DOT],
  ["rankdir", "GC", ["TB", "LR", "BT", "RL"], DOT],
  ["ranksep", "G", "free", ["dot", "twopi"]],
  ["ratio", "G", "free"],
  ["regular", "N", "yes"],
  ["remincross", "G", "yes", DOT],
  ["root", "GN", "text", ["circo", "twopi"]],
  ["samehead sametail", "E", "text", DOT],
  ["samplepoints", "N", "whole"],
  ["scale", "G", "point", ["neato", "twopi", "circo", "fdp"]],
  ["searchsize", "G", "whole", DOT],
  ["shape", "N", "shape"],
  ["sides", "N", "whole"],
  ["skew", "N", "number"],
  ["sortv", "GCN", "whole"],
  ["splines", "G", ["none", "line", "spline", "polyline", "ortho", "curved", "true", "false", "compound"]],
  ["start", "G", "free", SPRINGS],
  ["style", "GCNE", "style"],
  ["TBbalance", "G", ["min", "max", "no"], DOT],
  ["voro_margin", "G", "number", SPRINGS],
  ["weight", "E", "number"],
  ["xlabel", "NE", "label"],
  ["z", "N", "number", SPRINGS],
];

export const ATTRIBUTES: ReadonlyMap<string, AttributeKind> = new Map(
  ROWS.flatMap(([names, of, type, engines]) => names.split(" ").map((name) => [name, { of, type, engines }] as const)),
);

const LINKS = "leads away from the diagram, which the PDF and GitHub show as a picture";
const TIPS = "shows where a pointer rests, which the PDF and a phone have none of";
const FONTS = "names a font: diagrams are set in the memo's";
const OUTSIDE = "brings something in from outside of the diagram";
const PAPER = "is about sheets of paper or pixels, which page and PDF decide";
const MADE = "is what Graphviz writes, and doesn't read";
const MARKS = "is for programs that take an SVG apart";
const HOUSE = "the diagram's look is the memo's";

/** Attributes that Graphviz knows and a memo refuses: why, and what to do in their place. */
export const REFUSED: ReadonlyMap<string, { why: string; hint: string; outside?: true }> = new Map(
  (
    [
      [
        "URL href edgeURL edgehref headURL headhref tailURL tailhref labelURL labelhref",
        LINKS,
        "put the link into the caption or the text",
      ],
      ["target edgetarget headtarget tailtarget labeltarget", LINKS, "leave it out"],
      [
        "tooltip edgetooltip headtooltip tailtooltip labeltooltip",
        TIPS,
        "say it in the label, the caption or the alternative text",
      ],
      ["fontname labelfontname fontnames", FONTS, "leave it out"],
      ["fontpath", OUTSIDE, "leave it out"],
      [
        "image imagepath imagepos imagescale shapefile",
        OUTSIDE,
        'show a picture by itself: `![what it shows](pictures/name.png "caption"){#fig-name}`',
      ],
      ["stylesheet _background", OUTSIDE, "leave it out, or colour nodes and edges one by one"],
      [
        "size dpi resolution page pagedir landscape rotate orientation viewport center truecolor",
        PAPER,
        "leave it out; the option `width=60%` of the fence says how wide the diagram is",
      ],
      [
        "layer layers layersep layerlistsep layerselect",
        "draws several sheets",
        "leave it out, or draw a diagram for each",
      ],
      ["bb head_lp tail_lp lp lheight lwidth rects vertices xlp xdotversion", MADE, "leave it out"],
      ["id class", MARKS, "leave it out"],
      ["charset linelength showboxes", "is about files that are written", "leave it out: sources are UTF-8"],
      [
        "colorscheme",
        HOUSE,
        "name colours of the palette, such as `ramp-1` to `ramp-6`, or write `/scheme/name` as `#rrggbb`",
      ],
    ] as const
  ).flatMap(([names, why, hint]) =>
    names
      .split(" ")
      .map((name) => [name, { why, hint, ...(why === OUTSIDE ? { outside: true as const } : {}) }] as const),
  ),
);

export const SHAPES: readonly string[] = (
  "box polygon ellipse oval circle point egg triangle plaintext plain diamond trapezium parallelogram house pentagon hexagon septagon octagon " +
  "doublecircle doubleoctagon tripleoctagon invtriangle invtrapezium invhouse Mdiamond Msquare Mcircle rect rectangle square star none underline " +
  "cylinder note tab folder box3d component promoter cds terminator utr primersite restrictionsite fivepoverhang threepoverhang noverhang " +
  "assembly signature insulator ribosite rnastab proteasesite proteinstab rpromoter rarrow larrow lpromoter record Mrecord"
).split(" ");

/** Styles by what takes them. */
export const STYLES: Readonly<Record<Exclude<Holder, "S">, readonly string[]>> = {
  G: ["radial", "filled"],
  C: "solid dashed dotted bold invis filled striped rounded radial".split(" "),
  N: "solid dashed dotted bold invis filled striped wedged diagonals rounded radial".split(" "),
  E: "solid dashed dotted bold invis tapered".split(" "),
};

const ARROW = "box|crow|curve|diamond|dot|icurve|inv|none|normal|tee|vee";
/** Up to four shapes behind each other, each open or half where it can be; and the older names. */
export const ARROWS = new RegExp(
  `^(?:(?:o?[lr]?(?:${ARROW})){1,4}|ediamond|open|halfopen|empty|invempty|odot|invdot|invodot)$`,
);
export const ARROW_NAMES: readonly string[] = [...ARROW.split("|"), "empty", "open", "odot", "odiamond", "obox"];

export const SIDES: readonly string[] = ["n", "ne", "e", "se", "s", "sw", "w", "nw", "c", "_"];

/** Elements of labels in angle brackets (https://graphviz.org/doc/info/shapes.html#html), with their attributes. */
const CELL =
  "ALIGN BALIGN BGCOLOR BORDER CELLPADDING CELLSPACING COLOR COLSPAN FIXEDSIZE GRADIENTANGLE HEIGHT PORT ROWSPAN SIDES STYLE VALIGN WIDTH";
export const ELEMENTS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    TABLE:
      "ALIGN BGCOLOR BORDER CELLBORDER CELLPADDING CELLSPACING COLOR COLUMNS FIXEDSIZE GRADIENTANGLE HEIGHT PORT ROWS SIDES STYLE VALIGN WIDTH",
    TR: "",
    TD: CELL,
    FONT: "COLOR POINT-SIZE",
    BR: "ALIGN",
    HR: "",
    VR: "",
    B: "",
    I: "",
    U: "",
    O: "",
    S: "",
    SUB: "",
    SUP: "",
  }).map(([name, attributes]) => [name, attributes.split(" ").filter(Boolean)] as const),
);

/** Attributes of elements that are refused as those of the language are. */
export const REFUSED_IN_LABELS: Readonly<Record<string, string>> = {
  HREF: "URL",
  TARGET: "target",
  TITLE: "tooltip",
  TOOLTIP: "tooltip",
  ID: "id",
  FACE: "fontname",
};
