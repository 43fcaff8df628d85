/** The part of the page where six words are typed, and the code of a paper page is read. What is typed is never kept. */
import { type Language, pageInWords, receiptInWords } from '@amana/bundle'
import { Bench } from './bench.js'
import { watch } from './camera.js'
import { isolated, number } from './catalogues.js'
import { button, h, sentence } from './dom.js'
import { filePicker } from './given-files.js'
import type { GivenView, ReceiptAnswer, Scanned } from './protocol.js'
import { messageOf, type TaskBar } from './task-bar.js'
import type { Words } from './words.js'

/** Pictures are read in a worker of their own: a camera that is stopped must not end one that holds verified views. */
const eye = new Bench()

/**
 * Draws the part. It is no part of what is kept or printed: that words were looked for, and what they found, is nobody
 * else's business.
 * @param asked the views that verified, and the keys
 */
export function receiptPart(
  bar: TaskBar,
  asked: { readonly views: readonly GivenView[]; readonly keys: readonly string[] },
  words: Words,
  language: Language,
): HTMLElement {
  const texts = words.receipts
  let code: string | null = null
  const out = h('div', { id: 'receipt-found', tabindex: -1 })
  const typed = h('input', {
    id: 'receipt-words',
    type: 'text',
    class: 'masked',
    dir: 'auto',
    autocomplete: 'off',
    autocapitalize: 'none',
    autocorrect: 'off',
    spellcheck: 'false',
    'aria-describedby': 'receipt-words-help',
  })
  const show = h('input', {
    id: 'receipt-show',
    type: 'checkbox',
    change: () => typed.classList.toggle('masked', !show.checked),
  })
  const search = (): void =>
    void bar.run(words, async (tell) => {
      out.replaceChildren()
      const answer = await bar.bench.run(
        { task: 'receipt', ...asked, language, words: typed.value, code },
        tell,
      )
      out.replaceChildren(...foundView(answer, words, language))
      // Words that could not be read stay to be put right; all others are forgotten, and with them the page.
      if (!('problem' in answer)) {
        typed.value = ''
        code = null
        scanned.replaceChildren()
      }
      out.focus()
    })

  const scanned = h('p', { id: 'receipt-scanned', role: 'status' })
  const take = (found: Scanned): void => {
    code = found.code
    scanned.replaceChildren(found.code === null ? texts.unscanned[found.saw] : texts.read)
    if (found.code !== null) typed.focus()
  }
  const read = (image: Blob | ImageBitmap): Promise<Scanned> => eye.run({ task: 'scan', image }, () => {})
  const fail = (error: unknown): void => scanned.replaceChildren(`${words.run.failed} ${messageOf(error)}`)
  const place = h('div')
  const film = (): void => {
    scanned.replaceChildren(texts.looking)
    const watching = watch(read, texts.paper)
    const stop = button(texts.stop, watching.stop, { id: 'receipt-stop' })
    camera.disabled = true
    place.replaceChildren(watching.picture, stop)
    stop.focus()
    watching.found
      .then((found) => {
        if (found === null) scanned.replaceChildren()
        else take(found)
      })
      .catch((error: unknown) => {
        if (error instanceof DOMException) scanned.replaceChildren(texts.noCamera)
        else fail(error)
      })
      .finally(() => {
        const had = place.contains(document.activeElement)
        camera.disabled = false
        place.replaceChildren()
        if (had) camera.focus()
      })
  }
  const camera = button(texts.camera, film, { id: 'receipt-camera' })
  return h(
    'section',
    { 'aria-labelledby': 'receipts', class: 'live' },
    h('h2', { id: 'receipts' }, texts.title),
    h('p', { class: 'help' }, texts.help),
    h(
      'form',
      {
        autocomplete: 'off',
        submit: (event) => {
          event.preventDefault()
          search()
        },
      },
      h('p', null, h('label', { for: 'receipt-words' }, texts.words)),
      h('p', { class: 'choices' }, typed, h('label', null, show, ' ', texts.show)),
      h('p', { id: 'receipt-words-help', class: 'help' }, texts.wordsHelp),
      h('p', null, h('button', { id: 'receipt-search', type: 'submit' }, texts.search)),
    ),
    h(
      'details',
      { id: 'receipt-paper' },
      h('summary', null, texts.paper),
      h('p', { class: 'help' }, texts.paperHelp),
      filePicker('receipt-image', texts.image, texts.drop, ([first]) => {
        if (first !== undefined) read(first.file).then(take, fail)
      }),
      h('p', null, camera),
      place,
      scanned,
    ),
    out,
  )
}

function foundView(answer: ReceiptAnswer, words: Words, language: Language): readonly HTMLElement[] {
  const texts = words.receipts
  if ('problem' in answer)
    return [h('p', { class: 'warning' }, texts.problems[answer.problem](number(answer.at, language)))]
  const { page, views } = answer
  const said = (lines: readonly string[]): HTMLElement[] => lines.map((line) => h('p', null, sentence(line)))
  const content = page !== null && 'note' in page ? { note: isolated(page.note) } : page
  return [
    ...(content === null ? [] : said([pageInWords(content, language)])),
    ...views.flatMap(({ name, finding }) => [
      h('h3', null, sentence(texts.inView(isolated(name)))),
      ...said(
        finding === null
          ? [texts.otherLog]
          : receiptInWords(
              {
                ...finding,
                found: finding.found && {
                  ...finding.found,
                  label: finding.found.label && isolated(finding.found.label),
                },
              },
              language,
            ),
      ),
    ]),
    ...(page !== null && !('note' in page) && views.every(({ finding }) => finding === null)
      ? said([texts.noSuchLog])
      : []),
    h('p', { class: 'help' }, texts.forgotten),
  ]
}
