/** Which paths of evidence an auditor may see, decided when a file is taken in, and again at every release. */
import { encode } from '@amana/codec'
import { type EvidenceFacts, evidenceOf, evidenceValues, isPlainPath, pathWords } from '@amana/evidence'
import type { CaseRecord, History, Operation } from './history.js'
import type { NameGuard } from './name-guard.js'

/**
 * Whether an auditor may see a path: nothing that is not NFC, nothing that holds a name, and by default only plain ones. What is
 * sealed once stays sealed: were it shown when a person's name is corrected, it would say whose name it holds.
 */
export function mayShowPath(
  path: string,
  old: EvidenceFacts | undefined,
  guard: NameGuard,
  openPaths: boolean,
): boolean {
  if (old !== undefined && old.openPath === undefined) return false
  const isAllowed = openPaths || isPlainPath(path) || old?.openPath === path
  return isAllowed && path === path.normalize('NFC') && !guard.holdsName(pathWords(path))
}

/** The facts with the path sealed. */
export const withoutPath = ({ openPath: _, ...rest }: EvidenceFacts = {}): EvidenceFacts => rest

/** Operations that seal the open paths of those of these files that hold a word of a person's name by now. */
export function sealPaths(
  amana: History,
  guard: NameGuard,
  files: Iterable<CaseRecord>,
): readonly Operation[] {
  const operations: Operation[] = []
  for (const record of files) {
    const path = amana.valueOf(record, 'path')
    if (typeof path !== 'string' || !guard.holdsName(pathWords(path))) continue
    const { file, facts } = evidenceOf(amana.valuesByName(record))
    const current = encode(evidenceValues(file, withoutPath(facts)))
    operations.push(['put', 'evidence', record.key, null, current, false])
  }
  return operations
}
