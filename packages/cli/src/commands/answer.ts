import { answerOpenings, readRequest, type Unopened } from '@amana/bundle'
import { writeFileSafely } from '@amana/bundle/node'
import { EXIT } from '../exit.js'
import { findingInWords, findingJson } from '../gate-words.js'
import { bytesOf, keyOf } from '../input-file.js'
import { type Result, refuseExisting } from '../output.js'
import { plain } from '../report-words.js'
import { type UnlockOptions, withCase } from '../unlock.js'
import { now } from './loop.js'

/** Options of `amana answer`. */
export interface AnswerOptions extends UnlockOptions {
  readonly key: readonly string[]
  readonly holdBack?: readonly string[]
  readonly output: string
}

const WHY: Readonly<Record<Unopened['why'], string>> = {
  consent: 'the family does not consent to this purpose',
  withdrawn: 'withdrawn',
  'held-back': 'held back by you',
  'not-listed': 'not in that release',
}

/** Answers a request: openings, or the one refusal. Why is said here, and not in the file. */
export const answer = (path: string, file: string, options: AnswerOptions): Promise<Result> =>
  withCase(path, options, async (folder) => {
    refuseExisting(options.output)
    const request = readRequest(await bytesOf(file))
    const { bytes, opened, unopened, gate, refusedBefore } = answerOpenings(folder.case, request, {
      known: options.key.map(keyOf),
      time: now(),
      ...(options.holdBack === undefined ? {} : { heldBack: options.holdBack }),
    })
    writeFileSafely(options.output, bytes)
    const isRefused = opened === 0
    const lines = unopened.map(({ id, why }) => `  ${id}: ${WHY[why]}`)
    return {
      json: {
        ok: !isRefused,
        ...(isRefused
          ? { error: { code: 'loop/refused', message: 'Nobody is opened; the file says so, and not why.' } }
          : {}),
        file: options.output,
        asked: request.records.length,
        opened,
        unopened,
        refusedBefore,
        fields: request.fields,
        purpose: request.purpose,
        gate: gate === null ? null : findingJson(gate),
      },
      text: [
        `Asked by ${plain(request.by)}, for ${request.purpose}${request.text === '' ? '' : `: ${plain(request.text)}`}`,
        isRefused
          ? `Refused, in ${options.output}. The file does not say why; this is for you alone:`
          : `Opened ${request.fields.join(', ')} of ${opened} of ${request.records.length} persons, in ${options.output}.`,
        ...(lines.length === 0 ? [] : ['Not opened:', ...lines]),
        ...(gate?.passes === false
          ? [
              'With all that was handed out before, the others would be singled out, or those who are not opened:',
              findingInWords(gate),
            ]
          : []),
        ...(refusedBefore === 0
          ? []
          : [
              `${refusedBefore} requests were refused before. Whoever asks in many ways learns something from which are refused.`,
            ]),
        ...(isRefused ? [] : ['It cannot be taken back. Pseudonymised, still sensitive.']),
      ].join('\n'),
      exit: isRefused ? EXIT.refused : EXIT.good,
    }
  })
