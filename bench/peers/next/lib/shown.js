import { readFileSync } from 'node:fs'
import { createElement } from 'react'

let pages
/** The product's own pages as trees of elements, so that both sides send the same markup. */
export const shown = () => (pages ??= JSON.parse(readFileSync(process.env.BENCH_PAGES, 'utf8')))

/** `[name, attributes, children]` or text. */
export const element = (node, key) => (typeof node === 'string' ? node : createElement(node[0], { ...node[1], key }, ...node[2].map(element)))
