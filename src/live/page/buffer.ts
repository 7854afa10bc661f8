/** What of Node's `Buffer` the writers of a page use: a text's bytes in base64. */
export const Buffer = {
  from: (text: string) => ({
    toString(): string {
      let letters = "";
      for (const byte of new TextEncoder().encode(text)) letters += String.fromCharCode(byte);
      return btoa(letters);
    },
  }),
};
