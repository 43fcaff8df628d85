import { type Overlap, overlapOf, overlapTable, upsetSvg } from '@amana/linkage'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'

function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}

/** Rows of up to six lists, in clusters by a number each. */
const linked = fc.array(fc.tuple(fc.nat(5), fc.nat(8)), { maxLength: 40 }).map((rows) => {
  const groups = grouped([...rows.keys()], (i) => rows[i]![1])
  return {
    sources: rows.map(([source]) => source),
    groups: [...groups.values()],
    clusters: [...groups.values()].filter(({ length }) => length > 1),
  }
})

describe('the overlap of lists', () => {
  it('counts each person once, on exactly the lists that it stands on, the largest set first', () => {
    fc.assert(
      fc.property(linked, ({ sources, groups, clusters }) => {
        const overlaps = overlapOf(sources, clusters)
        const expected = grouped(groups, (rows) => [...new Set(rows.map((i) => sources[i]!))].sort().join())
        expect(new Map(overlaps.map(({ lists, persons }) => [lists.join(), persons]))).toEqual(
          new Map([...expected].map(([lists, persons]) => [lists, persons.length])),
        )
        const sizes = overlaps.map(({ persons }) => persons)
        expect(sizes).toEqual([...sizes].sort((x, y) => y - x))
        expect(overlaps.reduce((sum, { persons }) => sum + persons, 0)).toBe(groups.length)
      }),
    )
  })

  it('is a table with one line a set', () => {
    const table = overlapTable(
      ['ours', 'theirs'],
      [
        { lists: [0, 1], persons: 31 },
        { lists: [1], persons: 9 },
      ],
    )
    expect(table.split('\n').map((line) => line.trim())).toEqual(['31  ours + theirs', '9  theirs'])
  })
})

interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  text: string
}

// XML 1.0, productions 2, 10, 14, 40 to 44 and 66, without comments, sections and declarations: the plot needs none of them.
const CHARS = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u
const TAG = /^<(\/?)([A-Za-z][\w.-]*)((?:\s+[A-Za-z][\w:.-]*="[^<"]*")*)\s*(\/?)>/
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const decoded = (text: string): string =>
  text.replace(/&([a-z]*;?)/g, (_, name: string) => {
    const sign = name.endsWith(';') ? ENTITIES[name.slice(0, -1)] : undefined
    if (sign === undefined) throw new Error('a bare ampersand, or an entity that XML does not know')
    return sign
  })

/** Reads XML; anything that is not well-formed fails. */
function elementsOf(xml: string): Element[] {
  if (!CHARS.test(xml)) throw new Error('a character that XML has no place for')
  const elements: Element[] = []
  const open: Element[] = []
  let rest = xml.trim()
  while (rest !== '') {
    const text = /^[^<]+/.exec(rest)?.[0]
    if (text !== undefined) {
      if (open.length === 0 || text.includes(']]>')) throw new Error('text where none may stand')
      for (const element of open) element.text += decoded(text)
      rest = rest.slice(text.length)
      continue
    }
    const tag = TAG.exec(rest)
    if (tag === null) throw new Error(`no tag: ${rest.slice(0, 40)}`)
    const [whole, slash, name, attributes, empty] = tag as unknown as [string, string, string, string, string]
    rest = rest.slice(whole.length)
    if (slash === '/') {
      if (open.pop()?.name !== name) throw new Error('a tag that closes another')
      continue
    }
    if (open.length === 0 && elements.length > 0) throw new Error('two roots')
    const pairs = [...attributes.matchAll(/([\w:.-]+)="([^"]*)"/g)].map(
      ([, key, value]) => [key!, decoded(value!)] as const,
    )
    if (new Set(pairs.map(([key]) => key)).size !== pairs.length) throw new Error('an attribute twice')
    const element = { name, attributes: Object.fromEntries(pairs), text: '' }
    elements.push(element)
    if (empty === '') open.push(element)
  }
  expect(open).toEqual([])
  return elements
}

