let file = 0;
let test: string | undefined;

/** Who asks for something: the test that runs, or what runs before the tests of its file. */
export const asker = (): string => test ?? hooks();

/** What runs before, between and behind the tests of the file, which they may compare theirs with. */
export const hooks = (): string => `hooks of file ${file}`;

export function fileBegins(): void {
  file++;
  test = undefined;
}

/** @param id of the test that begins; nothing where one has ended */
export function testRuns(id: string | undefined): void {
  test = id;
}
