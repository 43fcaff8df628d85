/** The shell of a page that loads nothing and runs nothing: a policy in it forbids both. */
import { createHash } from 'node:crypto'
import type { Language } from '@amana/bundle'

/** Text as HTML shows it and never reads it. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** A whole page. @param body HTML, in which every text from outside is {@link escaped} */
export function htmlPage(title: string, style: string, body: string, language: Language): string {
  const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`
  return `<!doctype html>
<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`
}
