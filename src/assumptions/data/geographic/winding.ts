/** Longitude and latitude in degrees, or x and y of a plane. */
export type Position = readonly [number, number];

/**
 * A ring in the direction that d3's projections take for its kind: outer rings clockwise on a map with north above, holes the other way. Both are
 * read as RFC 7946 has it, by what they enclose and not by how they were wound: d3 draws all of the globe but a ring that is wound otherwise. Edges
 * lead the short way round the globe. Undefined for a ring that encloses nothing.
 *
 * @param isPlanar positions are those of a plane, where direction only tells holes apart
 */
export function wound(ring: readonly Position[], isHole: boolean, isPlanar: boolean): Position[] | undefined {
  const [first = [0, 0]] = ring;
  // Twice the area to the left (the shoelace formula, about the first position), how far the ring leads east, and its mean latitude on the way.
  let [x, area, latitudes] = [0, 0, 0];
  let before = first;
  for (const position of ring.slice(1)) {
    const step = isPlanar ? position[0] - before[0] : eastward(position[0] - before[0]);
    const [from, to] = [before[1] - first[1], position[1] - first[1]];
    area += x * to - (x + step) * from;
    latitudes += (step * (before[1] + position[1])) / 2;
    x += step;
    before = position;
  }
  let clockwise: boolean;
  if (!isPlanar && Math.abs(x) > 180) {
    // It goes round a pole, the nearer one: eastward round the south pole, westward round the north pole it is at the ring's right hand.
    const isSouth = latitudes / x < 0;
    clockwise = isSouth === x > 0;
  } else if (area === 0) return undefined;
  else clockwise = area < 0;
  return clockwise === isHole ? [...ring].reverse() : [...ring];
}

/** A difference of longitudes the short way round. */
const eastward = (degrees: number): number =>
  degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees;
