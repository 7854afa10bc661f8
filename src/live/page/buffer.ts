/** What of Node's `Buffer` the writers of a page use: bytes, or a text's, in base64. */
export const Buffer = {
  from: (content: string | Uint8Array) => ({
    toString(): string {
      let letters = "";
      for (const byte of typeof content === "string" ? new TextEncoder().encode(content) : content)
        letters += String.fromCharCode(byte);
      return btoa(letters);
    },
  }),
};
