import type { SignClass } from "./tree.js";

/** Commands of TeX that stand for one sign: `name sign name sign …`, by how the sign behaves. */
const SIGNS: Readonly<Record<SignClass, string>> = {
  ordinary:
    "infty ∞ partial ∂ nabla ∇ hbar ℏ ell ℓ Re ℜ Im ℑ aleph ℵ emptyset ∅ varnothing ∅ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ prime ′ angle ∠ triangle △ square □ cdots ⋯ ldots … dots … dotsc … vdots ⋮ ddots ⋱ top ⊤ bot ⊥ degree ° dagger † ddagger ‡ S § P ¶ pounds £ euro € checkmark ✓ vert | Vert ‖ backslash \\ surd √ % % $ $ # # & & _ _",
  binary:
    "pm ± mp ∓ times × div ÷ cdot · ast ∗ star ⋆ circ ∘ bullet • oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ cup ∪ cap ∩ sqcup ⊔ sqcap ⊓ vee ∨ lor ∨ wedge ∧ land ∧ setminus ∖ uplus ⊎",
  relation:
    "le ≤ leq ≤ leqslant ⩽ ge ≥ geq ≥ geqslant ⩾ ne ≠ neq ≠ ll ≪ gg ≫ lt < gt > equiv ≡ sim ∼ simeq ≃ approx ≈ cong ≅ propto ∝ in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ mid ∣ nmid ∤ parallel ∥ perp ⊥ models ⊨ vdash ⊢ dashv ⊣ asymp ≍ doteq ≐ coloneqq ≔ prec ≺ succ ≻ preceq ⪯ succeq ⪰ to → rightarrow → gets ← leftarrow ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ mapsto ↦ longrightarrow ⟶ longleftarrow ⟵ Longrightarrow ⟹ implies ⟹ impliedby ⟸ iff ⟺ longmapsto ⟼ uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ nearrow ↗ searrow ↘",
  punctuation: "colon :",
  opening: "{ { lbrace { lbrack [ lparen ( langle ⟨ lfloor ⌊ lceil ⌈ lvert | lVert ‖",
  closing: "} } rbrace } rbrack ] rparen ) rangle ⟩ rfloor ⌋ rceil ⌉ rvert | rVert ‖",
  large: "sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigvee ⋁ bigwedge ⋀",
  integral: "int ∫ iint ∬ iiint ∭ oint ∮",
};

const pairs = (text: string): [string, string][] => {
  const words = text.split(" ");
  return words.flatMap((word, i): [string, string][] => (i % 2 === 0 ? [[word, words[i + 1] ?? ""]] : []));
};

/** By the command's name, without its backslash. */
export const SYMBOLS: ReadonlyMap<string, { text: string; class: SignClass }> = new Map(
  (Object.keys(SIGNS) as SignClass[]).flatMap((kind) =>
    pairs(SIGNS[kind]).map(([name, text]) => [name, { text, class: kind }] as const),
  ),
);

/** Greek letters: small ones in italics, capitals upright, as TeX has them. */
export const GREEK: ReadonlyMap<string, string> = new Map(
  pairs(
    "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω",
  ),
);

/** Signs that are typed as they are. */
export const TYPED: ReadonlyMap<string, { text: string; class: SignClass }> = new Map([
  ["+", { text: "+", class: "binary" }],
  ["-", { text: "−", class: "binary" }],
  ["−", { text: "−", class: "binary" }],
  ["*", { text: "∗", class: "binary" }],
  ["=", { text: "=", class: "relation" }],
  ["<", { text: "<", class: "relation" }],
  [">", { text: ">", class: "relation" }],
  [":", { text: ":", class: "relation" }],
  [",", { text: ",", class: "punctuation" }],
  [";", { text: ";", class: "punctuation" }],
  ["!", { text: "!", class: "closing" }],
  ["?", { text: "?", class: "closing" }],
  [".", { text: ".", class: "ordinary" }],
  ["/", { text: "/", class: "ordinary" }],
  ["|", { text: "|", class: "ordinary" }],
  ["@", { text: "@", class: "ordinary" }],
  ["€", { text: "€", class: "ordinary" }],
  ["£", { text: "£", class: "ordinary" }],
  ["¥", { text: "¥", class: "ordinary" }],
  ["(", { text: "(", class: "opening" }],
  ["[", { text: "[", class: "opening" }],
  [")", { text: ")", class: "closing" }],
  ["]", { text: "]", class: "closing" }],
]);

/** Signs of commands typed as themselves: `≤`. */
export const BY_SIGN: ReadonlyMap<string, { text: string; class: SignClass }> = new Map(
  [...SYMBOLS.values()].filter(({ text }) => /[^\p{ASCII}]/u.test(text)).map((symbol) => [symbol.text, symbol]),
);

