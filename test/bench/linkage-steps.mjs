// The SQL files of linkage, run in their order in whatever engine is given: for the bench and the tests.
import { readdirSync, readFileSync } from 'node:fs'
import { linkageWeightsSql } from '@amana/linkage'

const FOLDER = new URL('../../packages/linkage/sql/', import.meta.url)

/**
 * Names and texts of the steps in order; the weights of step 4 are printed by the library.
 *
 * @param large whether step 1 is that for large lists; else pairs are those that the library looks at
 */
export function steps(large) {
  const names = readdirSync(FOLDER).filter((name) => name !== (large ? '1-blocks.sql' : '1-blocks-large.sql'))
  const files = names.map((name) => [name, readFileSync(new URL(name, FOLDER), 'utf8')])
  return [...files, ['4-weights.sql', linkageWeightsSql()]].sort(([x], [y]) => (x < y ? -1 : 1))
}

/** Statements of a file: every one ends with a semicolon at the end of a line. */
export const statementsOf = (text) =>
  text
    .split(/;\s*(?:\n|$)/)
    .map((statement) => statement.replace(/^\s*(?:--[^\n]*\n\s*)*/, ''))
    .filter((statement) => statement !== '')

/**
 * Runs all steps over the table or view `amana_record`.
 *
 * @param run runs one statement
 * @param changed gives the value of `SELECT changed FROM amana_changed` as a number
 * @param large as for {@link steps}
 * @param done told after each step: its name and how often it was run
 */
export async function runSteps(run, changed, large = false, done = () => {}) {
  for (const [name, text] of steps(large)) {
    let rounds = 0
    do {
      for (const statement of statementsOf(text)) await run(statement)
      rounds++
    } while (name.includes('-round') && (await changed()) === 1)
    await done(name, rounds)
  }
}
