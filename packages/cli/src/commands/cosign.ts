import { existsSync } from 'node:fs'
import { openWitnessKey, type Report, readView, verifyView } from '@amana/bundle'
import { withSeenFile, writeFileSafely } from '@amana/bundle/node'
import { AmanaError, fromHex, utf8 } from '@amana/codec'
import { wipe } from '@amana/crypto'
import { cosign as cosignNote, formatCheckpoint, parseNote } from '@amana/log'
import { EXIT } from '../exit.js'
import { bytesOf, keyOf, shownName, sourceOf } from '../input-file.js'
import type { Result } from '../output.js'
import { Progress } from '../progress.js'
import { reportInWords } from '../report-words.js'
import { type UnlockOptions, unlockOf } from '../unlock.js'
import { stateOf } from './witness-key.js'

/** Options of `amana cosign`. */
export interface CosignOptions extends UnlockOptions {
  readonly key: string
  readonly witnessKey: string
  readonly output: string
}

/**
 * Cosigns the checkpoint of a view, if the view verifies and continues every checkpoint of this log that the key cosigned. The
 * view holds the whole log, so that is seen by hashing its beginning: no separate proof is needed.
 */
export async function cosign(file: string, options: CosignOptions): Promise<Result> {
  if (file === '-')
    throw new AmanaError('cli/misuse', 'The view is read twice: give a file, not standard input.')
  const key = keyOf(options.key)
  const signer = await openWitnessKey(await bytesOf(options.witnessKey), await unlockOf(options))
  try {
    if (!existsSync(stateOf(options.witnessKey)))
      throw new AmanaError(
        'seen/missing',
        `There is no ${stateOf(options.witnessKey)}, which remembers what this key cosigned. Find it; without it make a new key.`,
      )
    // The memory is written before the cosignature exists: a kill in between costs nothing, the other order could cost a fork.
    const report = await withSeenFile(stateOf(options.witnessKey), false, async (cosigned) => {
      if (cosigned.isUnderOtherKey(key))
        throw new AmanaError('seen/other-key', 'This witness has cosigned this log under another key.')
      const report: Report = await Progress.during(`Verifying ${shownName(file)}`, (onProgress) =>
        verifyView(sourceOf(file), key, { seen: cosigned.of(key), onProgress }),
      )
      if (report.ok) cosigned.add(key, { size: report.size!, root: fromHex(report.root!) })
      return report
    })
    if (!report.ok)
      return {
        json: { ...report, file: shownName(file) },
        text: `${reportInWords(shownName(file), report, 'en')}\nNot cosigned.`,
        exit: EXIT.failed,
      }
    const view = await readView(sourceOf(file))
    await view.close()
    const { origin, size, root } = report
    // The file was read twice: what is cosigned must be what was verified.
    const verified = formatCheckpoint({ origin: origin!, size: size!, root: fromHex(root!) })
    if (parseNote(view.header.note).text !== verified)
      throw new AmanaError('view/changed', 'The file changed while it was read: nothing was cosigned.')
    const time = Math.floor(Date.now() / 1000)
    writeFileSafely(options.output, utf8(cosignNote(view.header.note, signer.name, signer.seed, time)), 0o644)
    return {
      json: { ok: true, cosignature: options.output, witness: signer.name, time, origin, size, root },
      text: `Cosigned the checkpoint of ${size} entries as ${signer.name}, in ${options.output}. Whoever verifies the view gives it to --cosignature.`,
      exit: EXIT.good,
    }
  } finally {
    wipe(signer.seed)
  }
}
