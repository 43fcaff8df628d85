/** What the reader may give beside views and keys: what he has seen before, whose cosignatures count, what another reader said. */
import { SeenCheckpoints } from '@amana/bundle'
import { fromUtf8 } from '@amana/codec'
import { parsePolicy } from '@amana/log'
import { isolated } from './catalogues.js'
import { button, given, h } from './dom.js'
import { filePicker } from './given-files.js'
import type { GivenBeside, GivenFile } from './protocol.js'
import type { Words } from './words.js'

/** A longer file is none of these, characters: the limit of the texts that are read as policies or as what was seen. */
const MOST = 1_000_000

type Kind = 'seen' | 'policy' | 'cosignature'
interface Text {
  readonly kind: Kind
  readonly name: string
  readonly text: string
}

/** What a text is, by how it begins; null for anything else. */
function kindOf(text: string): Kind | null {
  if (/^amana-seen\b/.test(text)) return 'seen'
  if (/^\S+\n\d+\n\S+\n/.test(text) && text.includes('\n— ')) return 'cosignature'
  const rule = text.split('\n').find((line) => !/^\s*(#|$)/.test(line))
  return rule !== undefined && /^[ \t]*(log|witness|group|quorum)[ \t]/.test(rule) ? 'policy' : null
}

export class Beside {
  #texts: readonly Text[] = []
  #said = ''
  #isFirst = false
  #element = h('details')
  #redraw = (): void => {}

  /** For the worker. */
  get given(): GivenBeside {
    const of = (kind: Kind) => this.#texts.filter((one) => one.kind === kind).map(({ text }) => text)
    const begun = this.#isFirst ? new SeenCheckpoints().format() : null
    return {
      seen: of('seen')[0] ?? begun,
      policy: of('policy')[0] ?? null,
      cosignatures: of('cosignature'),
      said: this.#said.trim(),
    }
  }

  /** What the file of seen checkpoints is called, to be saved under the same name. */
  get seenName(): string {
    return this.#texts.find(({ kind }) => kind === 'seen')?.name ?? 'amana-seen.txt'
  }

  /** What is missing before anything can be verified; null where nothing is. */
  missing({ beside }: Words): string | null {
    const { policy, cosignatures } = this.given
    return policy === null && cosignatures.length > 0 ? beside.noPolicy : null
  }

  /**
   * Takes a file if it is one of these.
   * @returns what was taken, in words; null for any other file
   * @throws {AmanaError} `seen/bad-file`, `log/bad-policy`, and `bytes/…` for text that is not in UTF-8
   */
  async take(file: File, { beside }: Words): Promise<string | null> {
    if (file.size > MOST || kindOf(await file.slice(0, MOST).text()) === null) return null
    const text = fromUtf8(new Uint8Array(await file.arrayBuffer()))
    const kind = kindOf(text)
    if (kind === null) return null
    if (kind === 'seen') SeenCheckpoints.parse(text)
    if (kind === 'policy') parsePolicy(text)
    // There is one memory and one policy; cosignatures are several.
    const kept = this.#texts.filter((one) => (kind === 'cosignature' ? one.text !== text : one.kind !== kind))
    this.#texts = [...kept, { kind, name: file.name, text }]
    this.#redraw()
    return beside.took[kind](isolated(file.name))
  }

  /** Forgets everything that was given. */
  clear(): void {
    this.#texts = []
    this.#said = ''
    this.#isFirst = false
  }

  /** Draws the part, with what was given so far. */
  draw(words: Words, take: (files: readonly GivenFile[]) => void): HTMLElement {
    const { beside } = words
    const said = h('textarea', {
      id: 'said',
      rows: 2,
      dir: 'auto',
      spellcheck: 'false',
      autocomplete: 'off',
      'aria-describedby': 'said-help',
      input: () => {
        this.#said = said.value
      },
    })
    said.value = this.#said
    const list = h('div')
    this.#element = h(
      'details',
      { id: 'beside', open: this.#texts.length > 0 || this.#isFirst || this.#said !== '' },
      h('summary', null, beside.title),
      h('p', { class: 'help' }, beside.help),
      filePicker('beside-files', beside.files, '', take),
      list,
      h(
        'p',
        null,
        h('label', { for: 'said' }, beside.said),
        ' ',
        h('span', { id: 'said-help', class: 'help' }, beside.saidHelp),
      ),
      said,
    )
    this.#redraw = () => this.#drawList(list, words)
    this.#redraw()
    return this.#element
  }

  #drawList(list: HTMLElement, { beside, give }: Words): void {
    const first = h('input', {
      type: 'checkbox',
      id: 'first-seen',
      checked: this.#isFirst,
      change: () => {
        this.#isFirst = first.checked
      },
    })
    const items = this.#texts.map((one) =>
      h(
        'li',
        null,
        beside.kinds[one.kind],
        ': ',
        given(one.name),
        ' ',
        button('×', () => this.#remove(one), { 'aria-label': give.remove(isolated(one.name)) }),
      ),
    )
    const isGiven = this.given.seen !== null && !this.#isFirst
    list.replaceChildren(
      items.length === 0 ? '' : h('ul', null, items),
      isGiven ? '' : h('p', null, first, ' ', h('label', { for: 'first-seen' }, beside.first)),
    )
    if (items.length > 0) this.#element.setAttribute('open', '')
  }

  #remove(one: Text): void {
    this.#texts = this.#texts.filter((other) => other !== one)
    this.#redraw()
    document.getElementById('beside-files')?.focus()
  }
}
