/** The licences of what others wrote and a program was put together from, as they ask for it. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @param here the folder that inputs are relative to
 * @param inputs paths of all files that went in, as esbuild names them
 * @returns one text, the same for the same inputs
 */
export function noticesOf(here, inputs) {
  const folders = new Set()
  for (const input of inputs) {
    const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)
    if (found !== null) folders.add(join(here, found[1]))
  }
  return [...folders]
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
      const file = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license']
        .map((text) => join(folder, text))
        .find(existsSync)
      return `${name} ${version}: ${license}\n${file === undefined ? '' : readFileSync(file, 'utf8')}`
    })
    .sort()
    .join('\n')
}
