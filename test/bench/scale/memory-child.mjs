/** One step of `bench memory` in a process of its own: `memory-child.mjs build|case|view|verify|closed FOLDER RECORDS`. What it prints is for the parent. */
import { createReadStream, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeRelease, verifyView, writeView } from '@amana/bundle'
import { createCaseFolder, openCaseFolder, readPublic } from '@amana/bundle/node'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { addFiles, emptyCase } from './cases.mjs'
import { writeClosedView } from './closed-view.mjs'
import { cpu } from './measure.mjs'
import { Build } from './stages.mjs'

const [, , step, folder, records] = process.argv
const count = Number(records)
const at = { case: join(folder, 'case'), identity: join(folder, 'identity'), view: join(folder, 'view') }
useBackend(nodeBackend)

let key = ''

/** What a step is about to do, on few records and in memory, so that its code is compiled when the clock begins. */
async function warm() {
  if (step === 'build') {
    new Build(2000).run()
    return
  }
  if (step === 'closed') {
    const key = writeClosedView(at.view, 2000)
    await verifyView(createReadStream(at.view), key)
    return
  }
  const amana = emptyCase()
  addFiles(amana, 0, 1000)
  makeRelease(amana, {})
  if (step === 'case') return
  const view = [...writeView(amana, 'custodian')]
  if (step === 'verify') await verifyView(view, amana.verificationKey)
}

const STEPS = {
  build: () => new Build(count).run(),
  case: async () => {
    const identity = await generateX25519Identity()
    writeFileSync(at.identity, identity, { mode: 0o600 })
    const recipient = await identityToRecipient(identity)
    const open = await createCaseFolder(at.case, { protect: { recipients: [recipient] } })
    addFiles(open.case, 0, count)
    open.release()
    open.close()
  },
  view: async () => {
    const open = await openCaseFolder(at.case, { identities: [readFileSync(at.identity, 'utf8')] })
    open.writeView('custodian', at.view)
    open.close()
  },
  verify: async () => {
    const { ok } = await verifyView(createReadStream(at.view), readPublic(at.case).key)
    if (!ok) throw new Error('the view does not verify')
  },
  closed: async () => {
    const { ok } = await verifyView(createReadStream(at.view), key)
    if (!ok) throw new Error('the view does not verify')
  },
}

// Of a few records only tests ask.
if (count >= 1000) await warm()
if (step === 'closed') key = writeClosedView(at.view, count)
const { microseconds } = await cpu(STEPS[step])
console.log(
  JSON.stringify({ microseconds: microseconds / count, megabytes: process.resourceUsage().maxRSS / 1024 }),
)
