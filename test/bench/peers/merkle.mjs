/** merkletreejs over leaf hashes, with its hash function told to mark nodes, so that it gives the root of RFC 9162. */
import { hash } from 'node:crypto'
import { MerkleTree } from 'merkletreejs'

const node = Buffer.alloc(65, 1)
const nodeOf = (data) => {
  data.copy(node, 1)
  return hash('sha256', node, 'buffer')
}

export const rootOf = (leaves) => new MerkleTree(leaves, nodeOf).getRoot()
