/** A shape with a colour in it, by the box around it in pixels. */
export interface Filled {
  box: readonly [left: number, top: number, right: number, bottom: number];
  color: string;
}

/** The colour that lies under a point: of the last shape there, or undefined for the paper. */
export function behind(filled: readonly Filled[], x: number, y: number): string | undefined {
  return filled.findLast(({ box: [left, top, right, bottom] }) => x >= left && x <= right && y >= top && y <= bottom)
    ?.color;
}
