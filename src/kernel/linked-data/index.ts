export type { LinkedDocument, LinkedNode, LinkedValue } from './linked-document.ts'
export { writeTurtle } from './write-turtle.ts'
