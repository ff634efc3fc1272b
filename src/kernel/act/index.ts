export {
  findArticle,
  sentencesOf,
  textOf,
  type Act,
  type Article,
  type Chapter,
  type Paragraph,
  type Stretch,
} from './act.ts'
export { readAkomaNtoso, writeAkomaNtoso, type Identification } from './akoma-ntoso.ts'
export { readHtml } from './read-html.ts'
export { ActError, readLines, type HeadingWords } from './read-lines.ts'
