/** The worker: all hashing, verifying and linking, away from the page. One task at a time; whoever cancels ends the worker. */
import { AmanaError } from '@amana/codec'
import { Asked } from './asked.js'
import { audit } from './auditing.js'
import { type Examined, examine, olderOf, type Signed, signedBy } from './examine.js'
import { link } from './linking.js'
import type { Answer, GivenBeside, GivenView, Progress, Task, Verified } from './protocol.js'
import { searchReceipt } from './receipt-search.js'
import { ReviewerKey, signed } from './reviewer-key.js'
import { Reviewing, readFiles, viewFor } from './reviewing.js'
import { sample } from './sampling.js'
import { scan } from './scanning.js'

/** What a dedicated worker has of its scope; the library of types for pages does not know it. */
interface Scope {
  onmessage: ((event: MessageEvent<Task>) => void) | null
  postMessage(answer: Answer): void
}
const scope = self as unknown as Scope

/** Milliseconds between two words of progress. */
const PACE = 100

let last = 0
const tell = (progress: Progress): void => {
  const now = performance.now()
  if (now - last < PACE) return
  last = now
  scope.postMessage({ progress })
}

/** Views that were examined, for later tasks. */
const held = new Map<number, Examined>()

/** The key of the reviewer, as long as this worker lives. */
const reviewer = new ReviewerKey()

const NOTHING: GivenBeside = { seen: null, policy: null, cosignatures: [], said: '' }

/** What a view is verified with. */
type About = Pick<Task & { task: 'verify' }, 'keys' | 'language'> &
  Partial<Pick<Task & { task: 'verify' }, 'beside' | 'documents' | 'reviewers'>>

async function verifyAll(
  views: readonly GivenView[],
  { keys, language, beside = NOTHING, documents = [], reviewers = [] }: About,
): Promise<Verified> {
  held.clear()
  const read = await readFiles(documents)
  const all: Signed[] = []
  for (const view of views) all.push(await signedBy(view, keys))
  const asked = new Asked(beside, all)
  // Of one log the older views come first.
  const isFirm = ({ id }: GivenView) => beside.seen === null || held.get(id)?.verified.report.ok === true
  for (const one of asked.inOrder()) {
    const own = read.filter((file) => viewFor(file, all) === one)
    const reviewing = own.length === 0 ? null : new Reviewing(own, reviewers)
    const older = olderOf(one, all, isFirm)
    const seen = await examine(one, older, asked.optionsFor(one), language, tell, reviewing)
    asked.remember(one, seen.verified.report)
    held.set(one.view.id, seen)
  }
  return { views: views.map(({ id }) => held.get(id)!.verified), seen: asked.seen }
}

/** The views as they were examined; again, if the worker is a new one. */
async function examined(views: readonly GivenView[], task: About): Promise<readonly Examined[]> {
  if (!views.every(({ id }) => held.has(id))) await verifyAll(views, task)
  return views.map(({ id }) => held.get(id)!)
}

/** Nothing is concluded from a view that does not verify. */
function refuseBad(views: readonly Examined[]): void {
  const bad = views.find(({ verified }) => !verified.report.ok)
  if (bad !== undefined)
    throw new AmanaError('link/not-verified', `${bad.verified.name} does not verify with any key given.`)
}

async function work(task: Task): Promise<unknown> {
  if (task.task === 'unlock') {
    tell({ step: 'unlock', name: '', done: 0, all: 0 })
    return reviewer.open(task)
  }
  if (task.task === 'scan') return scan(task.image)
  if (task.task === 'verify') return verifyAll(task.views, task)
  if (task.task === 'link') {
    const views = await examined(task.views, task)
    refuseBad(views)
    tell({ step: 'link', name: '', done: 0, all: 0 })
    return link(
      views.map(({ verified: { name }, records }) => ({ name, records })),
      task.decisions,
      task.language,
    )
  }
  if (task.task === 'receipt') {
    const views = await examined(task.views, task)
    refuseBad(views)
    tell({ step: 'receipt', name: '', done: 0, all: 0 })
    return searchReceipt(task.words, task.code, views)
  }
  // Before anything takes its time.
  if (task.task === 'sign') reviewer.needed()
  const views = await examined([task.view], task)
  refuseBad(views)
  if (task.task === 'sign') return signed(task, views[0]!, reviewer.needed())
  if (task.task === 'sample') return sample(task.view, views[0]!.verified.key, task.asked, tell)
  return audit(views[0]!.records.manifest, task.files, tell)
}

scope.onmessage = ({ data }) => {
  last = 0
  work(data).then(
    (result) => scope.postMessage({ result }),
    (error: unknown) => {
      const { code, message } =
        error instanceof AmanaError
          ? error
          : {
              code: 'web/unexpected' as const,
              message: error instanceof Error ? error.message : String(error),
            }
      scope.postMessage({ error: { code, message } })
    },
  )
}
