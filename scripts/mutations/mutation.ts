/** A money bug that somebody could write one day, and the tests that must notice. */
export type Mutation = {
  readonly name: string;
  /** What a merchant would lose if it got through. */
  readonly breaks: string;
  readonly file: string;
  /** Occurs exactly once in the file; a table that does not fit the code any more fails `table.test.ts`. */
  readonly find: string;
  readonly replace: string;
  readonly caughtBy: readonly AimedTests[];
};

/** A test file, and where that saves time the tests in it by a part of their names. */
export type AimedTests = { readonly file: string; readonly named?: string };

/** The source with the bug in it. Nothing is written: it is changed on its way from the disk to whoever runs it. */
export function plant(source: string, { name, file, find, replace }: Mutation): string {
  const places = source.split(find).length - 1;
  if (places !== 1)
    throw new Error(`mutation "${name}": its text is ${places} times in ${file}, and must be there once`);
  return source.replace(find, () => replace);
}
