/** What a later release says of something that was assessed: "new since your assessment". */
import { toHex, type Value } from '@amana/codec'
import type { Change, ChangeKind } from '../report.js'
import type { Subject } from './assessment.js'
import type { Reviewed, ReviewedRevision } from './reviewed.js'

/** What is new of one incident or claim since a state of the log. */
export interface NewSince {
  /** Entries of the log when it was assessed. */
  readonly size: number
  /** Whether the incident or the claim itself was withdrawn. */
  readonly isWithdrawn: boolean
  /** What a claim states now; null for an incident, and for one that is withdrawn. */
  readonly stated: number | null
  /** Records that belong to it, one change each, in the order of the log. */
  readonly changes: readonly Change[]
  /** Changed persons and evidence of which the views given do not say to which incident they belong. */
  readonly closed: number
}

/**
 * What was added, amended or withdrawn after the first `size` entries.
 * @param earlier an older view of the log: it says to which incident a person belonged who is withdrawn by now, and who was withdrawn before
 */
export function newSince(
  about: Subject,
  id: string,
  size: number,
  reviewed: Reviewed,
  earlier?: Reviewed,
): NewSince {
  const kind = about === 'claim' ? 'statement' : 'incident'
  const newest = reviewed.of(kind, id).at(-1)
  const incidents = about === 'claim' ? conditionOf(newest) : new Set([id])
  const changes: Change[] = []
  let closed = 0
  const changed = [...reviewed.all]
    .map((revisions) => revisions.filter(({ at }) => at >= size))
    .filter(([first]) => first !== undefined && first.kind !== 'statement')
    .sort(([a], [b]) => a!.at - b!.at)
  for (const revisions of changed) {
    const last = revisions.at(-1)!
    const belongs = belongsTo(last, incidents, earlier)
    if (belongs === null) closed++
    else if (belongs) changes.push(changeOf(revisions[0]!, last, earlier))
  }
  const isWithdrawn = newest?.get('status') === 'withdrawn'
  const count = newest?.get('count')
  return { size, isWithdrawn, stated: typeof count === 'number' ? count : null, changes, closed }
}

/** The incidents that a claim is about; null for all. */
function conditionOf(statement: ReviewedRevision | undefined): ReadonlySet<string> | null {
  const where = statement?.get('where')
  const incidents = where instanceof Map ? (where.get('incident') as Value | undefined) : undefined
  return Array.isArray(incidents) ? new Set(incidents.map((id) => toHex(id as Uint8Array))) : null
}

/** Whether a record belongs to one of some incidents; null where that is closed. */
function belongsTo(
  { kind, id, get }: ReviewedRevision,
  incidents: ReadonlySet<string> | null,
  earlier: Reviewed | undefined,
): boolean | null {
  if (incidents === null) return kind === 'person'
  if (kind === 'incident') return incidents.has(id)
  if (kind === 'evidence') {
    const list = get('incidents')
    return Array.isArray(list) ? list.some((each) => incidents.has(toHex(each as Uint8Array))) : null
  }
  const before = earlier?.of('person', id).at(-1)?.get('incident')
  const known = [get('incident'), before].filter((value) => value instanceof Uint8Array)
  if (known.some((value) => incidents.has(toHex(value)))) return true
  // A withdrawn person has no incident any more: which it was only an older view tells.
  return known.length === 0 ? null : false
}

function changeOf(first: ReviewedRevision, last: ReviewedRevision, earlier: Reviewed | undefined): Change {
  const status = last.get('status')
  const reason = last.get('withdrawal_reason')
  const wasWithdrawn = earlier?.of(last.kind, last.id).at(-1)?.get('status') === 'withdrawn'
  let change: ChangeKind
  if (status === 'withdrawn') change = 'withdrawn'
  else if (first.revision === 1) change = 'added'
  else if (status === undefined) change = 'revised'
  else change = wasWithdrawn ? 'relisted' : 'amended'
  return {
    change,
    kind: last.kind as Change['kind'],
    id: last.id,
    revision: last.revision,
    reason: typeof reason === 'string' ? reason : null,
  }
}
