import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { generateHybridIdentity, identityToRecipient } from 'age-encryption'
import { amana, codeOf, type Identity, newIdentity, result, temporaryFolder } from './amana.js'
import { delimited, row } from './tables.js'

const folder = temporaryFolder()
const table = join(folder, 'table.csv')
let me: Identity
let colleague: Identity

beforeAll(async () => {
  writeFileSync(table, delimited([row(1), row(2)]))
  me = await newIdentity(folder, 'me')
  colleague = await newIdentity(folder, 'colleague')
})

const opens = async (path: string, ...by: string[]): Promise<string> => {
  const ran = await amana(['import', path, table, '--json', ...by])
  return ran.exit === 0 ? 'opens' : codeOf(ran)!
}

describe('a case', () => {
  it('opens with its passphrase and with no other', async () => {
    const path = join(folder, 'by-passphrase')
    const [right, wrong] = ['right', 'wrong'].map((name) => join(folder, name)) as [string, string]
    writeFileSync(right, '\ufeffsix random words make one passphrase\r\nand this is another line\n')
    writeFileSync(wrong, 'seven random words make one passphrase\n')
    await result(['new', path, '--passphrase-file', right])
    expect(await opens(path, '--passphrase-file', wrong)).toBe('case/locked')
    expect(await opens(path, '--identity', me.file)).toBe('case/locked')
    expect(await opens(path, '--passphrase-file', right)).toBe('opens')
  })

  it('opens for each of its recipients, by any of several identities, and for nobody else', async () => {
    const path = join(folder, 'by-recipients')
    const stranger = await newIdentity(folder, 'stranger')
    await result(['new', path, '--recipient', me.recipient, '--recipient', colleague.recipient])
    expect(await opens(path, '--identity', me.file)).toBe('opens')
    expect(await opens(path, '--identity', stranger.file, '--identity', colleague.file)).toBe('opens')
    expect(await opens(path, '--identity', stranger.file)).toBe('case/locked')
  })

  it('opens by the post-quantum hybrid', async () => {
    const path = join(folder, 'by-hybrid')
    const secret = await generateHybridIdentity()
    const file = join(folder, 'hybrid')
    writeFileSync(file, `${secret}\n`)
    await result(['new', path, '--recipient', await identityToRecipient(secret)])
    expect(await opens(path, '--identity', file)).toBe('opens')
    expect(await opens(path, '--identity', me.file)).toBe('case/locked')
  })

  it('is for its owner’s eyes in the file system: only the public key is for all', async () => {
    const path = join(folder, 'by-recipients')
    const mode = (name: string) => (statSync(join(path, name)).mode & 0o777).toString(8)
    expect(['.', 'config.json', 'head', 'keys.age', 'key.pub'].map(mode)).toEqual([
      '700',
      '600',
      '600',
      '600',
      '644',
    ])
    await result(['release', path, '--identity', me.file])
    expect(['releases', 'releases/1', 'releases/1/checkpoint', 'releases/1/escrow'].map(mode)).toEqual([
      '700',
      '700',
      '600',
      '600',
    ])
    expect(readFileSync(join(path, 'keys.age'), 'utf8')).toMatch(/^age-encryption\.org\/v1\n/)
  })
})
