/** Prints the table of `docs/evidence.md`: the attacks, what Amana says, what `sha256sum -c` says. */

import { attacked } from './attacked.js'
import { ATTACKS, MORE_ATTACKS } from './attacks.js'
import { removeFolders } from './folders.js'

const quoted = (text: string) => text.replaceAll('|', '\\|')

console.log('| attack | Amana | `sha256sum -c --strict` |')
console.log('|---|---|---|')
for (const attack of [...ATTACKS, ...MORE_ATTACKS]) {
  const { findings, code, says } = await attacked(attack)
  const ours = findings.map(
    ({ path, kind, other }) => `${kind}: ${path}${other === undefined ? '' : ` (${other})`}`,
  )
  const line = says.find((text) => !text.includes('WARNING')) ?? ''
  const theirs = code === 0 ? 'exit 0, all OK' : `exit ${code}: ${line.replace(/^sha256sum: /, '')}`
  console.log(
    `| ${attack.name} | ${quoted(JSON.stringify(ours.join('; ')).slice(1, -1))} | ${quoted(theirs)} |`,
  )
}
removeFolders()
