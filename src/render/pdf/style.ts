import { MONO, SANS, SERIF } from "./fonts.js";
import { LONGEST_WORD } from "./widths.js";

/**
 * How the PDF looks, as Typst source. Text is set in a column of some 72 characters; section numbers, figure numbers and term names
 * hang in a margin to its left (`hang`), and figures and tables take both.
 */
export const STYLE = `
#let serif = ("${SERIF}", "${SANS}", "${MONO}")
#let sans = ("${SANS}", "${SERIF}", "${MONO}")
#let mono = ("${MONO}", "${SANS}", "${SERIF}")

#let side = 2.3cm
#let hang = 3cm
// The margin of the page at hand: nothing where a summary takes both columns.
#let hang-here = state("hang", hang)
#let ink = rgb("#1b1f24")
#let grey = rgb("#5b636e")
#let accent = rgb("#1f5fa8")
#let hair = 0.4pt + rgb("#d0d4da")
#let firm = 0.9pt + ink

// Says that something has no room: read back from the document that is set, and told at its place.
#let too-large(id, needs, room, way: "wide") = [#metadata((id: id, way: way, needs: needs.pt(), room: room.pt()))<memo:too-large>]

// At the end of something that may not break over pages: whether it ends on its page.
#let ends(id) = context {
  let end = here().position().y
  let bottom = (if page.flipped { page.width } else { page.height }) - 1.6cm
  if end > bottom { too-large(id, end, bottom, way: "tall") }
}

// A word of more characters than fit a line, which may break after its punctuation marks, and anywhere where there are none. Boxes, since a
// zero-width space would end up in the text of the PDF.
#let long-word(word, most) = {
  let parts = word.matches(regex("[^-./_?&=:,;|)]*[-./_?&=:,;|)]?")).map(part => part.text).filter(part => part != "")
  parts.map(part => if part.clusters().len() <= most { box(part) } else { part.clusters().map(box).join() }).join()
}

// Both columns: from the left edge of the hanging numbers to the right edge of the text.
#let full-width(body) = context pad(left: -hang-here.get(), body)

// Something that hangs in the margin before a line of text.
#let hanging(body) = context {
  let room = hang-here.get()
  if room == 0pt { body + h(0.7em) } else { box(width: 0pt, move(dx: -room, box(width: room, body))) }
}

#let running-head() = context {
  if here().page() == 1 { return }
  show footnote: none
  let chapters = query(heading.where(level: 1, outlined: true))
  let here-on = chapters.filter(it => it.location().page() == here().page())
  let before = chapters.filter(it => it.location().page() < here().page())
  let current = if here-on.len() > 0 { here-on.first() } else { before.at(-1, default: none) }
  set text(font: sans, size: 7.5pt, fill: grey)
  set par(justify: false, leading: 0.5em)
  full-width(block(width: 100%, inset: (bottom: 5pt), stroke: (bottom: hair), grid(
    columns: (1fr, 1fr),
    column-gutter: 1.5em,
    align: (left + bottom, right + bottom),
    document.title,
    if current != none { current.body },
  )))
}

#let page-foot() = context {
  set text(font: sans, size: 8pt, fill: grey, number-width: "tabular")
  full-width(align(right, counter(page).display("1")))
}

#let memo(title: none, authors: (), description: none, date: none, language: "en", region: none, body) = {
  set document(title: title, author: authors, description: description, date: date)
  set page(
    paper: "a4",
    margin: (left: side + hang, right: side, top: 2.7cm, bottom: 2.4cm),
    numbering: "1",
    header: running-head(),
    footer: page-foot(),
    header-ascent: 0.9cm,
    footer-descent: 0.9cm,
  )
  set text(
    font: serif, size: 10.5pt, fill: ink, lang: language, region: region, fallback: false,
    // Inter's alternates set "3x4" as 3×4 and "->" as an arrow: another character than is written, also for those who copy it.
    features: (calt: 0), hyphenate: true, number-type: "lining", costs: (widow: 400%, orphan: 400%, hyphenation: 140%, runt: 150%),
  )
  set par(justify: true, leading: 0.68em, spacing: 1.1em)
  set strong(delta: 200)
  set list(indent: 0.2em, body-indent: 0.7em, marker: ([•], [–]))
  set enum(indent: 0.2em, body-indent: 0.6em)
  set footnote.entry(separator: line(length: 2.2cm, stroke: 0.5pt + grey), gap: 0.55em, indent: 0pt)
  show footnote.entry: set text(size: 8.5pt)
  show footnote.entry: set par(leading: 0.55em, spacing: 0.6em)

  show regex("\\\\S{42,}"): it => long-word(it.text, 24)
  // Typst sets raw text at 0.8 em; this brings its x-height to the serif's.
  show raw: set text(font: mono, size: 1.1em, ligatures: false)
  show raw.where(block: true): it => block(
    width: 100%, fill: rgb("#f4f5f7"), inset: (x: 9pt, y: 8pt), radius: 2pt,
    { set text(size: 8.2pt / 0.88); set par(justify: false, leading: 0.6em); it },
  )
  show link: set text(fill: accent)
  show quote.where(block: true): it => block(
    inset: (left: 1.1em, y: 2pt), stroke: (left: 2pt + rgb("#b9c7da")), above: 1.3em, below: 1.3em,
    it.body,
  )

  show heading: set text(font: sans, hyphenate: false)
  show heading: set par(justify: false, leading: 0.45em)
  show heading: it => { show regex("\\\\S{26,}"): it => long-word(it.text, 18); it }
  show heading: it => {
    let (size, above, below) = if it.level == 1 { (17pt, 30pt, 15pt) } else if it.level == 2 { (12pt, 20pt, 10pt) } else { (10pt, 15pt, 8pt) }
    set text(size: size, weight: 600)
    let number = if it.numbering != none {
      hanging(text(fill: accent, weight: if it.level == 1 { 600 } else { 500 }, numbering(it.numbering)))
    }
    if it.level == 1 {
      block(above: above, below: below, sticky: true, full-width(block(
        stroke: (top: 1.6pt + accent), inset: (top: 9pt, left: hang), width: 100%, number + it.body,
      )))
    } else {
      block(above: above, below: below, sticky: true, number + it.body)
    }
  }

  show figure: set align(left)
  show figure: set block(above: 1.7em, below: 1.7em)
  show figure.caption: it => block(sticky: true, it.body)
  set table.cell(breakable: false)
  show table: set text(font: sans, number-width: "tabular", hyphenate: false)
  show table: set par(justify: false, leading: 0.45em, spacing: 0.5em)
  show table: it => { show regex("\\\\S{${LONGEST_WORD + 1},}"): it => long-word(it.text, ${LONGEST_WORD}); it }
  body
}

// compact: a summary follows on the same page.
#let title-block(logo: none, name: none, subtitle: none, authors: (), date: none, basis: none, notice: none, compact: false) = {
  let roomy(length) = if compact { 0.45 * length } else { length }
  if not compact { v(0.6cm) }
  full-width({
    set par(justify: false, leading: 0.4em)
    if logo != none { block(below: roomy(20pt), logo) }
    block(width: 100%, height: 3pt, fill: accent, below: roomy(20pt))
    show title: set text(font: sans, size: if compact { 20pt } else { 27pt }, weight: 700, hyphenate: false)
    show title: set block(below: 0pt)
    show title: set block(above: if compact { 8pt } else { auto })
    title(name)
    if subtitle != none {
      block(above: roomy(16pt), text(font: sans, size: if compact { 10.5pt } else { 13.5pt }, weight: 400, fill: grey, subtitle))
    }
    set par(leading: 0.6em)
    block(above: roomy(22pt), text(font: sans, size: if compact { 8.5pt } else { 9.5pt })[
      #if authors.len() > 0 { text(weight: 600, authors.join[, ]); if compact { [ · ] } else { linebreak() } }
      #date
    ])
    block(above: roomy(9pt), text(font: sans, size: if compact { 7.5pt } else { 8.5pt }, fill: grey, basis))
    if notice != none {
      block(above: roomy(16pt), width: 100%, inset: (x: 10pt, y: if compact { 5pt } else { 8pt }), fill: rgb("#f1f4f8"), stroke: (left: 2pt + accent),
        text(font: sans, size: if compact { 7.5pt } else { 8.5pt }, notice))
    }
  })
}

// A summary and the title before it, ahead of the contents: set smaller, closer and over both columns, so that they stand on one page if they can.
#let lead-page(body) = {
  set page(margin: (left: side, right: side, top: 1.5cm, bottom: 1.6cm), footer-descent: 0.5cm)
  hang-here.update(0pt)
  set text(size: 8.2pt)
  set par(leading: 0.48em, spacing: 0.7em)
  set enum(spacing: 0.5em)
  set list(spacing: 0.5em)
  show heading: it => {
    let first = it.level == 1
    let name = text(font: sans, size: if first { 13pt } else { 9.5pt }, weight: 600, it.body)
    if first {
      block(above: 9pt, below: 6pt, sticky: true, width: 100%, stroke: (top: 1.6pt + accent), inset: (top: 6pt), name)
    } else {
      block(above: 7.5pt, below: 4.5pt, sticky: true, name)
    }
  }
  show figure: set block(above: 0.8em, below: 0.8em)
  body
  hang-here.update(hang)
}

// Chapters stand bold, without leaders; sections below them with faint ones. apart: a summary stands before them.
#let contents(name, apart: false) = {
  if apart { pagebreak(weak: true) } else { v(0.9cm) }
  {
    show heading: it => block(below: 12pt, text(font: sans, size: 9pt, weight: 600, fill: accent, it.body))
    heading(level: 1, outlined: false, bookmarked: false, name)
  }
  show footnote: none
  show link: set text(fill: ink)
  set text(font: sans, size: 9pt, number-width: "tabular", hyphenate: false)
  set par(justify: false, leading: 0.5em)
  // Typst's own layout of an entry holds a word joiner, which would end up in the text of the PDF.
  show outline.entry: it => {
    let chapter = it.level == 1
    let leader = if not chapter { repeat(text(fill: rgb("#b6bcc6"))[.], gap: 0.35em) }
    let line = [#it.body() #box(width: 1fr, inset: (x: 3pt), leader) #it.page()]
    set text(weight: 600) if chapter
    block(above: if chapter { 1.15em } else { 0.62em }, below: 0pt, link(it.element.location(), it.indented(it.prefix(), line)))
  }
  outline(title: none, depth: 2, indent: 1.6em)
  pagebreak(weak: true)
}

// Numbers come from the memo; Typst counts nothing here.
#let section(level, id, number, body) = [#heading(
  level: level,
  numbering: if number == none { none } else { (..) => number },
  body,
)#label(id)]

// A reference into another section, with the page it leads to.
#let goto(id, name) = {
  link(label(id), name)
  context [~(p.~#counter(page).at(label(id)).first())]
}

#let note(number, body) = [#footnote(numbering: (..) => str(number), h(0.3em) + body)#label("footnote:" + str(number))]
#let note-again(number) = footnote(numbering: (..) => str(number), label("footnote:" + str(number)))

#let ornament = block(above: 1.6em, below: 1.6em, width: 100%, align(center, line(length: 3cm, stroke: 0.5pt + grey)))

#let definitions(..items) = for (term, details) in items.pos() {
  block(above: 1em, below: 1em, {
    terms(tight: false, hanging-indent: 1.2em, separator: h(0.7em), terms.item(term, details))
  })
}

#let caption-line(name, title) = full-width(context {
  let room = hang-here.get()
  set text(font: sans, size: if room == 0pt { 8.5pt } else { 9.5pt }, hyphenate: false)
  set par(justify: false, leading: 0.45em)
  pad(left: room, {
    hanging(text(fill: accent, weight: 600, name))
    text(weight: 600, title)
  })
})

#let source-line(source) = if source != none {
  block(above: 0.7em, {
    set text(font: sans, size: 7.5pt, fill: grey, hyphenate: false)
    set par(justify: false, leading: 0.5em)
    [Source: #source]
  })
}

#let chart(id, name, caption: none, source: none, alt: "", file: "", width: 100%, wide: true) = [#figure(
  kind: "chart",
  supplement: name,
  numbering: (..) => none,
  caption: figure.caption(position: top, caption-line(name, caption)),
  gap: 9pt,
  (if wide { full-width } else { it => it })({
    image(file, alt: alt, width: width)
    source-line(source)
    ends(id)
  }),
)#label(id)]

// A head that holds links is not repeated: on later pages it would be no part of the text, which links have to be.
#let ruled(columns, align, head, cells, repeat-head: true, padding: 7pt) = {
  let count = columns.len()
  table(
    columns: columns,
    align: (x, y) => align.at(x) + if y == 0 { bottom } else { top },
    inset: (x, y) => (
      left: if x == 0 { 0pt } else { padding },
      right: if x == count - 1 { 0pt } else { padding },
      y: if y == 0 { 5pt } else { 3.6pt },
    ),
    stroke: (x, y) => if y == 0 { (top: firm, bottom: 0.6pt + ink) } else { (bottom: hair) },
    table.header(repeat: repeat-head, ..head.map(it => text(weight: 600, it))),
    ..cells,
    table.hline(stroke: firm),
  )
}

// A table that is wider than a page is tall stands on a page of its own, turned.
#let turned(body) = page(flipped: true, body)

#let column-unit(unit) = { linebreak(); text(weight: 400, fill: grey, unit) }

#let memo-table(id, name, caption: none, source: none, wide: false, size: 8.5pt, padding: 7pt, whole: true, tall: false, columns: (), align: (), head: (), ..cells) = {
  show figure: set block(breakable: not whole)
  [#figure(
    kind: "table",
    supplement: name,
    numbering: (..) => none,
    caption: figure.caption(position: top, caption-line(name, caption)),
    gap: 8pt,
    (if wide { full-width } else { it => it })({
      set text(size: size)
      set table.cell(breakable: tall)
      ruled(columns, align, head, cells.pos(), padding: padding)
      source-line(source)
      ends(id)
    }),
  )#label(id)]
}

#let plain-table(id: "", wide: false, size: 8.5pt, padding: 7pt, whole: true, tall: false, columns: (), align: (), repeat-head: true, head: (), ..cells) = {
  block(above: 1.5em, below: 1.5em, breakable: not whole, (if wide { full-width } else { it => it })({
    set text(size: size)
    set table.cell(breakable: tall)
    ruled(columns, align, head, cells.pos(), repeat-head: repeat-head, padding: padding)
    ends(id)
  }))
}

#let math-letter(letter) = math.italic(letter)
#let math-words(words) = math.upright(text(font: serif, words))
#let math-number(number) = math.upright(number)
#let math-operator(operator) = if operator == "," { math.class("punctuation", operator) } else if operator in ("=", "<", ">", "≤", "≥") { math.class("relation", operator) } else { math.class("binary", operator) }
#let math-parentheses(body) = math.lr([(] + body + [)])
#let math-open = math.class("opening", "(")
#let math-close = math.class("closing", ")")
#let math-call(name, ..arguments) = name + math.lr([(] + arguments.pos().join(math-operator(",")) + [)])

// Pieces in as few lines as they need.
#let filled(pieces, room, width-of) = {
  let lines = ()
  let line = pieces.first()
  for piece in pieces.slice(1) {
    if width-of(line + piece) > room { lines.push(line); line = piece } else { line += piece }
  }
  (..lines, line)
}

// An equation in as few lines as it needs: broken before its terms, under each other after its equals sign. A left side that leaves them
// little room stands above them, broken after its commas; a term that is too wide for a line is broken before its factors.
#let broken(head, parts, terms, room) = {
  let width-of = body => measure(math.equation(alt: "", math.display(body))).width
  let whole = terms.map(factors => factors.join())
  if width-of(head + whole.join()) <= room { return head + whole.join() }
  let align-point = $&$.body
  let left = width-of(head)
  let apart = left > 0.45 * room or whole.any(term => left + width-of(term) > room) and left > 0pt
  let indent = 2em.to-absolute()
  let space = room - if apart { indent } else { left }
  let pieces = terms.zip(whole).map(((factors, term)) => if width-of(term) <= space { (term,) } else { factors }).join()
  let lines = filled(pieces, space, width-of).map(line => align-point + (if apart { h(indent) }) + line)
  if not apart { return head + lines.join(linebreak()) }
  let above = filled(parts, room - indent, width-of).enumerate().map(((n, line)) => align-point + (if n > 0 { h(indent) }) + line)
  (..above, ..lines).join(linebreak())
}

#let smallest-equation = 0.6

// An equation wider than the column is broken, and set smaller where that is not enough.
#let equation(id, number, alt: "", head: [], parts: (), ..terms) = {
  show math.equation: set text(font: ("New Computer Modern Math", ..serif))
  show math.equation: set block(above: 1.3em, below: 1.3em)
  set par(leading: 0.85em)
  layout(column => {
    let room = column.width - 2 * measure[(#number)].width - 1em.to-absolute()
    let body = broken(head, parts, terms.pos(), room)
    let natural = measure(math.equation(alt: alt, math.display(body))).width
    if natural * smallest-equation > room { too-large(id, natural * smallest-equation, room) }
    set text(size: 10.5pt * calc.max(smallest-equation, calc.min(1, room / natural)))
    [#math.equation(block: true, alt: alt, numbering: (..) => "(" + str(number) + ")", supplement: [Equation], body)#label(id)]
  })
}

#let basis-line(text) = par(justify: false, text)

#let reference(id, body) = [#block(above: 0.95em, below: 0.95em, { set text(hyphenate: false); par(hanging-indent: 1.5em, justify: false, body) })#label(id)]

// Lets a long id break after its dots and underscores; a zero-width space would end up in the text of the PDF.
#let breakable(id) = id.matches(regex("[^._/]*[._/]?")).map(part => box(part.text)).join()

// Keeps "13.5–20" together where a list of such may break between its items.
#let unbroken(list) = list.split(", ").map(item => if item.len() < 16 and not item.contains(" ") { box(item) } else { item }).join(", ")

#let register-group(name, head, ..rows) = {
  heading(level: 2, outlined: false, name)
  show table: set text(size: 7pt)
  full-width(table(
    columns: (22%, 12%, 16%, 9%, 1fr, 10.5%, 12%, 0pt),
    align: left + top,
    inset: (x, y) => (left: if x == 0 { 0pt } else { 4pt }, right: if x >= 6 { 0pt } else { 4pt }, y: if y == 0 { 4.5pt } else { 3.5pt }),
    stroke: (x, y) => if y == 0 { (top: firm, bottom: 0.6pt + ink) },
    table.header(..head.map(it => text(weight: 600, it)), []),
    ..for row in rows.pos() {
      let rule = table.hline(stroke: hair)
      let id = text(font: mono, breakable(row.id))
      let range = unbroken(row.range)
      let meaning = text(fill: grey, row.meaning)
      // What would make a narrow column long stands under the row, over the whole width.
      let below = (
        if row.long and row.value != "" { row.value },
        if row.long and row.range != "" { [#text(fill: grey)[range] #row.range #meaning] } else if row.long and row.meaning != "" { meaning },
        if row.note != "" { text(fill: grey, row.note) },
      ).filter(it => it != none)
      let name = if row.label == "" { id } else { text(weight: 500, row.label); linebreak(); id }
      let cells = (
        if not row.long { unbroken(row.value) },
        if not row.long { if row.meaning == "" { range } else { range; linebreak(); meaning } },
        row.unit,
        row.source,
        row.as-of,
        row.kind,
      )
      if below.len() == 0 { (name, ..cells, [], rule) } else {
        // An empty cell over both rows, in a column without width, keeps them on one page and leaves the reading order alone.
        // What might not fit a page goes on to the next.
        let tie = if row.endless { [] } else { table.cell(rowspan: 2, []) }
        let under = table.cell(colspan: 6, inset: (top: 0pt), breakable: row.endless, below.join(linebreak()))
        (name, ..cells, tie, [], under, ..(if row.endless { ([],) }), rule)
      }
    },
    table.hline(stroke: firm),
  ))
}
`.trimStart();
