/** Initials alone: "J.", "J.-P.", "A. B.". */
const INITIALS = /^(?:\p{Lu}\p{Ll}?\.[\s-]?)+$/u;

/** The name in a list that is the initials of one alone, as a comma within a name leaves them. */
export const partedName = <T extends { text: string }>(names: readonly T[]): T | undefined =>
  names.length > 1 ? names.find(({ text }) => INITIALS.test(text.trim())) : undefined;

/** How a list of names with commas in them is written. */
export const PARTED = 'a comma ends a name between brackets: write `["Marlowe, J.", "Berg, A."]`';