/** Names that are set upright; those of the second list have their bounds below. */
export const FUNCTIONS: ReadonlySet<string> = new Set(
  "arccos arcsin arctan arg cos cosh cot coth csc deg dim exp hom ker lg ln log sec sin sinh tan tanh".split(" "),
);
export const LIMITS: ReadonlySet<string> = new Set("det gcd inf lim liminf limsup max min Pr sup".split(" "));

/** Marks over a letter: the sign, and whether it is as wide as what it stands over. */
export const ACCENTS: ReadonlyMap<string, { mark: string; wide: boolean }> = new Map([
  ["hat", { mark: "^", wide: false }],
  ["widehat", { mark: "^", wide: true }],
  ["tilde", { mark: "~", wide: false }],
  ["widetilde", { mark: "~", wide: true }],
  ["bar", { mark: "¯", wide: false }],
  ["vec", { mark: "→", wide: false }],
  ["overrightarrow", { mark: "→", wide: true }],
  ["dot", { mark: "˙", wide: false }],
  ["ddot", { mark: "¨", wide: false }],
  ["check", { mark: "ˇ", wide: false }],
  ["breve", { mark: "˘", wide: false }],
  ["acute", { mark: "´", wide: false }],
  ["grave", { mark: "`", wide: false }],
]);

/** Widths of blanks, in ems. */
export const SPACES: ReadonlyMap<string, number> = new Map([
  [",", 3 / 18],
  ["thinspace", 3 / 18],
  [":", 4 / 18],
  [">", 4 / 18],
  ["medspace", 4 / 18],
  [";", 5 / 18],
  ["thickspace", 5 / 18],
  ["!", -3 / 18],
  [" ", 0.25],
  ["enspace", 0.5],
  ["quad", 1],
  ["qquad", 2],
]);

/** What TeX calls what stands on both sides of `matrix` and its like. */
export const TABLES: ReadonlyMap<
  string,
  { kind: "matrix" | "cases" | "aligned" | "gathered"; open: string; close: string }
> = new Map([
  ["matrix", { kind: "matrix", open: "", close: "" }],
  ["pmatrix", { kind: "matrix", open: "(", close: ")" }],
  ["bmatrix", { kind: "matrix", open: "[", close: "]" }],
  ["Bmatrix", { kind: "matrix", open: "{", close: "}" }],
  ["vmatrix", { kind: "matrix", open: "|", close: "|" }],
  ["Vmatrix", { kind: "matrix", open: "‖", close: "‖" }],
  ["cases", { kind: "cases", open: "{", close: "" }],
  ["aligned", { kind: "aligned", open: "", close: "" }],
  ["split", { kind: "aligned", open: "", close: "" }],
  ["gathered", { kind: "gathered", open: "", close: "" }],
]);

/** What may stand behind `\left` and `\right`. */
export const DELIMITERS: ReadonlyMap<string, string> = new Map([
  ...["(", ")", "[", "]", "|", "/"].map((sign) => [sign, sign] as const),
  [".", ""],
  ...[..."{}|"].map((sign) => [`\\${sign}`, sign === "|" ? "‖" : sign] as const),
  ...[
    "lbrace",
    "rbrace",
    "lbrack",
    "rbrack",
    "langle",
    "rangle",
    "lfloor",
    "rfloor",
    "lceil",
    "rceil",
    "vert",
    "Vert",
    "lvert",
    "rvert",
    "lVert",
    "rVert",
  ].map((name) => [`\\${name}`, SYMBOLS.get(name)?.text ?? ""] as const),
]);

/** What is written otherwise here, and how. */
export const INSTEAD: ReadonlyMap<string, string> = new Map([
  ["tag", "a label behind the equation gives it a number: `$$ … $$ {#eq-name}`"],
  ["label", "a label stands behind the equation: `$$ … $$ {#eq-name}`"],
  ["ref", "`@eq-name` in the text"],
  ["eqref", "`@eq-name` in the text"],
  ["big", "`\\left( … \\right)`, which are as tall as what they hold"],
  ["Big", "`\\left( … \\right)`, which are as tall as what they hold"],
  ["bigg", "`\\left( … \\right)`, which are as tall as what they hold"],
  ["Bigg", "`\\left( … \\right)`, which are as tall as what they hold"],
  ["over", "`\\frac{…}{…}`"],
  ["choose", "`\\binom{…}{…}`"],
  ["rm", "`\\mathrm{…}`"],
  ["bf", "`\\mathbf{…}`"],
  ["mbox", "`\\text{…}`"],
  ["hbox", "`\\text{…}`"],
  ["newcommand", "the formula itself"],
  ["def", "the formula itself"],
  ["color", "the formula without a colour"],
  ["textcolor", "the formula without a colour"],
  ["left", "`\\left(` with its `\\right)`"],
  ["right", "`\\left(` before it"],
]);
