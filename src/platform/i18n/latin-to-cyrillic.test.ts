import { expect, it } from 'vitest'
import { toCyrillic } from './latin-to-cyrillic.ts'

it.each([
  ['Oʻzgartirish', 'Ўзгартириш'],
  ['Yoʻq, yoʻl', 'Йўқ, йўл'],
  ['JShShIR va STIR', 'ЖШШИР ва СТИР'],
  ['Sheʼr, maʼlumot, Isʼhoq', 'Шеър, маълумот, Исҳоқ'],
  ['eʼlon, poezd, kelishuv, yer', 'эълон, поэзд, келишув, ер'],
  ['GʻOYA, SHAHAR', 'ҒОЯ, ШАҲАР'],
  ['Identifikatsiya', 'Идентификация'],
  ['Chora: 15 ta', 'Чора: 15 та'],
])('writes %s as %s', (latin, cyrillic) => {
  expect(toCyrillic(latin)).toBe(cyrillic)
})
