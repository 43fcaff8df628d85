import { execFile } from 'node:child_process'
import { describe, expect, it } from '@jest/globals'

interface Line {
  readonly what: string
  readonly ours: boolean
}
interface Picks {
  readonly highest: number
  readonly average: number
}

async function attack<Of>(
  ...args: readonly string[]
): Promise<{ ok: boolean; lines: readonly (Line & Of)[] }> {
  const stdout = await new Promise<string>((done) => {
    execFile(process.execPath, ['test/attack/main.mjs', ...args, '--json'], (_, out) => done(out))
  })
  return JSON.parse(stdout) as { ok: boolean; lines: readonly (Line & Of)[] }
}

describe('an attack with a civil registry', () => {
  it('picks nobody with more than one chance in five from gated views, together or pooled, and all but all from salted hashes', async () => {
    const { ok, lines } = await attack<{ list: Picks; registry: Picks }>('registry')
    expect(ok).toBe(true)
    for (const { list, registry } of lines.filter(({ ours }) => ours))
      for (const { highest, average } of [list, registry]) {
        expect(highest).toBeLessThanOrEqual(1 / 5)
        expect(average).toBeLessThan(0.03)
      }
    const spreadsheet = lines.find(({ what }) => what.startsWith('salted hashes'))!
    expect(spreadsheet.list.average).toBeGreaterThan(0.9)
    // Each of these views passes alone: without the ledger the two together would not be seen.
    const apart = lines.find(({ what }) => what.includes('made by itself'))!
    expect(apart.list.highest).toBeGreaterThan(1 / 5)
  })
})

describe('an attack by subtracting tables', () => {
  // docs/attacks.md has the figures of 200 sequences.
  it('works out no small cell of what passed the gate, and some of what was published with small cells left out', async () => {
    const { ok, lines } = await attack<{ exactly: number; nearly: number; cells: number }>(
      'differencing',
      '--persons',
      '20',
      '--seed',
      '5',
    )
    expect(ok).toBe(true)
    const [ours, naive] = lines
    expect(ours).toMatchObject({ exactly: 0, nearly: 0 })
    expect(ours!.cells).toBeGreaterThan(20 * 6)
    expect(naive!.exactly).toBeGreaterThan(20)
  })
})

describe('an attack by which release listed a person first', () => {
  // docs/attacks.md has the figures of 40 sequences.
  it('finds nobody among fewer than five by what passed the gate, and some where the list is judged as a whole', async () => {
    const { ok, lines } = await attack<{ found: number; victims: number }>('batches', '--persons', '2')
    expect(ok).toBe(true)
    const [ours, naive] = lines
    expect([ours!.found, ours!.victims > 180, naive!.found > 0]).toEqual([0, true, true])
  })
})
