import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { newReceiptWords, openPageCode, readReceiptWords, receiptText } from '@amana/bundle'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { amana, codeOf, type Identity, json, newIdentity, result, temporaryFolder } from './amana.js'

type Decoder = (data: Uint8ClampedArray, width: number, height: number) => { readonly data: string } | null
const decode = createRequire(import.meta.url)('jsqr') as Decoder & { readonly default?: Decoder }

const has = (program: string): boolean => {
  try {
    execFileSync('which', [program], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
const canScan = has('chromium') && has('pdftoppm')
const scanning = canScan ? it : it.skip
const where = canScan ? '' : ' (skipped: chromium or pdftoppm is absent)'

/** The text of the code on the first page of a PDF, as a scan of 150 dots an inch in grey has it. */
function scan(pdf: string): string | undefined {
  const grey = execFileSync('pdftoppm', ['-r', '150', '-gray', '-f', '1', '-l', '1', pdf], {
    maxBuffer: 2 ** 26,
  })
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(grey.subarray(0, 40).toString('latin1'))!
  const pixels = grey.subarray(head[0].length)
  const colours = new Uint8ClampedArray(pixels.length * 4)
  for (const [i, level] of pixels.entries()) colours.set([level, level, level, 255], 4 * i)
  return (decode.default ?? decode)(colours, Number(head[1]), Number(head[2]))?.data
}

describe('amana receipt', () => {
  const folder = temporaryFolder()
  const path = join(folder, 'case')
  const view = join(folder, 'view')
  const key = join(path, 'key.pub')
  let unlock: readonly string[]
  let identity: Identity
  const check = (words: string, ...more: readonly string[]) =>
    amana(['receipt', '--check', view, '--key', key, '--json', ...more], { input: words })

  let words: string
  let paper: { readonly words: string; readonly decoyWords: string }
  const html = join(folder, 'page.html')
  const pdf = join(folder, 'page.pdf')

  beforeAll(async () => {
    identity = await newIdentity(folder)
    unlock = ['--identity', identity.file]
    await result(['new', path, '--recipient', identity.recipient])
    const table = join(folder, 'rows.csv')
    const rows = Array.from({ length: 6 }, (_, i) => `R${i},سامر,الزعبي,Market,Town A`)
    writeFileSync(table, `row_id,given,family,incident,place\n${rows.join('\n')}\n`)
    await result(['import', path, table, ...unlock])
    const ran = await amana(['receipt', path, 'R1', '--lang', 'ar', ...unlock])
    expect(ran.exit).toBe(0)
    expect(ran.stdout).toContain('قل للعائلة')
    words = ran.stdout.split('\n')[0]!
    paper = await result(['receipt', path, 'R2', '--paper', html, '--note', 'spare key: 4th hook', ...unlock])
    await result(['release', path, '--time', '2024-01-01', ...unlock])
    await result(['view', path, '--for', 'investigator', '-o', view, ...unlock])
  })

  it('issues words that find exactly their record', async () => {
    const found = json(await check(words))
    expect(found).toMatchObject({ ok: true, valid: true, found: [{ revision: 1 }] })
    const other = json(await check(paper.words))
    expect(other.found).toHaveLength(1)
    expect(other.found[0].id).not.toBe(found.found[0].id)
    const said = await amana(['receipt', '--check', view, '--key', key], { input: words })
    expect(said.stdout).toMatch(/valid[\s\S]*One record belongs to these words: [0-9a-f]{32}/)
  })

  it('says that no record belongs to others, and which word is none', async () => {
    const none = await check(receiptText(newReceiptWords(), 'en'))
    expect({ exit: none.exit, found: json(none).found }).toEqual({ exit: 1, found: [] })
    const unknown = await check(words.split(' ').with(4, 'zzzz').join(' '))
    expect(json(unknown).error).toMatchObject({ code: 'receipt/unknown-word', details: { position: 5 } })
    expect(unknown.stdout + unknown.stderr).not.toContain(words.split(' ')[0]!)
  })

  it('finds nothing in a view that was changed', async () => {
    const bad = Uint8Array.from(readFileSync(view))
    bad[Math.floor(bad.length / 2)]! ^= 1
    const file = join(folder, 'bad')
    writeFileSync(file, bad)
    const ran = await amana(['receipt', '--check', file, '--key', key, '--json'], { input: words })
    expect({ exit: ran.exit, ok: json(ran).ok }).toEqual({ exit: 1, ok: false })
  })

  it('keeps the words in no file, and the page says nothing in the clear', async () => {
    const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
    for (const { parentPath, name } of files)
      expect(readFileSync(join(parentPath, name)).includes(words)).toBe(false)
    const page = readFileSync(html, 'utf8')
    for (const said of [/amana/i, /receipt/i, /spare key/, /Market/, /الزعبي/, /أمانة/])
      expect(page).not.toMatch(said)
    expect(codeOf(await amana(['receipt', path, 'R2', '--paper', html, '--json', ...unlock]))).toBe(
      'cli/exists',
    )
  })

  it('is misuse without a row, for a row that is not there, and for words as arguments', async () => {
    expect(codeOf(await amana(['receipt', path, '--json', ...unlock]))).toBe('cli/misuse')
    expect(codeOf(await amana(['receipt', path, 'nobody', '--json', ...unlock]))).toBe('case/no-such-row')
    expect((await check(words, ...words.split(' '))).exit).toBe(2)
  })

  scanning(`is scanned from a PDF at 150 dots an inch, and opens under either words${where}`, async () => {
    const again = await result(['receipt', path, 'R3', '--paper', pdf, '--note', 'blue box', ...unlock])
    const text = scan(pdf)!
    expect(openPageCode(text, readReceiptWords(again.decoyWords).words)).toEqual({ note: 'blue box' })
    const file = join(folder, 'scanned')
    writeFileSync(file, `${text}\n`)
    const { found } = json(await check(again.words, '--scanned', file))
    // R3 was issued after the release: the page names the record, which no words find in this view yet.
    expect(found).toEqual([])
    await result(['release', path, '--time', '2024-02-01', ...unlock])
    const next = join(folder, 'next')
    await result(['view', path, '--for', 'investigator', '-o', next, ...unlock])
    const ran = await amana(['receipt', '--check', next, '--key', key, '--scanned', file, '--json'], {
      input: again.words,
    })
    const seen = json(ran)
    expect(seen).toMatchObject({ ok: true, found: [{ id: seen.paper, revision: 2 }] })
    expect(json(await check(again.decoyWords, '--scanned', file))).toEqual({ ok: true, note: 'blue box' })
    expect(existsSync(pdf)).toBe(true)
  })
})
