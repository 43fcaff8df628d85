import { writeFileSafely } from '@amana/bundle/node'
import { utf8 } from '@amana/codec'
import { EXIT } from '../exit.js'
import { templateText } from '../import/template.js'
import type { Result } from '../output.js'

/** Options of `amana template`. */
export interface TemplateOptions {
  readonly lang: 'en' | 'ar'
  readonly incidents?: boolean
  readonly evidence?: boolean
  readonly output?: string
}

/** Prints an empty table, or writes it to a file. */
export function template(options: TemplateOptions): Result {
  const kind = options.evidence === true ? 'evidence' : options.incidents === true ? 'incidents' : 'persons'
  const text = templateText(options.lang, kind)
  const headers = text
    .replace(/^\ufeff/, '')
    .trim()
    .split(',')
  if (options.output === undefined) return { json: { ok: true, headers }, text, exit: EXIT.good }
  writeFileSafely(options.output, utf8(text), 0o644)
  return {
    json: { ok: true, headers, file: options.output },
    text: `Wrote ${options.output}.`,
    exit: EXIT.good,
  }
}
