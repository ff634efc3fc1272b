import { textKey } from '../../../kernel/case/index.ts'
/** Keys of the texts that may name an element of a process, the first that can before the others. */
export const nameKeys = (element: string): readonly [own: string, title: string] => [
  `process.${element}`,
  textKey.taskTitle(element),
]

/** Whether a text can name an element: in a diagram there is no case that would fill its braces. */
export const isName = (text: string | undefined): boolean => text !== undefined && !text.includes('{')
