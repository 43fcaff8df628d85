/** What a view would give away, as one HTML page with plots, in English or Arabic. */
import type { Finding, Language, Pool } from '@amana/bundle'
import { cellInWords } from '@amana/risk'
import { escaped, htmlPage } from './html-page.js'

/** What the page is about. */
export interface RiskReport {
  readonly audience: string
  readonly release: number
  readonly findings: readonly Finding[]
}

/** Rows of each list; the JSON has all that the assessment has. */
const ROWS = 12

const LABELS = {
  en: {
    title: 'What a view gives away',
    about: (audience: string, release: number) => `Release ${release}, for: ${audience}`,
    audiences: { custodian: 'custodian', investigator: 'investigator', auditor: 'auditor', public: 'public' },
    none: 'A custodian’s view stays in the house: it is not judged.',
    pools: {
      public: 'Everybody, with all public views',
      named: 'Investigators and auditors, who are taken to pool what they have with everything public',
    },
    passes: 'May be handed out',
    refused: 'Singles people out: refused',
    measure: 'Measure',
    found: 'Found',
    limit: 'Limit',
    persons: 'Listed persons',
    groups: 'Groups of persons who look alike',
    smallest: 'Persons in the smallest group',
    alone: 'Persons alone in their group',
    below: 'Persons in groups that are too small',
    risk: 'A guess by somebody who knows all open fields is right for',
    highest: 'For the person worst off',
    sizes: 'Persons by the size of their group',
    size: 'size',
    causes: 'Fields that single people out together',
    who: 'Groups that are too small',
    small: 'Small counts that the tables give away',
    because: 'told apart by',
    close: 'To close, so that the rest passes',
    instead: 'Less exact fields that may be open in place of these',
    closing:
      'Someone who knows these facts and is sure that the person is listed picks the right record with a probability of at most one in the size of the group. Pseudonymised, still sensitive.',
  },
  ar: {
    title: 'ما الذي تكشفه نسخة',
    about: (audience: string, release: number) => `الإصدار ${release}، الجهة: ${audience}`,
    audiences: { custodian: 'الجهة الموثقة', investigator: 'محقق', auditor: 'مدقق', public: 'العموم' },
    none: 'نسخة الجهة الموثقة لا تغادرها: لا تُقيَّم.',
    pools: {
      public: 'الجميع، مع كل النسخ العامة',
      named: 'المحققون والمدققون، ويفترض أنهم يجمعون ما لديهم مع كل ما هو عام',
    },
    passes: 'يمكن تسليمها',
    refused: 'تكشف أشخاصا: مرفوضة',
    measure: 'المقياس',
    found: 'النتيجة',
    limit: 'الحد',
    persons: 'الأشخاص المدرجون',
    groups: 'مجموعات الأشخاص المتشابهين',
    smallest: 'عدد الأشخاص في أصغر مجموعة',
    alone: 'أشخاص وحدهم في مجموعتهم',
    below: 'أشخاص في مجموعات أصغر من الحد',
    risk: 'يصيب تخمين من يعرف كل الحقول المفتوحة في',
    highest: 'للشخص الأكثر عرضة',
    sizes: 'الأشخاص بحسب حجم مجموعتهم',
    size: 'الحجم',
    causes: 'حقول تكشف أشخاصا معا',
    who: 'مجموعات أصغر من الحد',
    small: 'أعداد صغيرة تكشفها الجداول',
    because: 'ما يميزها',
    close: 'ما ينبغي إغلاقه ليصح تسليم الباقي',
    instead: 'حقول أقل دقة يجوز كشفها بدلاً منها',
    closing:
      'من يعرف هذه الوقائع ويعلم أن الشخص مدرج يصيب السجل الصحيح باحتمال لا يتجاوز واحدا من حجم المجموعة. أسماء مستعارة، والمحتوى ما زال حساسا.',
  },
} as const
type Labels = (typeof LABELS)[Language]

const STYLE = `
:root { color-scheme: light dark; }
body { font: 15px/1.5 "Noto Naskh Arabic", "Noto Sans", "Segoe UI", Arial, sans-serif; max-width: 52rem; margin: 1.5rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2rem 0 .4rem; } h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
.verdict { font-weight: bold; padding: .4rem .8rem; border: 2px solid; display: inline-block; margin: .3rem 0; }
.good { border-color: #1b6e33; } .bad { border-color: #a01818; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: start; padding: .2rem .8rem .2rem 0; vertical-align: top; font-weight: normal; }
thead th { border-bottom: 1px solid; } .over { color: #a01818; font-weight: bold; }
@media (prefers-color-scheme: dark) { .over { color: #ff8f8f; } }
svg { width: 100%; height: auto; } svg text { font: 12px "Noto Sans", Arial, sans-serif; fill: currentColor; } .bar { fill: #3a6ea5; } .small { fill: #b8442f; }
@media print { body { max-width: none; margin: 0; } tr, svg { break-inside: avoid; } }
`

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

/** Bars, one below the other, each with its label and number. */
function bars(
  rows: readonly { readonly label: string; readonly value: number; readonly small: boolean }[],
): string {
  const most = Math.max(1, ...rows.map(({ value }) => value))
  const start = Math.max(200, ...rows.map(({ label }) => 7 * label.length))
  const lines = rows.map(({ label, value, small }, i) => {
    const width = (360 * value) / most
    return `<text x="${start}" y="${22 * i + 15}" text-anchor="end">${escaped(label)}</text><rect class="${small ? 'small' : 'bar'}" x="${start + 8}" y="${22 * i + 3}" width="${width.toFixed(1)}" height="15"/><text x="${(start + 14 + width).toFixed(1)}" y="${22 * i + 15}">${value}</text>`
  })
  return `<svg viewBox="0 0 ${start + 440} ${22 * rows.length + 4}" direction="ltr" role="img" aria-label="${escaped(rows.map(({ label, value }) => `${label}: ${value}`).join('; '))}">${lines.join('')}</svg>`
}

