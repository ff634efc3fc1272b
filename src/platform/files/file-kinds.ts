/** What people may send. Everything else is refused, however it is named. */
export const FILE_KINDS = {
  pdf: { type: 'application/pdf', extensions: ['pdf'] },
  png: { type: 'image/png', extensions: ['png'] },
  jpeg: { type: 'image/jpeg', extensions: ['jpg', 'jpeg', 'jfif'] },
  docx: { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', extensions: ['docx'] },
} as const

/** Other ends of names under which programs write the same; not told to people, who would be none the wiser. */
const ALSO_CALLED: Readonly<Record<string, FileKind>> = { jpe: 'jpeg', jif: 'jpeg', pjpeg: 'jpeg', pjp: 'jpeg' }

export type FileKind = keyof typeof FILE_KINDS

export const ALL_KINDS = Object.keys(FILE_KINDS) as FileKind[]

/** The kind that the end of a name promises. */
export function kindOfName(name: string): FileKind | undefined {
  const extension = /\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  if (Object.hasOwn(ALSO_CALLED, extension)) return ALSO_CALLED[extension]
  return ALL_KINDS.find((kind) => (FILE_KINDS[kind].extensions as readonly string[]).includes(extension))
}

/** Every end of a name that files of these kinds may have, for the window in which people choose one. */
export const endingsOf = (kinds: readonly FileKind[]): string[] =>
  kinds.flatMap((kind) => [
    ...FILE_KINDS[kind].extensions,
    ...Object.keys(ALSO_CALLED).filter((extension) => ALSO_CALLED[extension] === kind),
  ])

/** Photographs as telephones and browsers save them, which the programs of offices do not open. */
const PHOTOGRAPHS = ['heic', 'heif', 'hif', 'webp', 'avif', 'jxl']

/** True for a photograph that would have to be saved otherwise to be accepted. */
export const isOtherPhotograph = (name: string): boolean =>
  PHOTOGRAPHS.includes(/\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? '')

/** The same told by content. */
export const isOtherPhotographType = (type: string | undefined): boolean =>
  /^image\/(hei[cf](-sequence)?|webp|avif|jxl)$/.test(type ?? '')
