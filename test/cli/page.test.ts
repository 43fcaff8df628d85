import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import { amana, codeOf, ROOT, result, temporaryFolder } from './amana.js'

const folder = temporaryFolder()

it('amana page tells the hash of the page that the build made, and writes that page, over nothing', async () => {
  const built = readFileSync(join(ROOT, 'packages/web/dist/amana.html'))
  const sha256 = createHash('sha256').update(built).digest('hex')
  expect(await result(['page'])).toEqual({ ok: true, sha256, bytes: built.length })
  const file = join(folder, 'amana.html')
  expect((await amana(['page', '-o', file])).stdout).toBe(`${sha256}  ${file}\n`)
  expect(readFileSync(file).equals(built)).toBe(true)
  expect(codeOf(await amana(['page', '-o', file, '--json']))).toBe('cli/exists')
})
