/** A map without a network: a coarse outline, a grid of degrees, and incidents at the precision that is stated for them. */
import type { Language } from '@amana/bundle'
import { number } from './catalogues.js'
import { s } from './dom.js'
import { type Numbered, titleOf } from './numbered.js'
import { OUTLINE, TOWNS } from './outline.js'
import type { Words } from './words.js'

/** Radius of a circle for each stated precision, in kilometres; what is not stated is drawn as the coarsest. */
const RADIUS: Readonly<Record<string, number>> = { exact: 0.2, neighbourhood: 1, town: 5, district: 20 }
const COARSEST = 60
/** Kilometres in a degree of latitude. */
const DEGREE = 111.2
const WIDTH = 800
/** What is drawn where all incidents lie within it: Syria. Degrees. */
const HOME = { west: 35.4, east: 42.6, south: 32.1, north: 37.5 }
/** A mark is at least so large, in units of the drawing. */
const LEAST = 4
/** Numbers of marks that are nearer to each other than this stand in one place, and no name of a town comes nearer to an edge. */
const APART = 14
const FROM_EDGE = 32

/** Draws incidents that have coordinates. */
export function mapOf(incidents: readonly Numbered[], words: Words, language: Language): SVGElement {
  const longitudes = incidents.map(({ longitude }) => longitude!)
  const latitudes = incidents.map(({ latitude }) => latitude!)
  const west = Math.min(HOME.west, ...longitudes.map((value) => value - 0.5))
  const east = Math.max(HOME.east, ...longitudes.map((value) => value + 0.5))
  const south = Math.max(-85, Math.min(HOME.south, ...latitudes.map((value) => value - 0.5)))
  const north = Math.min(85, Math.max(HOME.north, ...latitudes.map((value) => value + 0.5)))
  // Equirectangular about the middle latitude: true enough over a few hundred kilometres.
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const unit = WIDTH / ((east - west) * shrink)
  const height = (north - south) * unit
  const x = (longitude: number) => (longitude - west) * shrink * unit
  const y = (latitude: number) => (north - latitude) * unit
  const radius = ({ placePrecision }: Numbered) =>
    Math.max(LEAST, ((RADIUS[placePrecision ?? ''] ?? COARSEST) / DEGREE) * unit)
  const step = Math.max(1, Math.ceil((east - west) / 12))
  const degrees = (from: number, to: number) =>
    Array.from(
      { length: Math.ceil(to / step) - Math.ceil(from / step) },
      (_, i) => (Math.ceil(from / step) + i) * step,
    )
  const line = (points: readonly number[]) =>
    points.flatMap((value, i) =>
      i % 2 === 1 ? [`${x(points[i - 1]! / 100).toFixed(1)},${y(value / 100).toFixed(1)}`] : [],
    )
  return s(
    'svg',
    {
      viewBox: `0 0 ${WIDTH} ${height.toFixed(0)}`,
      role: 'img',
      'aria-label': words.incidents.map,
      class: 'drawing',
    },
    degrees(west, east).map((value) => [
      s('line', { class: 'grid', x1: x(value), x2: x(value), y1: 0, y2: height }),
      s('text', { class: 'faint', x: x(value) + 3, y: height - 4, direction: 'ltr' }, `${value}°`),
    ]),
    degrees(south, north).map((value) => [
      s('line', { class: 'grid', x1: 0, x2: WIDTH, y1: y(value), y2: y(value) }),
      s('text', { class: 'faint', x: 3, y: y(value) - 3, direction: 'ltr' }, `${value}°`),
    ]),
    OUTLINE.map((points) => s('polyline', { class: 'outline', points: line(points).join(' ') })),
    TOWNS.filter(
      (town) =>
        town.longitude / 100 > west &&
        town.longitude / 100 < east &&
        town.latitude / 100 > south &&
        town.latitude / 100 < north,
    ).map((town) => [
      s('circle', { class: 'town', cx: x(town.longitude / 100), cy: y(town.latitude / 100), r: 2 }),
      s(
        'text',
        {
          class: 'faint',
          x: Math.min(Math.max(x(town.longitude / 100), FROM_EDGE), WIDTH - FROM_EDGE),
          y: y(town.latitude / 100) - 5,
          'text-anchor': 'middle',
        },
        town[language],
      ),
    ]),
    incidents.map((incident) =>
      s(
        'circle',
        { class: 'mark', cx: x(incident.longitude!), cy: y(incident.latitude!), r: radius(incident) },
        titleOf(incident, words, language),
      ),
    ),
    incidents.length > 40
      ? null
      : together(
          incidents.map((one) => {
            // Beside a mark that it would cover, else within.
            const r = radius(one)
            return { at: one.at, x: x(one.longitude!) + (r < APART ? r + APART / 2 : 0), y: y(one.latitude!) }
          }),
        ).map(([first, ...more]) =>
          s(
            'text',
            { x: first.x, y: first.y + 4, 'text-anchor': 'middle', direction: 'ltr' },
            [first, ...more].map(({ at }) => number(at, language)).join(' · '),
          ),
        ),
  )
}

interface Numeral {
  readonly at: number
  readonly x: number
  readonly y: number
}

/** Numbers that would stand upon each other, together. */
function together(numerals: readonly Numeral[]): readonly [Numeral, ...Numeral[]][] {
  const groups: [Numeral, ...Numeral[]][] = []
  for (const one of numerals) {
    const near = groups.find(([first]) => Math.hypot(first.x - one.x, first.y - one.y) < APART)
    if (near === undefined) groups.push([one])
    else near.push(one)
  }
  return groups
}
