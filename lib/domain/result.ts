/** An expected outcome: a value, or an error that the caller must look at. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export function ok(): Result<void, never>;
export function ok<T>(value: T): Result<T, never>;
export function ok<T>(value?: T): Result<T | undefined, never> {
  return { ok: true, value };
}

export function err<E>(error: E): Result<never, E> {
  return { ok: false, error };
}

/** For switches over a closed set: a new member that nobody handled does not compile. */
export function assertNever(value: never): never {
  throw new Error(`Not a member of the closed set: ${String(value)}`);
}