/** All sets of so many lists, the larger the fewer. */
const every = (lists: number): Overlap[] =>
  Array.from({ length: 2 ** lists - 1 }, (_, i) => ({
    lists: Array.from({ length: lists }, (_, list) => list).filter((list) => ((i + 1) >> list) & 1),
    persons: 100 - i,
  }))

describe('the UpSet plot', () => {
  it.each([1, 2, 3, 4, 5, 6])('of %i lists is well-formed, says what it is and has every number', (count) => {
    const names = Array.from({ length: count }, (_, i) => `list ${i}`)
    const sets = every(count)
    for (const language of ['en', 'ar'] as const) {
      const svg = upsetSvg(
        names,
        names.map((_, i) => 200 + i),
        sets,
        language,
      )
      const elements = elementsOf(svg)
      const [root, title, description] = elements
      expect(root).toMatchObject({ name: 'svg', attributes: { role: 'img', 'xml:lang': language } })
      expect([title!.name, description!.name]).toEqual(['title', 'desc'])
      expect(root!.attributes['aria-label']).toBe(title!.text)
      expect(title!.text).toMatch(language === 'en' ? /Persons/ : /الأشخاص/)
      for (const { lists, persons } of sets)
        expect(description!.text).toContain(`${lists.map((list) => names[list]).join(' + ')}: ${persons}`)
      const texts = elements.filter(({ name }) => name === 'text').map(({ text }) => text)
      for (const [i, name] of names.entries()) {
        expect(texts.filter((text) => text.includes(name))).toHaveLength(1)
        expect(texts.find((text) => text.includes(name))).toContain(`(${200 + i})`)
      }
      // A dot for each list in each set that is drawn, and what is not drawn is said.
      const drawn = elements.filter(({ name }) => name === 'circle').length / count
      expect(drawn).toBe(Math.min(sets.length, 40))
      const left = sets.slice(40)
      const rest = left.reduce((sum, { persons }) => sum + persons, 0)
      const said = texts.filter((text) => /Not drawn|لم يرسم/.test(text))
      expect(said.map((text) => text.match(/\d+/g)?.map(Number))).toEqual(
        left.length > 0 ? [[left.length, rest]] : [],
      )
      // Everything lies within the picture.
      const { width, height } = root!.attributes
      for (const { attributes } of elements.slice(3))
        for (const [name, most] of [
          ['x', width],
          ['cx', width],
          ['y', height],
          ['cy', height],
        ] as const)
          if (attributes[name] !== undefined) {
            expect(Number(attributes[name])).toBeGreaterThanOrEqual(0)
            expect(Number(attributes[name])).toBeLessThanOrEqual(Number(most))
          }
    }
  })

  it('stands where no record is', () => {
    expect(elementsOf(upsetSvg(['empty'], [0], []))[0]!.name).toBe('svg')
  })

  it('shows a name as text, whatever is in it', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            '<',
            '>',
            '&',
            '"',
            "'",
            ']]>',
            '<script>',
            '\u0000',
            '\u001b',
            '\ufffe',
            '\ud800',
            '\u202e',
            'ش',
            '😀',
            'a',
          ),
          maxLength: 12,
        }),
        (name) => {
          const elements = elementsOf(upsetSvg([name, 'b'], [1, 1], every(2)))
          expect(new Set(elements.map((element) => element.name))).toEqual(
            new Set(['svg', 'title', 'desc', 'rect', 'text', 'circle', 'line']),
          )
          // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML has no place for
          expect(elements[0]!.text).not.toMatch(/[\u0000\u001b\ufffe\u202e]/)
        },
      ),
    )
    const long = 'a list with a name that is much longer than the place beside its bar.view'
    const texts = elementsOf(upsetSvg([long, 'b'], [1, 1], every(2)))
    const label = texts.find(({ name, text }) => name === 'text' && text.includes('a list'))!.text
    expect([label.length < 35, label.includes('…')]).toEqual([true, true])
    // In full in the description.
    expect(texts[2]!.text).toContain(long)
  })
})
