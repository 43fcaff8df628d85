/** The page for whoever keeps the keys, walked through command by command. */
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode, encode, type Value } from '@amana/codec'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { Decrypter } from 'age-encryption'
import {
  amana,
  codeOf,
  type Identity,
  json,
  newIdentity,
  type Ran,
  ROOT,
  result,
  temporaryFolder,
} from './amana.js'

const folder = temporaryFolder()
const PEOPLE = ['me', 'one', 'two', 'three', 'four', 'new'] as const
const identities = new Map<string, Identity>()
const at = (name: string) => join(folder, name)

/** The commands of the page under a heading. */
function commandsUnder(heading: string): readonly string[] {
  const page = readFileSync(join(ROOT, 'docs/custody.md'), 'utf8')
  const section = page.split('\n## ').find((part) => part.startsWith(`${heading}\n`))
  const block = section?.split('```sh\n')[1]?.split('\n```')[0]
  if (block === undefined) throw new Error(`no commands under "${heading}"`)
  return block.split('\n')
}

/** Runs a line of the page, in the folder of the test. */
async function runLine(line: string): Promise<Ran> {
  const [command] = line.split(' # ')
  const [npx, program, ...args] = command!.split(' ')
  expect([npx, program]).toEqual(['npx', 'amana'])
  const filled = args.map((arg) =>
    arg.startsWith('$') ? identities.get(arg.slice(1).toLowerCase())!.recipient : arg,
  )
  return amana([...filled, '--json'], { cwd: folder })
}

async function walk(heading: string): Promise<void> {
  for (const line of commandsUnder(heading)) {
    const ran = await runLine(line)
    const refused = line.split(' # refused: names ')[1]
    if (refused === undefined) expect([line, ran.exit, ran.stderr.includes('[')]).toEqual([line, 0, false])
    else {
      expect([line, ran.exit]).toEqual([line, 2])
      expect(json(ran).error.message).toContain(refused)
    }
  }
}

beforeAll(async () => {
  for (const name of PEOPLE) {
    const identity = await newIdentity(folder)
    cpSync(identity.file, at(`${name}.txt`))
    identities.set(name, { ...identity, file: at(`${name}.txt`) })
  }
  const me = identities.get('me')!
  await result(['new', at('ours'), '--recipient', me.recipient])
  writeFileSync(at('table.csv'), 'row_id,full_name,incident\n1,سامي نادر القاسم,Market\n')
  await result(['import', at('ours'), at('table.csv'), '--identity', me.file])
  await result(['release', at('ours'), '--identity', me.file])
  await result(['view', at('ours'), '--for', 'public', '-o', at('published.view'), '--identity', me.file])
})

describe('the page for whoever keeps the keys', () => {
  it('holds before anything is lost', async () => {
    await walk('Before: share the keys out')
    expect(readdirSync(at('ours')).filter((name) => name.startsWith('recovery-'))).toHaveLength(1)
    // What a backup holds, and a change that the next release can sign.
    writeFileSync(at('more.csv'), 'row_id,full_name,incident\n2,هدى نادر القاسم,Market\n')
    await result(['import', at('ours'), at('more.csv'), '--identity', identities.get('me')!.file])
    cpSync(at('ours'), at('backup'), { recursive: true })
  })

  it('holds where the laptop is lost', async () => {
    await walk('The laptop is lost')
    const old = await amana(['release', at('backup'), '--identity', at('me.txt'), '--json'])
    expect(codeOf(old)).toBe('case/locked')
  })

  it('holds where a partner is lost, and shares of two sets do not go together', async () => {
    await walk('A partner is lost')
    const ran = await amana(
      [
        'keys',
        'rehearse',
        at('ours'),
        at('shares/share-1.age'),
        at('new-shares/share-2.age'),
        at('new-shares/share-3.age'),
      ].concat(
        ['one', 'two', 'four'].flatMap((name) => ['--share-identity', at(`${name}.txt`)]),
        '--json',
      ),
    )
    expect(json(ran).error).toMatchObject({
      code: 'keys/foreign-share',
      message: expect.stringContaining(': share-1.age'),
    })
  })

  it('holds where a partner is coerced', async () => {
    const bytes = readFileSync(at('new-shares/share-2.age'))
    bytes[bytes.length - 1]! ^= 1
    writeFileSync(at('altered.age'), bytes)
    await walk('A partner is coerced')

    // With what stands in it altered, too, so that it calls the others foreign, and given first.
    const two = identities.get('two')!
    const decrypter = new Decrypter()
    decrypter.addIdentity(two.secret)
    const share = decode(await decrypter.decrypt(readFileSync(at('new-shares/share-2.age')))) as Value[]
    const common = decode(share[1] as Uint8Array) as Value[]
    const sealed = (common[3] as Uint8Array).slice()
    sealed[0]! ^= 1
    writeFileSync(
      at('forged'),
      encode([share[0]!, encode([...common.slice(0, 3), sealed]), share[2]!, share[3]!]),
    )
    const open = ['--share-identity', at('one.txt')]
    const ran = await amana([
      'keys',
      'rehearse',
      at('ours'),
      at('forged'),
      at('new-shares/share-1.age'),
      ...open,
      '--json',
    ])
    expect(json(ran).error).toMatchObject({
      code: 'keys/foreign-share',
      message: expect.stringMatching(/: forged\.$/),
    })
  })
})

