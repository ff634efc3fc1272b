import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { GalleryVoice } from '../gallery/sample-shell.tsx'

const HTML = { uz: 'uz-Latn', ru: 'ru', en: 'en' }

/** Reads the interface's own words straight from the catalogue: this room does not know the one that loads them. */
export function galleryVoice(language: keyof typeof HTML, stylesheet: string): GalleryVoice {
  const words = new Map<string, string>()
  const walk = (tree: unknown, key: string): void => {
    if (typeof tree === 'string') words.set(key, tree)
    else for (const [name, inner] of Object.entries(tree as object)) walk(inner, `${key}.${name}`)
  }
  for (const file of ['ui', 'errors']) walk(parse(readFileSync(`texts/${language}/${file}.yaml`, 'utf8')), file)
  return {
    lang: HTML[language],
    stylesheet,
    say: (key, parameters) => {
      const text = words.get(key)
      if (text === undefined) throw new Error(`No text ${key} in ${language}`)
      return text.replace(/\{(\w+)\}/g, (_, name: string) => String(parameters?.[name] ?? ''))
    },
  }
}
