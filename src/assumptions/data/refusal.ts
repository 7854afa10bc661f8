/** What keeps a file that is no text from being read as rows. */
export class FileRefusal extends Error {
  /** @param place row and column, from 0, where it is about a cell or a column; row 0 is the one of names. "declared" where it is about the table or sheet that is declared */
  constructor(
    message: string,
    readonly expected: string,
    readonly place?: readonly [row: number, column: number] | "declared",
    readonly hint?: string,
  ) {
    super(message);
  }
}
