/**
 * Attacks on Amana by somebody who has what was handed out, all of the code, and no key.
 * `node test/attack/main.mjs NAME [--json] [--seed N] [--persons N] [--sample N] [--guesses N] [--data DIR]`; without a name it lists them.
 * Exit 0: no better than chance; 1: better than chance, or the attack itself does not work; 2: misuse or no data.
 */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import * as batches from './batches.mjs'
import * as dictionary from './dictionary.mjs'
import * as differencing from './differencing.mjs'
import * as receipt from './receipt.mjs'
import * as registry from './registry.mjs'
import * as sides from './sides.mjs'
import * as tokens from './tokens.mjs'

const ATTACKS = { batches, dictionary, differencing, receipt, registry, sides, tokens }

const wholeNumber = (name, text) => {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new Error(`--${name} takes a whole number.`)
}

function read(argv) {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      persons: { type: 'string' },
      sample: { type: 'string', default: '1' },
      guesses: { type: 'string', default: '10000000' },
      data: { type: 'string', default: fileURLToPath(new URL('../../../shared/data', import.meta.url)) },
    },
  })
  const [name] = positionals
  if (positionals.length > 1) throw new Error('One attack at a time.')
  if (name !== undefined && !(name in ATTACKS)) throw new Error(`There is no attack "${name}".`)
  return {
    name,
    json: values.json,
    data: values.data,
    seed: wholeNumber('seed', values.seed),
    ...(values.persons === undefined ? {} : { persons: wholeNumber('persons', values.persons) }),
    // For a quick run: every so manieth name and other person.
    sample: Math.max(1, wholeNumber('sample', values.sample)),
    guesses: wholeNumber('guesses', values.guesses),
  }
}

async function main(argv) {
  let options
  try {
    options = read(argv)
  } catch (error) {
    console.error(`attack: ${error.message}`)
    return 2
  }
  if (options.name === undefined) {
    for (const [name, { SUMMARY }] of Object.entries(ATTACKS)) console.log(`${name}: ${SUMMARY}`)
    return 0
  }
  const attack = ATTACKS[options.name]
  const missing = attack.NEEDS.find((path) => !existsSync(`${options.data}/${path}`))
  if (missing !== undefined) {
    console.error(
      `attack: not run, since the data are absent (${missing}): give their folder with --data DIR.`,
    )
    return 2
  }
  useBackend(nodeBackend)
  const progress = (what) => console.error(`attack: ${what} …`)
  const result = await attack.run({ persons: attack.PERSONS, ...options, progress })
  console.log(options.json ? JSON.stringify(result) : attack.inWords(result))
  return result.ok ? 0 : 1
}

process.exitCode = await main(process.argv.slice(2))
