/** A stable, documented name of what went wrong: `package/what`. Programs may switch on it; it never changes its meaning. */
export type ErrorCode = `${string}/${string}`

/** Facts a program may want beside the sentence: offsets, lines, counts. Never a name, a salt or a key. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | readonly (string | number)[]>>

/**
 * The one error class of Amana: misuse and unreadable input. Evidence that fails a check is not an error,
 * it is a report.
 *
 * @example
 * try { decode(bytes) } catch (e) { if (e instanceof AmanaError && e.code === 'cbor/not-canonical') … }
 */
export class AmanaError extends Error {
  override readonly name = 'AmanaError'
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message)
    this.code = code
    this.details = details
  }
}
