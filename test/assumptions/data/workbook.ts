import { crc32, deflateRawSync } from "node:zlib";

/** A ZIP archive of texts by path, deflated. */
export function zipOf(parts: Readonly<Record<string, string | Buffer>>, change: { size?: number } = {}): Buffer {
  const files: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const [path, text] of Object.entries(parts)) {
    const [name, content] = [Buffer.from(path), Buffer.isBuffer(text) ? text : Buffer.from(text)];
    const packed = deflateRawSync(content);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(8, 4);
    about.writeUInt32LE(crc32(content), 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(change.size ?? content.length, 18);
    about.writeUInt16LE(name.length, 22);
    const sign = (code: number): Buffer => {
      const data = Buffer.alloc(4);
      data.writeUInt32LE(code);
      return data;
    };
    const file = Buffer.concat([sign(0x04034b50), about, name, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    entries.push(Buffer.concat([sign(0x02014b50), Buffer.from([20, 0]), about, tail, name]));
    files.push(file);
    at += file.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...files, directory, end]);
}

/** Parts of a workbook of sheets by name, each the XML within its `worksheet`. */
export function workbookParts(
  sheets: Readonly<Record<string, string>>,
  strings: readonly string[] = [],
): Record<string, string> {
  const names = Object.keys(sheets);
  return {
    "xl/workbook.xml": `<?xml version="1.0"?><workbook xmlns:r="x"><sheets>${names.map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${names.map((_, i) => `<Relationship Id="rId${i + 1}" Target="worksheets/sheet${i + 1}.xml"/>`).join("")}</Relationships>`,
    "xl/sharedStrings.xml": `<sst>${strings.map((text) => `<si><t>${text}</t></si>`).join("")}</sst>`,
    "xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="mmm\\ yy"/><numFmt numFmtId="165" formatCode="#,##0.00&quot; days&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(
      names.map((name, i) => [`xl/worksheets/sheet${i + 1}.xml`, `<worksheet>${sheets[name]}</worksheet>`]),
    ),
  };
}

/** Rows of cells as a sheet's XML: numbers, booleans and texts in place; of `[style, number]` with that style. */
export function sheetOf(
  rows: readonly (readonly (string | number | boolean | null | readonly [number, number])[])[],
): string {
  const letter = (column: number): string => String.fromCharCode(65 + column);
  const cell = (value: (typeof rows)[number][number], at: string): string =>
    value === null
      ? ""
      : typeof value === "string"
        ? `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`
        : typeof value === "boolean"
          ? `<c r="${at}" t="b"><v>${value ? 1 : 0}</v></c>`
          : typeof value === "number"
            ? `<c r="${at}"><v>${value}</v></c>`
            : `<c r="${at}" s="${value[0]}"><v>${value[1]}</v></c>`;
  return `<sheetData>${rows
    .map(
      (cells, row) =>
        `<row r="${row + 1}">${cells.map((value, c) => cell(value, `${letter(c)}${row + 1}`)).join("")}</row>`,
    )
    .join("")}</sheetData>`;
}
