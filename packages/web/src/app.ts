/** The page: what was given, what was found, and which part is drawn anew when one of them changes. */
import type { Language } from '@amana/bundle'
import { formatDecisions } from '@amana/linkage'
import { auditView } from './audit-view.js'
import { forksView, seenView } from './beside-views.js'
import { number, WORDS } from './catalogues.js'
import { Decided } from './decided.js'
import { button, download, drawInTurn, given, h } from './dom.js'
import { filePicker } from './given-files.js'
import { Giving } from './giving.js'
import { htmlOf, jsonOf } from './keep.js'
import { linksView } from './links-view.js'
import type { GivenFile, Links, VerifiedView } from './protocol.js'
import { receiptPart } from './receipt-part.js'
import { viewParts, viewsTable } from './results-view.js'
import { ReviewMaking } from './review-making.js'
import { SamplePart } from './sample-part.js'
import { TaskBar } from './task-bar.js'
import type { Words } from './words.js'

const focusOn = (id: string): void => document.getElementById(id)?.focus()

export class App {
  #language: Language
  readonly #bar = new TaskBar()
  readonly #decided = new Decided()
  readonly #samples = new SamplePart(this.#bar)
  readonly #giving: Giving
  readonly #making = new ReviewMaking(this.#bar)
  readonly #results = h('div', { id: 'results' })
  /** What was verified, whatever is given or removed since. */
  #asked: Pick<Giving, 'views' | 'keys'> = { views: [], keys: [] }
  /** The file of seen checkpoints before and after; null where none was given. */
  #seen: { readonly before: string; readonly after: string } | null = null
  #verified: readonly VerifiedView[] = []
  #shown: VerifiedView | null = null
  #links: Links | null = null

  constructor(language: Language) {
    this.#language = language
    this.#giving = new Giving(this.#decided, WORDS[language], language)
  }

  get #words(): Words {
    return WORDS[this.#language]
  }

  /** Draws the whole page in its language. */
  draw(): void {
    const words = this.#words
    document.documentElement.lang = this.#language
    document.documentElement.dir = this.#language === 'ar' ? 'rtl' : 'ltr'
    document.title = words.title
    const other = this.#language === 'en' ? 'ar' : 'en'
    const giving = this.#giving.draw(
      words,
      this.#language,
      (text) => this.#bar.say(text),
      () => void this.#verify(),
      () => this.#clear(),
    )
    document.body.replaceChildren(
      h(
        'header',
        null,
        h('h1', null, words.title),
        button(words.language, () => this.#switch(other), { id: 'language', class: 'live', lang: other }),
        h('p', null, words.tagline),
      ),
      h('main', null, giving, this.#bar.element, this.#results),
      h('footer', null, h('p', null, words.verdict.closing)),
    )
    this.#drawResults()
  }

  #switch(language: Language): void {
    this.#language = language
    const again = this.#verified.length > 0
    this.#forget()
    this.draw()
    this.#bar.say('')
    focusOn('language')
    // Sentences and labels stand in the report: it is made anew in the other language.
    if (again) void this.#verify()
  }

