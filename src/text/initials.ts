/** Whether a name is the initials of one alone, as between a list's commas: "J.", "J.-P.", "A. B.". */
export const isInitials = (name: string): boolean => /^(?:\p{Lu}\p{Ll}?\.[\s-]?)+$/u.test(name.trim());
/** How a list of names with commas in them is written. */
export const PARTED = 'a comma ends a name between brackets: write `["Marlowe, J.", "Berg, A."]`';
