/** A time line of incidents: each as wide as its date is uncertain. Time runs with the direction of reading. */
import type { Language } from '@amana/bundle'
import { number } from './catalogues.js'
import { s } from './dom.js'
import { type Numbered, titleOf } from './numbered.js'
import type { Words } from './words.js'

const DAY = 86_400_000
const [WIDTH, HEIGHT] = [800, 220]
const [LEFT, RIGHT, TOP, BOTTOM] = [40, 20, 24, 30]
/** A day is drawn at least so wide. */
const LEAST = 4

/** First and last millisecond of a date as far as it is known, UTC. */
function spanOf(date: string): { from: number; to: number } {
  const [year, month, day] = date.split('-').map(Number) as [number, number?, number?]
  const from = Date.UTC(year, (month ?? 1) - 1, day ?? 1)
  if (day !== undefined) return { from, to: from + DAY }
  return { from, to: month === undefined ? Date.UTC(year + 1, 0, 1) : Date.UTC(year, month, 1) }
}

/** The first days of the years, or where they are few of the months or days, that stand under the line. */
function ticks(from: number, to: number): { at: number; text: string }[] {
  const length = to - from > 3 * 365 * DAY ? 4 : to - from > 90 * DAY ? 7 : 10
  const found: { at: number; text: string }[] = []
  let before = ''
  for (let at = from; at < to; at += DAY) {
    const text = new Date(at).toISOString().slice(0, length)
    if (text !== before) found.push({ at: Date.parse(text.padEnd(10, '-01')), text })
    before = text
  }
  const step = Math.ceil(found.length / 8)
  return found.filter(({ at }, i) => i % step === 0 && at >= from)
}

/** Draws incidents that have a date. */
export function timeLineOf(incidents: readonly Numbered[], words: Words, language: Language): SVGElement {
  const spans = incidents.map(({ date }) => spanOf(date!))
  const from = Math.min(...spans.map((span) => span.from)) - DAY
  const to = Math.max(...spans.map((span) => span.to)) + DAY
  const most = Math.max(1, ...incidents.map(({ persons }) => persons))
  const along = (time: number) => LEFT + ((time - from) / (to - from)) * (WIDTH - LEFT - RIGHT)
  const x = (at: number, wide = 0) => (language === 'ar' ? WIDTH - at - wide : at)
  const base = HEIGHT - BOTTOM
  const texts = words.incidents
  const bars = incidents.map((incident, i) => {
    const { from: first, to: last } = spans[i]!
    const wide = Math.max(LEAST, along(last) - along(first))
    const high = Math.max(2, (incident.persons / most) * (base - TOP))
    const middle = along(first) + wide / 2
    return [
      s(
        'rect',
        { class: 'mark', x: x(along(first), wide), y: base - high, width: wide, height: high },
        titleOf(incident, words, language),
      ),
      incidents.length > 40
        ? null
        : s(
            'text',
            { x: x(middle), y: base - high - 4, 'text-anchor': 'middle' },
            number(incident.at, language),
          ),
    ]
  })
  return s(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': texts.timeLine, class: 'drawing' },
    s('line', { class: 'axis', x1: x(LEFT), x2: x(WIDTH - RIGHT), y1: base, y2: base }),
    ticks(from, to).map(({ at, text }) => [
      s('line', { class: 'axis', x1: x(along(at)), x2: x(along(at)), y1: base, y2: base + 5 }),
      s('text', { x: x(along(at)), y: base + 18, 'text-anchor': 'middle', direction: 'ltr' }, text),
    ]),
    s('text', { x: x(LEFT - 8), y: TOP, 'text-anchor': 'middle' }, number(most, language)),
    s('line', { class: 'grid', x1: x(LEFT), x2: x(WIDTH - RIGHT), y1: TOP, y2: TOP }),
    bars,
  )
}
