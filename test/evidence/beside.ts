/** Prints the table of `docs/evidence.md`: the attacks, what Amana says, what `sha256sum -c` says. */

import { attacked } from './attacked.js'
import { ATTACKS, MORE_ATTACKS } from './attacks.js'
import { removeFolders } from './folders.js'

/** Marks that show nothing, or nothing of their own, by their number. */
const quoted = (text: string) =>
  text.replaceAll(/\p{M}|\p{Cf}|\ufffd/gu, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`)

console.log('| attack | Amana | `sha256sum -c --strict` |')
console.log('|---|---|---|')
for (const attack of [...ATTACKS, ...MORE_ATTACKS]) {
  const { findings, code, says } = await attacked(attack)
  const ours = findings.map(
    ({ path, kind, other }) => `${kind}: ${path}${other === undefined ? '' : ` (${other})`}`,
  )
  const line = says.find((text) => !text.includes('WARNING')) ?? ''
  const theirs = code === 0 ? 'exit 0, all OK' : `exit ${code}: ${line.replace(/^sha256sum: /, '')}`
  console.log(`| ${attack.name} | ${quoted(ours.join('; '))} | ${quoted(theirs)} |`)
}
removeFolders()
