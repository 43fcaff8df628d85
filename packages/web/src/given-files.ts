/** What the reader gives: a control that takes files by choosing or dropping, and telling what a file is. */
import { documentKind, isReviewerKey } from '@amana/bundle'
import { AmanaError } from '@amana/codec'
import { parseDecisions, type StatedDecision } from '@amana/linkage'
import { parseVerifierKey } from '@amana/log'
import { h } from './dom.js'
import type { GivenFile } from './protocol.js'

/** So much of a file tells what it is, bytes; a longer one is no key. */
const HEAD = 1024

/** A file as what it is. What is nothing else is taken for a view, and fails as one if it is none. */
export type Known =
  | { readonly is: 'key'; readonly key: string }
  | { readonly is: 'decisions'; readonly decisions: readonly StatedDecision[] }
  | { readonly is: 'document' }
  | { readonly is: 'secret' }
  | { readonly is: 'view' }

/**
 * Tells what a file is by its content.
 * @throws {AmanaError} `linkage/bad-decisions` for a table of decisions that cannot be read
 */
export async function knownOf(file: File): Promise<Known> {
  const bytes = new Uint8Array(await file.slice(0, HEAD).arrayBuffer())
  if (documentKind(bytes) !== null) return { is: 'document' }
  const head = await file.slice(0, HEAD).text()
  if (/^age-encryption\.org\/|^AGE-SECRET-KEY-/m.test(head)) return { is: 'secret' }
  if (file.size <= HEAD && isKey(head.trim())) return { is: 'key', key: head.trim() }
  if (/^\uFEFF?"?a"?[,;\t]"?b"?[,;\t]"?verdict/i.test(head))
    return { is: 'decisions', decisions: parseDecisions(await file.text()) }
  return { is: 'view' }
}

/** Whether a text is a verification key. */
export function isKey(text: string): boolean {
  try {
    parseVerifierKey(text)
    return true
  } catch (error) {
    if (error instanceof AmanaError) return false
    throw error
  }
}

/** Whether a line is the key of a reviewer, and not of a documenter. */
export const isReviewer = (line: string): boolean => isKey(line) && isReviewerKey(line)

/**
 * A control for choosing files, which takes dropped ones too.
 * @param folder whether the dialogue chooses a folder; dropped folders are read in any case
 */
export function filePicker(
  id: string,
  label: string,
  drop: string,
  take: (files: readonly GivenFile[]) => void,
  { folder = false } = {},
): HTMLElement {
  const input = h('input', {
    type: 'file',
    id,
    multiple: true,
    webkitdirectory: folder,
    change: () => {
      const files = [...(input.files ?? [])].map((file) => ({
        path: withoutTop(file.webkitRelativePath) || file.name,
        file,
      }))
      input.value = ''
      if (files.length > 0) take(files)
    },
  })
  const zone = h(
    'div',
    { class: 'drop' },
    h('label', { for: id }, label),
    ' ',
    input,
    drop === '' ? null : ` ${drop}`,
  )
  zone.addEventListener('dragover', (event) => {
    event.preventDefault()
    zone.classList.add('over')
  })
  zone.addEventListener('dragleave', () => zone.classList.remove('over'))
  zone.addEventListener('drop', (event) => {
    event.preventDefault()
    zone.classList.remove('over')
    if (event.dataTransfer !== null)
      void dropped(event.dataTransfer).then((files) => files.length > 0 && take(files))
  })
  return zone
}

/** The name of the folder that was chosen is not part of the paths within it. */
const withoutTop = (path: string): string => path.slice(path.indexOf('/') + 1)

/** Dropped files, and those within dropped folders. One folder alone is the top, and its name is left out. */
async function dropped({ items, files }: DataTransfer): Promise<readonly GivenFile[]> {
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
  if (entries.length === 0) return [...files].map((file) => ({ path: file.name, file }))
  const out: GivenFile[] = []
  const [only] = entries
  const top = entries.length === 1 && only!.isDirectory ? `${only!.fullPath}/` : '/'
  for (const entry of entries) await collect(entry, top, out)
  return out
}

async function collect(entry: FileSystemEntry, top: string, out: GivenFile[]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    )
    out.push({ path: entry.fullPath.slice(top.length), file })
    return
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  // A reader gives some entries at a time, and none when it is through.
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (part.length === 0) return
    for (const child of part) await collect(child, top, out)
  }
}
