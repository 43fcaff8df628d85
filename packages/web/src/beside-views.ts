/** What the page shows of other readers and earlier times: two histories, a file to be kept, a line to be handed on. */
import type { Report } from '@amana/bundle'
import { isolated } from './catalogues.js'
import { button, code, download, given, h } from './dom.js'
import type { VerifiedView } from './protocol.js'
import type { Words } from './words.js'

/** Views that are not of the history that another file, or what was seen before, is of: both under one signature. */
export function forksView(views: readonly VerifiedView[], { beside }: Words): HTMLElement | null {
  // Of two that fork from each other each says it: once is enough.
  const forked = views.filter(
    ({ fork, report: { line } }, i) =>
      fork !== null && !views.slice(0, i).some((other) => other.fork?.line === line && line !== null),
  )
  if (forked.length === 0) return null
  return h(
    'section',
    { 'aria-labelledby': 'forks', class: 'warning' },
    h('h3', { id: 'forks' }, beside.forks.title),
    forked.map(({ name, fork, report: { line } }) => [
      h(
        'p',
        null,
        fork!.other === null
          ? beside.forks.seen(isolated(name))
          : beside.forks.both(isolated(name), isolated(fork!.other)),
      ),
      h(
        'ul',
        null,
        [line, fork!.line].map((one) => (one === null ? null : h('li', null, code(one)))),
      ),
    ]),
    h('p', null, h('b', null, beside.forks.keep)),
  )
}

/** The file of what was seen: the page keeps nothing, so the reader has to. */
export function seenView(before: string, after: string, fileName: string, { beside }: Words): HTMLElement {
  const isNew = after !== before
  return h(
    'section',
    { 'aria-labelledby': 'seen' },
    h('h3', { id: 'seen' }, beside.seen.title),
    h('p', null, isNew ? beside.seen.changed : beside.seen.same),
    button(beside.seen.save, () => download(new Blob([after], { type: 'text/plain' }), fileName), {
      id: 'save-seen',
    }),
  )
}

/** The line and the words of a view that failed no check, for another reader to compare. */
export function lineView({ ok, line, words: aloud }: Report, { beside }: Words): HTMLElement | null {
  if (!ok || line === null || aloud === null) return null
  return h(
    'section',
    { 'aria-labelledby': 'own-line-title' },
    h('h3', { id: 'own-line-title' }, beside.line.title),
    h('p', { class: 'help' }, beside.line.help),
    // In a field it is taken whole with the keyboard too.
    h(
      'textarea',
      { id: 'own-line', rows: 3, dir: 'ltr', readonly: true, 'aria-labelledby': 'own-line-title' },
      line,
    ),
    h('p', null, beside.line.words, ': ', h('b', { id: 'own-words' }, given(aloud))),
  )
}
