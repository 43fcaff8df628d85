/**
 * The part of the page for an auditor's spot check: plan, commitment, draw, check. What was typed and made outlives a change of the
 * language, for a number that was sent as a commitment and is lost draws nothing; it goes with everything else that is removed.
 */
import { type Language, SAMPLE_FIELDS, type Wish } from '@amana/bundle'
import { AmanaError } from '@amana/codec'
import { isolated, number } from './catalogues.js'
import { button, type Child, code, download, h, spelledOut } from './dom.js'
import { filePicker } from './given-files.js'
import type { GivenView, SampleAsked, Sampled, VerifiedView } from './protocol.js'
import { SampleCheck } from './sample-check.js'
import { plannedInWords, SamplePlan } from './sample-plan.js'
import type { TaskBar } from './task-bar.js'
import type { Words } from './words.js'

/** Does a step in the worker, and then something with what it led to. */
type Step = (asked: SampleAsked, then: (result: Sampled) => void) => void

export class SamplePart {
  readonly #bar: TaskBar
  readonly #plan = new SamplePlan()
  readonly #check = new SampleCheck()
  /** The text of the file with the auditor's number, and the commitment to it where it was made here. */
  #secret: string | null = null
  #commitment: string | null = null
  /** Whether that file was saved, or came from one: until then nothing takes its place. */
  #isSaved = true
  #request: string | null = null

  constructor(bar: TaskBar) {
    this.#bar = bar
  }

  /** Forgets everything. */
  clear(): void {
    this.#plan.clear()
    this.#check.clear()
    this.#secret = this.#commitment = this.#request = null
    this.#isSaved = true
  }

  /**
   * Draws the part for a view that verified.
   * @param asked the views that were given, and the keys
   */
  draw(
    { id, contents }: VerifiedView,
    { views, keys }: { readonly views: readonly GivenView[]; readonly keys: readonly string[] },
    words: Words,
    language: Language,
  ): HTMLElement {
    const view = views.find((one) => one.id === id)!
    const step: Step = (asked, then) =>
      void this.#bar.run(words, async (tell) => {
        try {
          then(await this.#bar.bench.run({ task: 'sample', view, keys, language, asked }, tell))
        } catch (error) {
          const said = error instanceof AmanaError ? words.samples.problems[error.code] : undefined
          throw said === undefined ? error : new AmanaError((error as AmanaError).code, said)
        }
      })
    const withWish = (work: (wish: Wish) => void): void => {
      const wish = this.#plan.wish()
      if (wish === null) this.#bar.say(words.samples.needNumber)
      else work(wish)
    }
    const persons = contents?.kinds.find(({ kind }) => kind === 'person')?.fields ?? []
    const open = SAMPLE_FIELDS.filter((field) => persons.some((one) => one.name === field && one.open > 0))
    const incidents = new Map(
      (contents?.incidents ?? []).map((one) => [one.id, spelledOut(one.label ?? `#${one.id.slice(0, 8)}`)]),
    )
    const calculate = (then: (result: Sampled) => void): void =>
      withWish((wish) => step({ step: 'plan', wish }, then))
    const { title, help } = words.samples
    return h(
      'section',
      { 'aria-labelledby': 'samples', class: 'live' },
      h('h2', { id: 'samples' }, title),
      h('p', { class: 'help' }, help),
      this.#plan.draw(open, calculate, words, language),
      this.#drawPart(step, withWish, words, language),
      this.#check.draw(
        {
          view: id,
          incidents,
          request: () => this.#request,
          takeRequest: (text) => {
            this.#request = text
          },
          step,
          say: (text) => this.#bar.say(text),
        },
        words,
        language,
      ),
    )
  }

  #drawPart(
    step: Step,
    withWish: (work: (wish: Wish) => void) => void,
    words: Words,
    language: Language,
  ): readonly Child[] {
    const texts = words.samples
    const committed = h('div', { id: 'sample-committed' })
    const drawn = h('div', { id: 'sample-drawn', tabindex: -1 })
    const showCommitment = (said: string): void => {
      committed.replaceChildren(
        h('p', null, said),
        ...(this.#commitment === null ? [] : [h('p', null, `${texts.commitment}: `, code(this.#commitment))]),
        h('p', { class: 'help' }, texts.secretHelp),
        saving(
          texts.saveSecret,
          () => {
            this.#isSaved = true
            return this.#secret!
          },
          'amana-sample-secret',
        ),
      )
    }
    const showDrawn = (said: string): void =>
      drawn.replaceChildren(
        h('p', null, said),
        saving(texts.saveRequest, () => this.#request!, 'amana-sample-request'),
      )
    const commit = (wish: Wish): void =>
      step({ step: 'commit', wish }, (result) => {
        if (result.step !== 'plan') return
        this.#secret = result.secret!
        this.#isSaved = false
        this.#commitment = result.commitment!
        showCommitment(plannedInWords(result, language))
      })
    const draw = (asked: SampleAsked): void =>
      step(asked, (result) => {
        if (result.step !== 'draw') return
        this.#request = result.request
        showDrawn(texts.drew(number(result.drawn, language), number(result.population, language)))
        drawn.focus()
      })
    const drawByShares = (): void => {
      if (this.#secret === null) this.#bar.say(texts.needSecret)
      else draw({ step: 'draw', secret: this.#secret, share: this.#plan.text('sample-share') })
    }
    const drawByBeacon = (wish: Wish): void =>
      draw({ step: 'draw', wish, beacon: this.#plan.text('sample-beacon') })
    if (this.#secret !== null) showCommitment('')
    if (this.#request !== null) showDrawn('')
    return [
      h('h3', null, texts.shares),
      h('p', { class: 'help' }, texts.sharesHelp),
      h(
        'p',
        null,
        button(texts.commit, () => (this.#isSaved ? withWish(commit) : this.#bar.say(texts.saveFirst)), {
          id: 'sample-commit',
        }),
      ),
      committed,
      filePicker('sample-secret', texts.secretFile, texts.drop, async ([first]) => {
        if (!this.#isSaved) {
          this.#bar.say(texts.saveFirst)
          return
        }
        this.#secret = await first!.file.text()
        this.#commitment = null
        showCommitment(texts.tookSecret(isolated(first!.file.name)))
      }),
      this.#plan.field('sample-share', texts.share, { dir: 'ltr', size: 66 }),
      h('p', null, button(texts.draw, drawByShares, { id: 'sample-draw' })),
      h(
        'details',
        { id: 'sample-by-beacon' },
        h('summary', null, texts.beacon),
        h('p', { class: 'help' }, texts.beaconHelp),
        this.#plan.field('sample-beacon', texts.beaconValue, { dir: 'auto', size: 40 }),
        h(
          'p',
          null,
          button(texts.drawByBeacon, () => withWish(drawByBeacon), { id: 'sample-draw-beacon' }),
        ),
      ),
      drawn,
    ]
  }
}

/** A button that saves a file of a spot check, the same bytes as the command writes. */
const saving = (text: string, file: () => string, name: string): HTMLElement =>
  button(text, () => download(new Blob([file()], { type: 'application/json' }), `${name}.json`), {
    id: name.replace('amana-sample-', 'sample-save-'),
  })
