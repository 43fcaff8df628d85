// An UpSet plot (Lex, Gehlenborg, Strobelt, Vuillemot and Pfister 2014): how many persons stand on exactly which lists. One SVG text without
// scripts, fonts or links.
import type { Overlap } from './overlap.js'

const TEXT = {
  en: {
    title: 'Persons by the lists they stand on',
    size: 'records on the list',
    set: 'persons on exactly these lists',
  },
  ar: {
    title: 'الأشخاص بحسب القوائم التي وردوا فيها',
    size: 'سجلات القائمة',
    set: 'أشخاص في هذه القوائم وحدها',
  },
} as const

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!)

const BAR = 26
const ROW = 24
const HIGH = 200
const LEFT = 300
const TOP = 60

/**
 * Draws the plot. In Arabic it is mirrored: lists stand on the right and the largest set comes first from the right.
 *
 * @param names of the lists
 * @param sizes records of each list
 * @param overlaps as `overlapOf` gives them; at most the first 40 sets are drawn
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
  const shown = overlaps.slice(0, 40)
  const width = LEFT + shown.length * BAR + 40
  const height = TOP + HIGH + names.length * ROW + 60
  const mirrored = language === 'ar'
  const x = (at: number, wide = 0): number => (mirrored ? width - at - wide : at)
  const most = Math.max(1, ...shown.map(({ persons }) => persons))
  const largest = Math.max(1, ...sizes)
  const rowY = (list: number): number => TOP + HIGH + 24 + list * ROW
  const out: string[] = []
  const text = (at: number, y: number, content: string, anchor: 'start' | 'middle' | 'end'): void => {
    // In a right-to-left text "start" is its right end, so anchors need no turning: x is turned already.
    out.push(`<text x="${x(at)}" y="${y}" text-anchor="${anchor}">${escaped(content)}</text>`)
  }
  const rect = (at: number, y: number, wide: number, high: number, fill: string): void => {
    out.push(`<rect x="${x(at, wide)}" y="${y}" width="${wide}" height="${high}" fill="${fill}"/>`)
  }
  text(20, 28, words.title, 'start')
  names.forEach((name, list) => {
    const y = rowY(list)
    const wide = Math.round((sizes[list]! / largest) * 80)
    if (list % 2 === 0) rect(LEFT - 8, y - ROW / 2, shown.length * BAR + 8, ROW, '#f0f0f0')
    rect(LEFT - 14 - wide, y - 6, wide, 12, '#7a7a7a')
    text(20, y + 4, `${name} (${sizes[list]})`, 'start')
  })
  shown.forEach(({ lists, persons }, i) => {
    const at = LEFT + i * BAR + BAR / 2
    const high = Math.max(1, Math.round((persons / most) * (HIGH - 20)))
    rect(at - 8, TOP + HIGH - high, 16, high, '#333333')
    text(at, TOP + HIGH - high - 4, String(persons), 'middle')
    names.forEach((_, list) => {
      const on = lists.includes(list)
      out.push(`<circle cx="${x(at)}" cy="${rowY(list)}" r="6" fill="${on ? '#333333' : '#d0d0d0'}"/>`)
    })
    if (lists.length > 1)
      out.push(
        `<line x1="${x(at)}" x2="${x(at)}" y1="${rowY(lists[0]!)}" y2="${rowY(lists.at(-1)!)}" stroke="#333333" stroke-width="2"/>`,
      )
  })
  text(20, height - 14, `▮ ${words.set}; ▬ ${words.size}`, 'start')
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" direction="${mirrored ? 'rtl' : 'ltr'}" xml:lang="${language}">
<title>${escaped(words.title)}</title>
<rect width="${width}" height="${height}" fill="#ffffff"/>
${out.join('\n')}
</svg>
`
}
