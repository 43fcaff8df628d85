/** One share of a case's keys as a page to print: it names nobody, no organisation and no purpose. */
import { inGroups, type KeyShare, shareText } from '@amana/bundle'
import { escaped, htmlPage } from './html-page.js'

const STYLE = `body{font:12pt/1.5 serif;margin:2cm;max-width:17cm}
p.code{font:16pt/1.8 monospace;direction:ltr;text-align:left;border:1pt solid;padding:.5cm;overflow-wrap:break-word}
section{margin-top:1cm}@media print{body{margin:0}}`

/** @returns HTML; it holds the share */
export function sharePage(share: KeyShare, threshold: number, count: number): string {
  const code = escaped(inGroups(shareText(share)))
  const body = `<section>
<h1>${share.number} / ${count}</h1>
<p class="code">${code}</p>
<p>This is one of ${count} parts. Any ${threshold} of them together open something that fewer do not. Keep it where only you can read it. Give it
to nobody who does not prove to you, face to face, who they are. Read letter by letter; a wrong letter is noticed.</p>
</section>
<section lang="ar" dir="rtl">
<p>هذا جزء واحد من ${count} أجزاء. أي ${threshold} منها معا تفتح شيئا لا يفتحه أقل من ذلك. احفظه حيث لا يقرؤه غيرك، ولا تعطه إلا لمن أثبت لك هويته وجها
لوجه. يُقرأ حرفا حرفا، والحرف الخطأ يُكتشف.</p>
</section>`
  return htmlPage(`${share.number} / ${count}`, STYLE, body, 'en')
}
