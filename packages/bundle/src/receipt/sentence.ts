/** What looking for the record of six words found, in words that claim no more than that. */
import { toHex } from '@amana/codec'
import type { Language } from '../sentences.js'
import type { PageContent } from './page-code.js'
import type { FoundRecord } from './search.js'

/** What one verified view says of six words. */
export interface ReceiptFinding {
  /** Whether the view opens receipts at all. */
  readonly isOpen: boolean
  /** Null where no record belongs to the words. */
  readonly found: FoundRecord | null
  /** The record that a page names, in hexadecimal; null where there is no page. */
  readonly paper: string | null
}

/** Whether a record was found, and it is that of the page where there is one. */
export const isRecordOf = ({ found, paper }: ReceiptFinding): boolean =>
  found !== null && (paper === null || paper === found.id)

/** An id or a log within an Arabic sentence: it does not turn what stands around it. */
const ltr = (text: string): string => `\u2066${text}\u2069`

/** What a view says of six words, one sentence a line. The label comes from a file: give it as it may be shown. */
export function receiptInWords(
  { isOpen, found, paper }: ReceiptFinding,
  language: Language,
): readonly string[] {
  const isArabic = language === 'ar'
  if (found === null)
    return [
      isOpen
        ? isArabic
          ? 'لا يعود إلى هذه الكلمات أي سجل في هذه النسخة. ربما استُبدلت بها كلمات أخرى، أو سُحب السجل.'
          : 'No record belongs to these words, as the view has it. They may have been replaced by others, or the record withdrawn.'
        : isArabic
          ? 'لا تفتح هذه النسخة الإيصالات فلا تجد الكلمات فيها شيئا: استعمل نسخة للمحققين.'
          : 'This view opens no receipts, so words find nothing in it: use a view for investigators.',
    ]
  const { id, incident, label } = found
  return isArabic
    ? [
        `يعود إلى هذه الكلمات سجل واحد: ${ltr(id)}`,
        incident === null
          ? 'حادثته مغلقة في هذه النسخة.'
          : `حادثته: ${label === null ? ltr(incident) : `${label} (${ltr(incident)})`}`,
        ...(isRecordOf({ isOpen, found, paper }) ? [] : ['هذا سجل غير الذي تذكره الورقة.']),
        'أدرجته الجهة الموثقة بهذه الكلمات. ولا تثبت الكلمات من هو، ولا أن من يقولها من عائلته.',
      ]
    : [
        `One record belongs to these words: ${id}`,
        incident === null
          ? 'Its incident is closed in this view.'
          : `Its incident: ${label === null ? incident : `${label} (${incident})`}`,
        ...(isRecordOf({ isOpen, found, paper }) ? [] : ['That is another record than the page names.']),
        'It was listed with these words by the documenter. Who it is, and that whoever says them is family, they do not prove.',
      ]
}

/** What a page says under six words. Its note comes from a file: give it as it may be shown. */
export function pageInWords(content: PageContent, language: Language): string {
  const isArabic = language === 'ar'
  if ('note' in content)
    return isArabic ? `تفتح هذه الكلمات ملاحظة: ${content.note}` : `These words open a note: ${content.note}`
  const id = toHex(content.id)
  return isArabic
    ? `تذكر الورقة السجل ${ltr(id)} في القائمة ذات المعرّف ${ltr(content.origin)}.`
    : `The page names the record ${id} of the log ${content.origin}.`
}
