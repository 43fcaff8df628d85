import { spawnSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import {
  amana,
  amanaAlone,
  codeOf,
  type Identity,
  json,
  newIdentity,
  ROOT,
  result,
  temporaryFolder,
} from './amana.js'

const folder = temporaryFolder()
/** Two cases, so that two commands can be tried at a time. */
const PATHS = ['one', 'two'].map((name) => join(folder, name)) as [string, string]
const KEY = 'amana/00+00000000+AAAA'
let me: Identity
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

beforeAll(async () => {
  me = await newIdentity(folder)
  await Promise.all(PATHS.map((each) => result(['new', each, '--recipient', me.recipient])))
})

const COMMANDS =
  'new scope page template import hash withdraw release view verify audit chunk witness-key cosign show link reviewer-key request answer assess'.split(
    ' ',
  )

describe('help', () => {
  it('says of each command what it takes, with exit 0 and on stdout', async () => {
    const general = await amanaAlone(['--help'])
    for (const command of COMMANDS) expect(general.stdout).toContain(`\n  ${command} `)
    const runs = await Promise.all(COMMANDS.map((command) => amana([command, '--help'])))
    for (const [i, { exit, stdout, stderr }] of runs.entries()) {
      expect([exit, stderr]).toEqual([0, ''])
      expect(stdout).toContain(`Usage: amana ${COMMANDS[i]} [options]`)
      if (COMMANDS[i] !== 'scope') expect(stdout).toContain('--json')
    }
  })

  it('gives the version', async () => {
    const { exit, stdout } = await amana(['--version'])
    expect([exit, /^\d+\.\d+\.\d+\n$/.test(stdout)]).toEqual([0, true])
  })
})

describe('misuse', () => {
  it.each([
    [[]],
    [['unknown']],
    [['release', 'case', 'more']],
    [['view', 'case', '--for', 'everybody', '-o', 'x']],
    [['view', 'case', '--for', 'public', '-o', 'x', '--release', '0']],
    [['withdraw', 'case', 'row', '--reason', 'other']],
    [['verify', 'file']],
    [['verify', 'file', '--key', KEY, '--lang', 'fr']],
    [['chunk', 'view', 'file', 'x', '--key', KEY]],
    [['audit', 'view', '--key', KEY]],
    [['show', 'file', '--unknown-option']],
    [['verify', 'file', '--key', KEY, '--first']],
    [['verify', 'file', '--key', KEY, '--tsa-roots', 'roots.pem']],
    [
      [
        'request',
        'view',
        '--key',
        KEY,
        '--fields',
        'sex',
        '--purpose',
        'publish',
        '--until',
        '2099-01-01',
        '--by',
        'k',
        '-o',
        'x',
      ],
    ],
    [['assess', 'view', '--key', KEY, '--finding', 'true', '--reason', 'other', '--by', 'k', '-o', 'x']],
    [['chunk', 'view', 'file', '-1', '--key', KEY]],
    [['cosign', 'file', '--key', KEY]],
    [['witness-key', 'file']],
    [['sample', 'size', '--of', '5', '--fewer-than', '2', '--confidence', '100']],
    [['scope']],
    [['scope', 'new', 'file']],
    [['link', 'file', '--lang', 'fr']],
  ])('ends with 2 and says what is wrong on stderr: %j', async (args) => {
    const { exit, stdout, stderr } = await amana(args)
    expect([exit, stdout]).toEqual([2, ''])
    expect(stderr).not.toBe('')
    expect(stderr).not.toMatch(/\n\s+at /)
  })

  it('answers --json with one object even where the options are wrong', async () => {
    for (const args of [['verify', 'file', '--json'], ['--json'], ['show', '--json', '--unknown-option']]) {
      const ran = await amanaAlone(args)
      expect([ran.exit, codeOf(ran)]).toEqual([2, 'cli/misuse'])
    }
  })

  const REFUSED: readonly (readonly [code: string, args: (path: string) => readonly string[]])[] = [
    ['case/not-a-case', () => ['release', join(folder, 'nowhere'), '--identity', me.file]],
    ['case/not-a-case', () => ['release', folder, '--identity', me.file]],
    ['case/exists', (path) => ['new', path, '--recipient', me.recipient]],
    ['cli/no-passphrase', (path) => ['release', path]],
    ['cli/no-passphrase', () => ['new', join(folder, 'fresh')]],
    ['cli/two-keys', (path) => ['release', path, '--identity', me.file, '--passphrase-file', me.file]],
    ['cli/bad-identity', (path) => ['release', path, '--identity', file('no-identity', 'hello\n')]],
    [
      'cli/empty-passphrase',
      (path) => ['release', path, '--passphrase-file', file('empty', '\nsecond line')],
    ],
    ['system/enoent', (path) => ['release', path, '--identity', join(folder, 'none')]],
    ['grant/bad-recipient', () => ['new', join(folder, 'fresh'), '--recipient', 'ssh-ed25519 AAAA']],
    ['release/bad-time', (path) => ['release', path, '--identity', me.file, '--time', '2015-02-30']],
    ['release/nothing-new', (path) => ['release', path, '--identity', me.file]],
    [
      'view/no-release',
      (path) => ['view', path, '--for', 'public', '-o', join(folder, 'v'), '--identity', me.file],
    ],
    ['case/no-such-row', (path) => ['withdraw', path, 'x', '--reason', 'error', '--identity', me.file]],
    ['claims/bad-file', (path) => ['release', path, '--identity', me.file, '--claims', file('claims', '{}')]],
    [
      'import/bad-map',
      (path) => ['import', path, file('t.csv', 'a\n'), '--identity', me.file, '--map', file('m', '[1')],
    ],
    ['import/no-headers', (path) => ['import', path, file('u.csv', 'a,b\n1,2\n'), '--identity', me.file]],
    ['system/enoent', (path) => ['import', path, join(folder, 'none.csv'), '--identity', me.file]],
    ['system/eisdir', (path) => ['import', path, folder, '--identity', me.file]],
    ['cli/stdin-twice', (path) => ['import', path, '-', '-', '--identity', me.file]],
    ['cli/no-key', (path) => ['verify', path, '--key', 'nowhere']],
    ['log/bad-key', () => ['verify', me.file, '--key', KEY]],
    ['cli/not-a-file', () => ['show', folder]],
    ['system/enoent', () => ['link', join(folder, 'none')]],
    ['cli/stdin-twice', () => ['verify', '-', '--since', '-', '--key', KEY]],
    ['cli/exists', () => ['scope', 'new', me.file, '--purpose', 'a', '--recipient', me.recipient]],
    [
      'linkage/bad-scope',
      () => ['scope', 'new', join(folder, 'fresh'), '--purpose', 'own/a', '--recipient', me.recipient],
    ],
    ['grant/locked', () => ['scope', 'show', me.file, '--identity', me.file]],
    ['link/bad-decision', () => ['link', me.file, '--decide', 'a b same', '--by', 'x']],
    ['link/bad-decision', () => ['link', me.file, '--decisions', 'd', '--decide', 'a b same']],
    ['link/bad-decision', () => ['link', me.file, '--by', 'x']],
    ['cli/exists', () => ['link', me.file, '--review', me.file]],
  ]
  it('is refused with a code in JSON, a sentence on stderr, and exit 2', async () => {
    const pending = [...REFUSED]
    const lane = async (path: string) => {
      for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
        const [code, args] = next
        const ran = await amana([...args(path), '--json'], { input: '' })
        expect([code, codeOf(ran), ran.exit]).toEqual([code, code, 2])
        expect(json(ran)).toEqual({ ok: false, error: expect.objectContaining({ code }) })
        expect(ran.stderr.endsWith(`amana: ${json(ran).error.message} [${code}]\n`)).toBe(true)
        expect(ran.stderr).not.toMatch(/\n\s+at /)
      }
    }
    await Promise.all(PATHS.map(lane))
    expect(readdirSync(folder)).not.toContain('fresh')
  })

  it('of no kind is it to stop reading early', () => {
    const bin = join(ROOT, 'packages/cli/bin/amana.js')
    const { stderr } = spawnSync('sh', ['-c', `"${process.execPath}" "${bin}" template --lang ar | true`])
    expect(stderr.toString()).toBe('')
  })
})
