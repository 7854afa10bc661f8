/** A text without what a check-out or an editor of another system makes of it: line ends, and a byte-order mark. */
export const asWritten = (text: string): string => text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
