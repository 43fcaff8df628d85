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
    TOWNS.map((town) => [
      s('circle', { class: 'town', cx: x(town.longitude / 100), cy: y(town.latitude / 100), r: 2 }),
      s(
        'text',
        {
          class: 'faint',
          x: x(town.longitude / 100),
          y: y(town.latitude / 100) - 5,
          'text-anchor': 'middle',
        },
        town[language],
      ),
    ]),
    incidents.map((incident) => {
      const radius = ((RADIUS[incident.placePrecision ?? ''] ?? COARSEST) / DEGREE) * unit
      const [cx, cy] = [x(incident.longitude!), y(incident.latitude!)]
      return [
        s(
          'circle',
          { class: 'mark', cx, cy, r: Math.max(LEAST, radius) },
          titleOf(incident, words, language),
        ),
        incidents.length > 40
          ? null
          : s('text', { x: cx, y: cy + 4, 'text-anchor': 'middle' }, number(incident.at, language)),
      ]
    }),
  )
}