  #clear(): void {
    this.#bar.bench.end()
    this.#giving.clear()
    this.#decided.clear()
    this.#samples.clear()
    this.#forget()
    this.draw()
    focusOn('files')
  }

  #forget(): void {
    this.#verified = []
    this.#seen = null
    this.#shown = null
    this.#links = null
  }

  async #verify(): Promise<void> {
    await this.#giving.taken()
    const { missing, views, keys, beside, reviewers, documents } = this.#giving
    if (missing !== null) {
      this.#bar.say(missing)
      return
    }
    this.#asked = { views, keys }
    this.#forget()
    this.#drawResults()
    const language = this.#language
    await this.#bar.run(this.#words, async (tell) => {
      const asked = beside.given
      const { views: verified, seen } = await this.#bar.bench.run(
        { task: 'verify', views, keys, language, beside: asked, documents: documents.files, reviewers },
        tell,
      )
      this.#verified = verified
      this.#seen = asked.seen === null || seen === null ? null : { before: asked.seen, after: seen }
      // What failed is shown first.
      this.#shown =
        verified.find(({ report, reviews }) => !report.ok || reviews?.ok === false) ?? newestOf(verified)
      this.#drawResults()
      focusOn('verdict')
    })
  }

  #drawResults(): void {
    const [words, language, shown] = [this.#words, this.#language, this.#shown]
    if (shown === null) {
      void drawInTurn(this.#results, [])
      return
    }
    const show = (view: VerifiedView): void => {
      this.#shown = view
      this.#drawResults()
      focusOn('verdict')
    }
    void drawInTurn(this.#results, [
      () => h('h2', { id: 'verdict', tabindex: -1 }, words.verdict.title, ': ', given(shown.name)),
      () => (this.#verified.length > 1 ? viewsTable(this.#verified, shown, show, words, language) : null),
      () => forksView(this.#verified, words),
      ...viewParts(shown, words, language),
      () => this.#seenPart(),
      () => this.#makingPart(shown),
      () => this.#auditPart(shown),
      () => this.#linkPart(),
      () => this.#receiptPart(),
      () => (shown.report.ok ? this.#samples.draw(shown, this.#asked, words, language) : null),
      () => this.#keepPart(),
    ])
  }

  #linkPart(): HTMLElement {
    const [words, language] = [this.#words, this.#language]
    const views = this.#verified.filter(({ contents }) => contents?.linkable === true)
    if (views.length === 0) return h('div')
    const part = h('section', { 'aria-labelledby': 'link' })
    const ids = new Set(newestOfEachLog(views).map(({ id }) => id))
    const start = (): void =>
      void this.#bar.run(words, async (tell) => {
        this.#links = await this.#bar.bench.run(
          {
            task: 'link',
            views: this.#asked.views.filter(({ id }) => ids.has(id)),
            keys: this.#asked.keys,
            language,
            decisions: this.#decided.stated(),
          },
          tell,
        )
        part.replaceWith(this.#linkPart())
        focusOn('link')
      })
    const { start: first, again, title, help } = words.link
    part.append(
      h('h2', { id: 'link', tabindex: -1 }, title),
      h('p', { class: 'help' }, help),
      button(this.#links === null ? first : again, start, { id: 'compare' }),
    )
    if (this.#links !== null) part.append(linksView(this.#links, this.#decided, words, language))
    return part
  }

  #makingPart({ id, contents }: VerifiedView): HTMLElement | null {
    const { views, keys } = this.#asked
    const view = views.find((one) => one.id === id)!
    return contents === null ? null : this.#making.draw({ view, keys, contents }, this.#words, this.#language)
  }

  #receiptPart(): HTMLElement | null {
    const ids = new Set(this.#verified.filter(({ report }) => report.ok).map(({ id }) => id))
    if (ids.size === 0) return null
    const { views, keys } = this.#asked
    const asked = { views: views.filter(({ id }) => ids.has(id)), keys }
    return receiptPart(this.#bar, asked, this.#words, this.#language)
  }

  #auditPart({ id, contents }: VerifiedView): HTMLElement | null {
    if (contents === null || contents.listed === 0) return null
    const [words, language] = [this.#words, this.#language]
    const out = h('div', { id: 'audited' })
    const take = (files: readonly GivenFile[]): void =>
      void this.#bar.run(words, async (tell) => {
        const { views, keys } = this.#asked
        const view = views.find((one) => one.id === id)!
        const audited = await this.#bar.bench.run({ task: 'audit', view, keys, language, files }, tell)
        out.replaceChildren(auditView(audited, words, language))
      })
    const { title, help, files, folder, drop } = words.audit
    return h(
      'section',
      { 'aria-labelledby': 'audit' },
      h('h3', { id: 'audit' }, title),
      h('p', { class: 'help' }, help(number(contents.listed, language))),
      h(
        'div',
        { class: 'live' },
        filePicker('evidence-files', files, drop, take),
        filePicker('evidence-folder', folder, '', take, { folder: true }),
      ),
      out,
    )
  }

  #seenPart(): HTMLElement | null {
    if (this.#seen === null) return null
    const { before, after } = this.#seen
    return seenView(before, after, this.#giving.beside.seenName, this.#words)
  }

  #keepPart(): HTMLElement {
    const { title, help, json, html, print: paper, decisions, report } = this.#words.exports
    return h(
      'section',
      { 'aria-labelledby': 'keep', class: 'live' },
      h('h2', { id: 'keep' }, title),
      h('p', { class: 'help' }, help),
      h(
        'p',
        { class: 'choices' },
        button(json, () => download(jsonOf(this.#verified), 'amana-report.json'), { id: 'save-json' }),
        button(html, () => download(htmlOf(this.#results, report), 'amana-report.html'), {
          id: 'save-html',
        }),
        button(paper, () => print(), { id: 'print' }),
        button(decisions, () => this.#saveDecisions(), { id: 'save-decisions' }),
      ),
    )
  }

  #saveDecisions(): void {
    const { noDecision, needName } = this.#words.exports
    const decisions = this.#decided.all()
    if (decisions.length === 0) this.#bar.say(noDecision)
    else if (this.#decided.lacksName) this.#bar.say(needName)
    else download(new Blob([formatDecisions(decisions)], { type: 'text/csv' }), 'amana-decisions.csv')
  }
}

/** The view of the latest release among several. */
const newestOf = (views: readonly VerifiedView[]): VerifiedView | null =>
  [...views].sort((a, b) => (b.report.size ?? 0) - (a.report.size ?? 0))[0] ?? null

/** Of several views of one log only the newest is compared with others: the older ones hold the same records. */
const newestOfEachLog = (views: readonly VerifiedView[]): readonly VerifiedView[] =>
  views.filter((view) => {
    const isOfSameLog = (other: VerifiedView) => other.report.origin === view.report.origin
    return newestOf(views.filter(isOfSameLog)) === view
  })
