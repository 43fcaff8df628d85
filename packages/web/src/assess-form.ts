/** The form by which a finding about an incident or a claim is recorded. */
import { FINDING, GRADE, type Language, REASON } from '@amana/bundle'
import { leftToRight } from './catalogues.js'
import { button, type Child, h, spelledOut } from './dom.js'
import { labelled, selectOf, Ticks } from './form.js'
import type { Assessing, Contents } from './protocol.js'
import type { Words } from './words.js'

/** Of a label or a claim so much is shown in a list. */
const LABEL = 80
const short = (text: string): string => spelledOut(text).slice(0, LABEL)

/**
 * Draws the form.
 * @param say told what is missing
 * @param sign told what was found when nothing is
 */
export function assessForm(
  { incidents, claims }: Contents,
  words: Words,
  language: Language,
  say: (text: string) => void,
  sign: (make: Assessing) => void,
): Child {
  const texts = words.reviewMaking
  const group = (
    kind: Assessing['about'],
    label: string,
    items: readonly (readonly [id: string, text: string])[],
  ): HTMLElement | null =>
    items.length === 0
      ? null
      : h(
          'optgroup',
          { label },
          items.map(([id, text]) => h('option', { value: `${kind} ${id}` }, text)),
        )
  const about = h(
    'select',
    { id: 'assess-about' },
    group(
      'incident',
      words.fields.kinds.incident,
      incidents.map(({ id, label, date }) => [
        id,
        short(label ?? `#${id.slice(0, 8)}`) + (date === null ? '' : ` · ${leftToRight(date)}`),
      ]),
    ),
    group(
      'claim',
      words.claims.title,
      claims.map(({ id, text }) => [id, short(text[language])]),
    ),
  )
  if (about.length === 0) return h('p', null, texts.nothing)
  const optionsOf = ({ terms }: typeof FINDING) => terms.map((term) => [term.code, term[language]] as const)
  const finding = selectOf('assess-finding', optionsOf(FINDING))
  const reasons = new Ticks('assess-reasons', texts.reasons, optionsOf(REASON))
  const grade = selectOf('assess-grade', [['', texts.noGrade], ...optionsOf(GRADE)])
  const text = h('textarea', { id: 'assess-text', rows: 3, maxlength: 4000, dir: 'auto' })
  const assess = (): void => {
    const [kind, id] = about.value.split(' ')
    if (reasons.values.length === 0) say(texts.needReason)
    else
      sign({
        kind: 'assessment',
        about: kind as Assessing['about'],
        id: id!,
        finding: finding.value,
        reasons: reasons.values,
        grade: grade.value === '' ? null : grade.value,
        text: text.value,
      })
  }
  return [
    h('p', { class: 'help' }, texts.assessHelp),
    labelled(texts.about, about),
    labelled(texts.finding, finding),
    reasons.element,
    labelled(texts.grade, grade),
    labelled(texts.text, text),
    h('p', null, button(texts.sign, assess, { id: 'sign-assessment' })),
  ]
}
