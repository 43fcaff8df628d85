/**
 * Answers Ed25519 cases in a process of its own: `node verifier.js BACKEND rule|bare` with a JSON list of
 * [key, message, signature] in hexadecimal on stdin, a JSON list of booleans on stdout. Not a test: jest runs tests
 * in a vm context, where each look-up of `Math` is slow and tweetnacl takes 97 ms a signature instead of 8.
 */
import { readFileSync } from 'node:fs'
import { fromHex } from '@amana/codec'
import { nobleBackend, useBackend, verify } from '@amana/crypto'
import { nodeBackend, nodeCryptoBackend } from '@amana/crypto/node'

const [name, mode] = process.argv.slice(2)
const backend = [nobleBackend, nodeCryptoBackend, nodeBackend].find((each) => each.name === name)
if (backend === undefined || (mode !== 'rule' && mode !== 'bare'))
  throw new Error('usage: verifier BACKEND rule|bare')
useBackend(backend)
const answer = mode === 'rule' ? verify : backend.ed25519VerifyUnchecked
const cases = JSON.parse(readFileSync(0, 'utf8')) as readonly (readonly [string, string, string])[]
const answers = cases.map(([key, message, signature]) =>
  answer(fromHex(key), fromHex(message), fromHex(signature)),
)
process.stdout.write(JSON.stringify(answers))
