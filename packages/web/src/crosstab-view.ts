/** Counting persons by one or two open fields: a table whose rows end in a bar. */
import type { Language } from '@amana/bundle'
import { number, percent } from './catalogues.js'
import { type Child, h, s, table } from './dom.js'
import { columnName, valueName } from './field-words.js'
import { CLOSED, type Column, type Contents } from './protocol.js'
import type { Words } from './words.js'

/** So many rows and columns are shown by themselves, the largest; the others as one. */
const MOST = { rows: 30, columns: 8 } as const
const BAR = 200

/** The values of one side of a table: those shown, and for each person which one (the last stands for all others). */
interface Side {
  readonly names: readonly string[]
  readonly of: Int32Array
}

function sideOf(
  column: Column | null,
  most: number,
  persons: number,
  incidents: ReadonlyMap<string, string>,
  words: Words,
  language: Language,
): Side {
  const of = new Int32Array(persons)
  if (column === null) return { names: [words.crosstab.all], of }
  const counts = new Map<number, number>()
  for (const code of column.codes) counts.set(code, (counts.get(code) ?? 0) + 1)
  const ranked = [...counts].sort(([x, many], [y, more]) => more - many || x - y).map(([code]) => code)
  // Closed and empty ones come last among those shown: they are no values.
  const shown = ranked.slice(0, most).sort((x, y) => Number(x < 0) - Number(y < 0) || 0)
  const place = new Map(shown.map((code, i) => [code, i]))
  column.codes.forEach((code, person) => {
    of[person] = place.get(code) ?? shown.length
  })
  const name = (code: number): string => {
    if (code >= 0) return valueName(column, column.values[code]!, incidents, words, language)
    return code === CLOSED ? words.crosstab.closed : words.crosstab.empty
  }
  const others = ranked.length > most ? [words.crosstab.others(number(ranked.length - most, language))] : []
  return { names: [...shown.map(name), ...others], of }
}

/** The part of the page where fields are chosen and counted. */
export function crosstabView(contents: Contents, words: Words, language: Language): HTMLElement {
  const { columns, persons } = contents
  const texts = words.crosstab
  const head = h('h3', { id: 'crosstab' }, texts.title)
  if (columns.length === 0)
    return h('section', { 'aria-labelledby': 'crosstab' }, head, h('p', null, texts.none))
  const incidents = new Map(
    contents.incidents.map(({ id, label }) => [id, label === null ? `#${id.slice(0, 8)}` : label]),
  )
  const out = h('div')
  const show = (): void => {
    const [rows, across] = [columns[Number(first.value)]!, columns[Number(second.value)] ?? null]
    const [down, over] = [
      sideOf(rows, MOST.rows, persons, incidents, words, language),
      sideOf(across, MOST.columns, persons, incidents, words, language),
    ]
    const cells = down.names.map(() => new Int32Array(over.names.length))
    for (let person = 0; person < persons; person++) cells[down.of[person]!]![over.of[person]!]!++
    out.replaceChildren(tableOf(rows, across, down, over, cells, words, language))
  }
  const options = columns.map((column, i) => h('option', { value: i }, columnName(column, words, language)))
  const first = h('select', { id: 'crosstab-rows', change: show }, options)
  const second = h(
    'select',
    { id: 'crosstab-columns', change: show },
    h('option', { value: -1 }, texts.nothing),
    options.map((option) => option.cloneNode(true)),
  )
  show()
  return h(
    'section',
    { 'aria-labelledby': 'crosstab' },
    head,
    h('p', { class: 'help' }, texts.help),
    h(
      'p',
      { class: 'choices live' },
      h('label', { for: 'crosstab-rows' }, texts.rows),
      first,
      h('label', { for: 'crosstab-columns' }, texts.columns),
      second,
    ),
    out,
  )
}

function tableOf(
  rows: Column,
  across: Column | null,
  down: Side,
  over: Side,
  cells: readonly Int32Array[],
  words: Words,
  language: Language,
): HTMLElement {
  const sum = (list: Iterable<number>) => [...list].reduce((all, value) => all + value, 0)
  const totals = cells.map(sum)
  const all = sum(totals)
  const most = Math.max(1, ...totals)
  const crossed = across !== null
  const name = columnName(rows, words, language)
  const caption = crossed ? `${name} × ${columnName(across, words, language)}` : name
  const line = (label: Child, counts: readonly number[], total: number, bar: Child): Child[] => [
    label,
    ...(crossed ? counts.map((count) => number(count, language)) : []),
    number(total, language),
    all === 0 ? '–' : percent(total / all, language),
    bar,
  ]
  return table(
    caption,
    [
      name,
      ...(crossed ? over.names.map((text) => ({ number: text })) : []),
      { number: words.crosstab.all },
      { number: words.crosstab.share },
      words.crosstab.bar,
    ],
    [
      ...down.names.map((text, i) =>
        line(h('bdi', null, text), [...cells[i]!], totals[i]!, barOf(cells[i]!, most, language)),
      ),
      line(
        h('b', null, words.crosstab.all),
        over.names.map((_, j) => sum(cells.map((row) => row[j]!))),
        all,
        null,
      ),
    ],
  )
}

/** The counts of a row beside each other, in as many shades. The numbers stand in the table. */
function barOf(counts: Int32Array, most: number, language: Language): SVGElement {
  let at = 0
  return s(
    'svg',
    { viewBox: `0 0 ${BAR} 14`, width: BAR, height: 14, 'aria-hidden': 'true', class: 'bar' },
    [...counts].map((count, i) => {
      const wide = (count / most) * BAR
      const x = language === 'ar' ? BAR - at - wide : at
      at += wide
      return count === 0 ? null : s('rect', { class: `shade-${i % 9}`, x, y: 1, width: wide, height: 12 })
    }),
  )
}
