/** Stands for the names of a register that could not be read: none is called wrong, so that code and prose are checked all the same. */
export class Everything extends Set<string> {
  override has(): boolean {
    return true;
  }
}
