import { idOf, valueOf, type Tag } from './tags.ts'

export const childOf = (tag: Tag, name: string): Tag | undefined => tag.children.find((child) => child.name === name)
export const allOf = (tag: Tag, name: string): Tag[] => tag.children.filter((child) => child.name === name)

/** Entries of a decision's context. */
export const entriesOf = (decision: Tag): Tag[] => {
  const context = childOf(decision, 'context')
  return context ? allOf(context, 'contextEntry') : []
}

/** What a decision is called by, or an entry of its context with a table: `decision.entry`. */
export function holderIn(root: Tag, name: string): Tag | undefined {
  const decisions = allOf(root, 'decision')
  const called = (tag: Tag) => valueOf(tag, 'name') ?? idOf(tag) ?? ''
  return (
    decisions.find((tag) => called(tag) === name) ??
    decisions
      .filter((tag) => name.startsWith(`${called(tag)}.`))
      .flatMap((tag) =>
        entriesOf(tag).filter((entry) => {
          const variable = childOf(entry, 'variable')
          return variable && `${called(tag)}.${valueOf(variable, 'name')}` === name && childOf(entry, 'decisionTable')
        }),
      )[0]
  )
}
