import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import { put } from '../evidence/folders.js'
import { newIdentity, result, temporaryFolder } from './amana.js'

const folder = temporaryFolder()
const at = (name: string): string => join(folder, name)

// Two hundred persons have two thousand group commitments: from there on the command makes them by threads.
it('releases and verifies a case that is large enough for threads', async () => {
  const me = await newIdentity(folder)
  const own = ['--identity', me.file]
  const rows = Array.from(
    { length: 210 },
    (_, i) => `r${i},Person ${i},Mill,${i % 3 === 0 ? 'female' : 'male'}`,
  )
  put(folder, 'persons.csv', `row_id,full_name,incident,sex\n${rows.join('\n')}\n`)
  await result(['new', at('case'), '--recipient', me.recipient])
  await result(['import', at('case'), at('persons.csv'), ...own])
  const { persons } = await result(['release', at('case'), ...own])
  expect(persons.added).toBe(210)
  await result(['view', at('case'), '--for', 'custodian', '-o', at('view'), ...own])
  const report = await result(['verify', at('view'), '--key', at('case/key.pub')])
  expect([report.ok, report.totals.persons]).toEqual([true, 210])
})
