import type { JSX as Known } from 'hono/jsx/jsx-runtime'
import { element } from './element.ts'
import { Html, write, type Child } from './html.ts'

export { element as jsx, element as jsxs, element as jsxDEV }

/** Children without an element around them. */
export const Fragment = ({ children }: { children?: Child }): Html => new Html(write(children))

/** What TypeScript knows of elements: attributes as Hono lists them, children and results as ours. */
export declare namespace JSX {
  type Element = Html
  /** Components may also answer with text, a list or nothing; one that must wait is called and awaited instead. */
  type ElementType = keyof IntrinsicElements | ((properties: any) => Child)
  interface ElementChildrenAttribute {
    children: unknown
  }
  type IntrinsicElements = {
    [Tag in keyof Known.IntrinsicElements]: Omit<Known.IntrinsicElements[Tag], 'children'> & { children?: Child }
  }
}
