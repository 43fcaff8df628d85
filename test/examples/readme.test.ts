import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'

describe('the README', () => {
  it('holds library code that runs and prints what it says', () => {
    const [, code] = /```js\n([\s\S]*?)```/.exec(readFileSync(join(process.cwd(), 'README.md'), 'utf8')) ?? []
    // Beside the tests, so that the packages are found as they are from an organisation's own tool.
    const folder = mkdtempSync(join(process.cwd(), 'test', '.build', 'readme-'))
    try {
      writeFileSync(join(folder, 'example.mjs'), code ?? '')
      const { stdout, stderr } = spawnSync(process.execPath, [join(folder, 'example.mjs')], {
        encoding: 'utf8',
      })
      expect(stderr).toBe('')
      expect(stdout).toBe('true 2\n')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('names only files that exist', () => {
    const text = readFileSync(join(process.cwd(), 'README.md'), 'utf8')
    for (const [, path] of text.matchAll(/\]\(([\w./-]+)\)/g))
      expect(() => readFileSync(join(process.cwd(), path ?? ''))).not.toThrow()
  })
})
