// What people have decided about pairs: kept in a small file, obeyed by the clustering, handed on with the result.
import { AmanaError } from '@amana/codec'

/** One decision about two records, named by list and id as the caller names them. */
export interface Decision {
  readonly a: string
  readonly b: string
  readonly verdict: 'same' | 'different'
  readonly by: string
  readonly why: string
}

const HEAD = 'a,b,verdict,by,why'
const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** The decisions as CSV with the header `a,b,verdict,by,why`, in a fixed order. */
export const formatDecisions = (decisions: readonly Decision[]): string =>
  `${[
    HEAD,
    ...decisions
      .map(({ a, b, verdict, by, why }) =>
        [...(a < b ? [a, b] : [b, a]), verdict, by, why].map(quoted).join(','),
      )
      .sort(),
  ].join('\n')}\n`

/** Fields of one CSV text: quotes as in RFC 4180. */
function* records(text: string): Generator<string[]> {
  let fields: string[] = []
  let field = ''
  let inside = false
  for (let i = 0; i < text.length; i++) {
    const letter = text[i]!
    if (inside) {
      if (letter !== '"') field += letter
      else if (text[i + 1] === '"') {
        field += '"'
        i++
      } else inside = false
    } else if (letter === '"' && field === '') inside = true
    else if (letter === ',') {
      fields.push(field)
      field = ''
    } else if (letter === '\n') {
      yield [...fields, field]
      fields = []
      field = ''
    } else if (letter !== '\r') field += letter
  }
  if (field !== '' || fields.length > 0) yield [...fields, field]
}

/**
 * Reads a file of decisions.
 *
 * @throws {AmanaError} `linkage/bad-decisions` with the line; also where two decisions about one pair contradict each other
 */
export function parseDecisions(text: string): Decision[] {
  const bad = (line: number, what: string): AmanaError =>
    new AmanaError('linkage/bad-decisions', `Line ${line} of the decisions: ${what}.`, { line })
  const seen = new Map<string, string>()
  const decisions: Decision[] = []
  let line = 0
  for (const fields of records(text.replace(/^\uFEFF/, ''))) {
    line++
    if (line === 1) {
      if (fields.join(',') !== HEAD) throw bad(1, `the header must be ${HEAD}`)
      continue
    }
    if (fields.length === 1 && fields[0] === '') continue
    const [a, b, verdict, by, why] = fields
    if (fields.length !== 5 || !a || !b || a === b)
      throw bad(line, 'it must name two records and have five fields')
    if (verdict !== 'same' && verdict !== 'different')
      throw bad(line, 'the verdict must be same or different')
    const pair = a < b ? `${a}\n${b}` : `${b}\n${a}`
    if ((seen.get(pair) ?? verdict) !== verdict) throw bad(line, 'it contradicts an earlier line')
    seen.set(pair, verdict)
    decisions.push({ a, b, verdict, by: by!, why: why! })
  }
  return decisions
}
