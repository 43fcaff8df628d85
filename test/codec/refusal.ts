import { AmanaError } from '@amana/codec'

/** The error that a call is refused with; any other error, and none, fails the test. */
export function refusal(run: () => unknown): AmanaError {
  try {
    run()
  } catch (error) {
    if (error instanceof AmanaError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

/** What a call gives, or the code it is refused with. */
export function answer<T>(run: () => T): T | string {
  try {
    return run()
  } catch (error) {
    if (error instanceof AmanaError) return error.code
    throw error
  }
}
