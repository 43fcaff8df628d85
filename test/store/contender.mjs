// Opens a case as often as it is told, each time marking that it is inside: `node contender.mjs CASE IDENTITY GO ROUNDS`.
// It waits for the file GO, then tries until it was inside ROUNDS times, and prints how often it was refused and whether
// ever another was inside with it. With ROUNDS 0 it opens the case, says so, and stays until it is killed.
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openCaseFolder } from '@amana/bundle/node'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'

const [path, identity, go, rounds] = process.argv.slice(2)
const unlock = { identities: [readFileSync(identity, 'utf8').trim().split('\n').at(-1)] }
useBackend(nodeBackend)

if (rounds === '0') {
  await openCaseFolder(path, unlock)
  console.log('inside')
  await wait(60_000)
}
console.log('ready')
while (!existsSync(go)) await wait(1)

const told = { inside: 0, refused: 0, together: 0, odd: [] }
while (told.inside < Number(rounds)) {
  let folder
  try {
    folder = await openCaseFolder(path, unlock)
  } catch (error) {
    if (error.code === 'case/in-use') told.refused++
    else told.odd.push(String(error.code ?? error))
    if (told.odd.length > 3) break
    await wait(Math.random() * 8)
    continue
  }
  told.inside++
  const mark = join(path, 'inside')
  try {
    closeSync(openSync(mark, 'wx'))
    await wait(Math.random() * 5)
    rmSync(mark)
  } catch {
    told.together++
  }
  folder.close()
  await wait(Math.random() * 3)
}
console.log(JSON.stringify(told))
