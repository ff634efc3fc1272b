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
export { ActError, MOST_LETTERS, MOST_PARAGRAPHS, readLines, type HeadingWords } from './read-lines.ts'
