/** A page with the code of a receipt: it names nobody, no organisation and no purpose. */
import { encode } from 'uqr'
import { htmlPage } from './html-page.js'

const STYLE = `@page{size:A4;margin:2cm}body{font:12pt/1.5 serif;margin:2cm auto;max-width:17cm;color:#000;background:#fff}
svg{display:block;width:8cm;height:8cm;margin:0 auto 1cm}@media print{body{margin:0}}`

/** Quiet modules around a code (ISO/IEC 18004, 9.1). */
const QUIET = 4

function codeAsSvg(text: string): string {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET })
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path d="${dark.join('')}"/></svg>`
}

/**
 * @param code of `pageCode`
 * @returns HTML for one sheet of A4
 */
export const receiptPage = (code: string): string =>
  htmlPage(
    '1',
    STYLE,
    `${codeAsSvg(code)}
<p>Keep this sheet dry, flat and away from light. A camera reads the square; do not fold it.</p>
<p lang="ar" dir="rtl">احفظ هذه الورقة جافة ومسطحة وبعيدة عن الضوء. تقرأ الكاميرا المربع، فلا تطوه.</p>`,
    'en',
  )
