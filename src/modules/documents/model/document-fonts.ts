import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const NOTO = '@expo-google-fonts/noto-sans'
const weights = (file: string, names: readonly string[]) => names.map((name) => `${name}/${file}_${name}.ttf`)

/** A font that documents are set in, in the weights that they use. */
interface DocumentFont {
  package: string
  files: readonly string[]
  /** Name in the template. */
  family: string
}

/** The font of every document. */
const PLAIN: DocumentFont = {
  package: NOTO,
  files: weights('NotoSans', ['400Regular', '600SemiBold', '700Bold']),
  family: 'Noto Sans',
}

/** Fonts for names in other scripts, loaded for a document that has one: they are large. */
export const OTHER_FONTS = {
  georgian: {
    package: `${NOTO}-georgian`,
    files: weights('NotoSansGeorgian', ['400Regular', '600SemiBold', '700Bold']),
    family: 'Noto Sans Georgian',
  },
  armenian: {
    package: `${NOTO}-armenian`,
    files: weights('NotoSansArmenian', ['400Regular', '600SemiBold', '700Bold']),
    family: 'Noto Sans Armenian',
  },
  arabic: {
    package: `${NOTO}-arabic`,
    files: weights('NotoSansArabic', ['400Regular', '600SemiBold', '700Bold']),
    family: 'Noto Sans Arabic',
  },
  chinese: {
    package: '@embedpdf/fonts-sc',
    files: ['fonts/NotoSansHans-Regular.otf', 'fonts/NotoSansHans-Bold.otf'],
    family: 'Noto Sans S Chinese',
  },
  korean: {
    package: '@embedpdf/fonts-kr',
    files: ['fonts/NotoSansKR-Regular.otf', 'fonts/NotoSansKR-Bold.otf'],
    family: 'Noto Sans Korean',
  },
} as const satisfies Record<string, DocumentFont>

export const DOCUMENT_FONTS = { plain: PLAIN, ...OTHER_FONTS } as const
export type FontName = keyof typeof DOCUMENT_FONTS

/** Paths of the files of a font. @throws when its package is not installed */
export function fontFiles(name: FontName): string[] {
  const { package: source, files } = DOCUMENT_FONTS[name]
  const searched = createRequire(import.meta.url).resolve.paths(source) ?? []
  const folder = searched.map((path) => join(path, source)).find((path) => existsSync(path))
  if (folder === undefined) throw new Error(`the package ${source} is not installed`)
  return files.map((file) => join(folder, file))
}