describe('shares', () => {
  const splitOptions = ['--threshold', '2', '--shares', '2', '--identity', at('me.txt'), '--json']

  it('on paper bring the keys back with the common part alone, and name nothing', async () => {
    const out = at('paper')
    await result(['keys', 'split', at('ours'), ...splitOptions.slice(0, -1), '--paper', '-o', out])
    const files = ['1', '2'].map((number) => {
      const page = readFileSync(join(out, `share-${number}.html`), 'utf8')
      expect(page).not.toMatch(/amana|ours|case/i)
      const code = /<p class="code">([^<]+)<\/p>/.exec(page)![1]!
      writeFileSync(at(`typed-${number}.txt`), `${code.toUpperCase()}\n`)
      return at(`typed-${number}.txt`)
    })
    expect(await result(['keys', 'rehearse', at('ours'), ...files])).toMatchObject({
      used: [1, 2],
      threshold: 2,
    })
    writeFileSync(
      at('typed-1.txt'),
      readFileSync(at('typed-1.txt'), 'utf8').replace(/.$/m, (c) => (c === 'Q' ? 'P' : 'Q')),
    )
    const ran = await amana(['keys', 'rehearse', at('ours'), ...files, '--json'])
    expect(json(ran).error).toMatchObject({
      code: 'keys/bad-share',
      message: expect.stringContaining('typed-1.txt'),
    })
  })

  it('are refused for a case that is not theirs', async () => {
    const me = identities.get('me')!
    await result(['new', at('other'), '--recipient', me.recipient])
    const shares = [2, 3].map((number) => at(`new-shares/share-${number}.age`))
    const open = ['two', 'four'].flatMap((name) => ['--share-identity', at(`${name}.txt`)])
    const before = readFileSync(at('other/keys.age'))
    for (const args of [
      ['keys', 'rehearse', at('other'), ...shares, ...open],
      ['keys', 'recover', at('other'), ...shares, ...open, '--recipient', me.recipient],
    ])
      expect(codeOf(await amana([...args, '--json']))).toBe('keys/other-case')
    expect(readFileSync(at('other/keys.age'))).toEqual(before)
  })

  it('on paper of an older set still bring the keys back, with the file of that set', async () => {
    await result(['keys', 'split', at('ours'), ...splitOptions.slice(0, -1), '--paper', '-o', at('later')])
    writeFileSync(
      at('typed-1.txt'),
      /<p class="code">([^<]+)<\/p>/.exec(readFileSync(at('paper/share-1.html'), 'utf8'))![1]!,
    )
    const files = [at('typed-1.txt'), at('typed-2.txt')]
    expect(await result(['keys', 'rehearse', at('ours'), ...files])).toMatchObject({ used: [1, 2] })
  })

  it('are all written, or none: a wrong recipient leaves nothing', async () => {
    const one = identities.get('one')!.recipient
    const before = readdirSync(at('ours'))
    const ran = await amana([
      ...['keys', 'split', at('ours'), ...splitOptions, '-o', at('half')],
      ...['--recipient', one, '--recipient', `${one.slice(0, -1)}${one.endsWith('x') ? 'y' : 'x'}`],
    ])
    expect(codeOf(ran)).toBe('grant/bad-recipient')
    expect([existsSync(at('half')), readdirSync(at('ours'))]).toEqual([false, before])
  })

  it.each([
    [['-o', at('none')], 'keys/no-partners'],
    [['-o', at('none'), '--recipient', 'age1x'], 'keys/no-partners'],
    [['-o', at('shares'), '--paper'], 'cli/exists'],
  ])('are not made with %j', async (more, code) => {
    expect(codeOf(await amana(['keys', 'split', at('ours'), ...splitOptions, ...more]))).toBe(code)
  })
})

describe('keys that are wrapped anew', () => {
  it('open for the new recipients, and no more for the old', async () => {
    const [me, next] = ['me', 'new'].map((name) => identities.get(name)!)
    await result(['keys', 'rewrap', at('ours'), '--identity', me!.file, '--recipient', next!.recipient])
    expect(await result(['keys', 'show', at('ours')])).toMatchObject({ wrappedFor: 1 })
    expect(codeOf(await amana(['release', at('ours'), '--identity', me!.file, '--json']))).toBe('case/locked')
    expect(await result(['release', at('ours'), '--identity', next!.file])).toMatchObject({ release: 2 })
  })
})