/** Sizes in few steps, each with the persons in groups of that size. */
function bySize(histogram: readonly (readonly [number, number])[], k: number): Parameters<typeof bars>[0] {
  const edges = [1, 2, 3, 4, 5, 11, 21, 51, 101, 1001].filter((edge) => edge <= 5 || edge > k / 2)
  return edges
    .map((from, i) => {
      const to = (edges[i + 1] ?? Number.POSITIVE_INFINITY) - 1
      const value = histogram.reduce(
        (sum, [size, classes]) => (size >= from && size <= to ? sum + size * classes : sum),
        0,
      )
      return {
        label: to === from ? `${from}` : to === Number.POSITIVE_INFINITY ? `${from}+` : `${from}–${to}`,
        value,
        small: from < k,
      }
    })
    .filter(({ value }) => value > 0)
}

const list = (items: readonly string[]): string =>
  `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`
const value = (text: string | null): string =>
  text === null ? '–' : escaped(/^[0-9a-f]{32}$/.test(text) ? `#${text.slice(0, 8)}` : text)

function section(
  { pool, limits, passes, close, instead, assessment, derived, fields }: Finding,
  labels: Labels,
): string {
  const { measures, failures } = assessment
  const row = (name: string, found: string, limit = '', over = false) =>
    `<tr><th scope="row">${escaped(name)}</th><td${over ? ' class="over"' : ''}>${found}</td><td>${limit}</td></tr>`
  const parts = [
    `<h2>${escaped(labels.pools[pool as Pool])}</h2>`,
    `<p class="verdict ${passes ? 'good' : 'bad'}">${escaped(passes ? labels.passes : labels.refused)}</p>`,
    `<table><thead><tr>${[labels.measure, labels.found, labels.limit].map((name) => `<th scope="col">${escaped(name)}</th>`).join('')}</tr></thead><tbody>`,
    row(labels.persons, String(measures.records)),
    row(labels.groups, String(measures.classes)),
    row(labels.smallest, String(measures.k), `≥ ${limits.k}`, measures.k < limits.k),
    row(labels.alone, String(measures.uniques)),
    row(labels.below, String(measures.below), '0', measures.below > 0),
    row(
      labels.risk,
      percent(measures.prosecutor.average),
      `< ${percent(limits.globalRisk)}`,
      measures.prosecutor.average >= limits.globalRisk,
    ),
    row(
      labels.highest,
      percent(measures.prosecutor.highest),
      `≤ ${percent(1 / limits.k)}`,
      measures.prosecutor.highest > 1 / limits.k,
    ),
    '</tbody></table>',
    `<h3>${escaped(labels.sizes)}</h3>`,
    bars(bySize(measures.histogram, limits.k)),
  ]
  if (close.length > 0)
    parts.push(`<h3>${escaped(labels.close)}</h3>`, `<p>${close.map(escaped).join(', ')}</p>`)
  if (instead.length > 0)
    parts.push(`<h3>${escaped(labels.instead)}</h3>`, `<p>${instead.map(escaped).join(', ')}</p>`)
  if (failures.causes.length > 0)
    parts.push(
      `<h3>${escaped(labels.causes)}</h3>`,
      bars(
        failures.causes
          .slice(0, ROWS)
          .map(({ columns, records }) => ({ label: columns.join(' + '), value: records, small: true })),
      ),
    )
  if (failures.classes.length > 0)
    parts.push(
      `<h3>${escaped(labels.who)} (${failures.failing})</h3>`,
      list(
        failures.classes.slice(0, ROWS).map(({ values, records, because }) => {
          const facts = values
            .filter((each) => each.value !== null)
            .map((each) => `${escaped(each.column)} <bdi>${value(each.value)}</bdi>`)
          const why = because.map((names) => escaped(names.join(' + '))).join(', ')
          return `${records}: ${facts.join(', ')}${why === '' ? '' : ` (${escaped(labels.because)}: ${why})`}`
        }),
      ),
    )
  if (derived.length > 0)
    parts.push(
      `<h3>${escaped(labels.small)} (${derived.length})</h3>`,
      list(
        derived
          .slice(0, ROWS)
          .map(
            ({ where, lower, upper }) =>
              `<bdi>${escaped(cellInWords(fields, where))}</bdi>: ${lower === upper ? lower : `${lower}–${upper}`}`,
          ),
      ),
    )
  return parts.join('\n')
}

/** The page. The same findings give the same bytes. */
export function riskPage({ audience, release, findings }: RiskReport, language: Language): string {
  const labels = LABELS[language]
  const who = labels.audiences[audience as keyof Labels['audiences']]
  const body = [
    `<h1>${escaped(labels.title)}</h1>`,
    `<p>${escaped(labels.about(who, release))}</p>`,
    ...(findings.length === 0
      ? [`<p>${escaped(labels.none)}</p>`]
      : findings.map((finding) => section(finding, labels))),
    `<footer><p>${escaped(labels.closing)}</p></footer>`,
  ]
  return htmlPage(labels.title, STYLE, body.join('\n'), language)
}
