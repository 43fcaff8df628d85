// An UpSet plot (Lex, Gehlenborg, Strobelt, Vuillemot and Pfister 2014): how many persons stand on exactly which lists. One SVG text without
// scripts, fonts or links.
import type { Overlap } from './overlap.js'

const TEXT = {
  en: {
    title: 'Persons by the lists they stand on',
    size: 'records on the list',
    set: 'persons on exactly these lists',
    more: (sets: number, persons: number) => `Not drawn: ${sets} more sets with ${persons} persons in all`,
  },
  ar: {
    title: 'الأشخاص بحسب القوائم التي وردوا فيها',
    size: 'سجلات القائمة',
    set: 'أشخاص في هذه القوائم وحدها',
    more: (sets: number, persons: number) =>
      `لم يرسم: ${sets} من المجموعات الأصغر، وفيها ${persons} من الأشخاص`,
  },
} as const

/** Text for XML, without what XML 1.0 has no place for and without marks that turn a line around. */
const escaped = (text: string): string =>
  text
    .replace(/[\p{Cf}\p{Cs}\uFFFE\uFFFF]/gu, '')
    .replace(/\p{Cc}/gu, ' ')
    .replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!)

/** Signs of a list's name and size that fit beside its bar. */
const LABEL = 27
const SETS = 40
const BAR = 34
/** Marks that isolate a right-to-left line, and a name of either direction, from what stands around it. */
const [RLI, FSI, PDI] = ['\u2067', '\u2068', '\u2069']
const ROW = 24
const HIGH = 200
const LEFT = 300
const TOP = 60

/**
 * Draws the plot. In Arabic it is mirrored: lists stand on the right and the largest set comes first from the right. The numbers are in
 * its description as text too, for who does not see it.
 *
 * @param names of the lists
 * @param sizes records of each list
 * @param overlaps as `overlapOf` gives them; at most the first 40 sets are drawn, and the plot says what is left
 * @example
 * upsetSvg(['A', 'B'], [103, 40], overlaps, 'ar')
 */
export function upsetSvg(
  names: readonly string[],
  sizes: readonly number[],
  overlaps: readonly Overlap[],
  language: 'en' | 'ar' = 'en',
): string {
  const words = TEXT[language]
  const shown = overlaps.slice(0, SETS)
  const left = overlaps.slice(SETS)
  const width = Math.max(LEFT + shown.length * BAR + 40, 560)
  const height = TOP + HIGH + names.length * ROW + (left.length > 0 ? 80 : 60)
  const mirrored = language === 'ar'
  const x = (at: number, wide = 0): number => (mirrored ? width - at - wide : at)
  const most = Math.max(1, ...shown.map(({ persons }) => persons))
  const largest = Math.max(1, ...sizes)
  const rowY = (list: number): number => TOP + HIGH + 24 + list * ROW
  const out: string[] = []
  // Not every program that draws SVG turns anchors around in a right-to-left text, so the text as a whole is left to right and the lines
  // that are not are isolated, as are the names in them.
  const text = (at: number, y: number, content: string, anchor: 'start' | 'middle', size = 12): void => {
    const turned = anchor === 'start' && mirrored ? 'end' : anchor
    const line = mirrored ? `${RLI}${content}${PDI}` : content
    out.push(`<text x="${x(at)}" y="${y}" text-anchor="${turned}" font-size="${size}">${line}</text>`)
  }
  const rect = (at: number, y: number, wide: number, high: number, fill: string): void => {
    out.push(`<rect x="${x(at, wide)}" y="${y}" width="${wide}" height="${high}" fill="${fill}"/>`)
  }
  text(20, 28, escaped(words.title), 'start')
  names.forEach((name, list) => {
    const y = rowY(list)
    const wide = Math.round((sizes[list]! / largest) * 80)
    if (list % 2 === 0) rect(LEFT - 8, y - ROW / 2, shown.length * BAR + 8, ROW, '#f0f0f0')
    rect(LEFT - 14 - wide, y - 6, wide, 12, '#7a7a7a')
    const size = ` (${sizes[list]})`
    const letters = [...name]
    const short =
      letters.length + size.length > LABEL ? `${letters.slice(0, LABEL - size.length - 1).join('')}…` : name
    text(20, y + 4, `${FSI}${escaped(short)}${PDI}${size}`, 'start')
  })
  shown.forEach(({ lists, persons }, i) => {
    const at = LEFT + i * BAR + BAR / 2
    const high = Math.max(1, Math.round((persons / most) * (HIGH - 20)))
    rect(at - 8, TOP + HIGH - high, 16, high, '#333333')
    text(at, TOP + HIGH - high - 4, String(persons), 'middle', 10)
    names.forEach((_, list) => {
      const on = lists.includes(list)
      out.push(`<circle cx="${x(at)}" cy="${rowY(list)}" r="6" fill="${on ? '#333333' : '#d0d0d0'}"/>`)
    })
    if (lists.length > 1)
      out.push(
        `<line x1="${x(at)}" x2="${x(at)}" y1="${rowY(lists[0]!)}" y2="${rowY(lists.at(-1)!)}" stroke="#333333" stroke-width="2"/>`,
      )
  })
  if (left.length > 0) {
    const persons = left.reduce((sum, set) => sum + set.persons, 0)
    text(20, height - 34, words.more(left.length, persons), 'start')
  }
  const table = overlaps.map(
    ({ lists, persons }) => `${lists.map((list) => names[list]).join(' + ')}: ${persons}`,
  )
  text(20, height - 14, `▮ ${words.set}; ▬ ${words.size}`, 'start')
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" direction="ltr" xml:lang="${language}" role="img" aria-label="${escaped(words.title)}">
<title>${escaped(words.title)}</title>
<desc>${escaped(table.join('; '))}</desc>
<rect width="${width}" height="${height}" fill="#ffffff"/>
${out.join('\n')}
</svg>
`
}
