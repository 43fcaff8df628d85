/** What comparing files with a manifest found, in words. */
import type { Language } from '@amana/bundle'
import { number } from './catalogues.js'
import { given, h, inParts, table } from './dom.js'
import type { Audited } from './protocol.js'
import type { Words } from './words.js'

export function auditView(audited: Audited, words: Words, language: Language): HTMLElement {
  const texts = words.audit
  const count = (value: number) => number(value, language)
  const { findings, allFindings, listed, closed, files, bytes, naming } = audited
  return h(
    'div',
    null,
    h(
      'p',
      { class: `verdict ${allFindings === 0 ? 'pass' : 'fail'}` },
      allFindings === 0 ? texts.none : texts.some(count(allFindings)),
    ),
    h('p', null, texts.counted(count(listed), count(files), count(bytes)), ' ', texts.naming[naming]),
    closed > 0 ? h('p', null, texts.closed(count(closed))) : null,
    findings.length === 0
      ? null
      : inParts(
          findings,
          100,
          (left) => words.more(count(left)),
          (part) =>
            table(
              texts.title,
              texts.columns,
              part.map(({ path, kind, other }) => [
                path === '' ? texts.sealedName : given(path),
                texts.kinds[kind],
                other === undefined ? '' : given(other),
              ]),
            ),
        ),
    h('p', { class: 'help' }, texts.closing),
  )
}
