/**
 * How often a test tries what random cases or kills decide: `few` in the suite that everybody waits for, `all` where
 * `LONG=1` asks for the numbers that the documents state.
 */
export const many = <T>(all: T, few: T): T => (process.env.LONG === '1' ? all : few)
