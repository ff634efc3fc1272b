/**
 * Spellings that people type for the same word: Latin with every apostrophe, Cyrillic, without signs, by ear. A search
 * must find them alike.
 */
export const SPELLING_GROUPS: [string, ...string[]][] = [
  ['Oʻzbekiston', "O'zbekiston", 'O‘zbekiston', 'O`zbekiston', 'Ўзбекистон', 'Ozbekiston'],
  ['gʻalla', "g'alla", 'g‘alla', 'ғалла', 'galla'],
  ['maʼlumot', "ma'lumot", 'ma’lumot', 'маълумот', 'malumot'],
  ['maʼlumotnoma', 'ma’lumotnoma', 'маълумотнома', 'malumotnoma', 'MAʼLUMOTNOMA'],
  ['yer', 'ер', 'ER', 'Yer'],
  ['sirk', 'цирк', 'tsirk'],
  ['poyezd', 'поезд', 'poezd'],
  ['shahar', 'shaxar', 'шаҳар', 'шахар'],
  ['hokim', 'xokim', 'ҳоким', 'хоким'],
  ['hokimiyat', 'xokimiyat', 'ҳокимият', 'хокимият'],
  ['toʻlov', "to'lov", 'тўлов', 'tolov'],
  ['tugʻilganlik', "tug'ilganlik", 'туғилганлик', 'tugilganlik'],
  ['roʻyxat', "ro'yxat", 'рўйхат', 'royxat', 'royhat'],
  ['boʻlim', "bo'lim", 'бўлим', 'bolim'],
  ['oʻqituvchi', "o'qituvchi", 'ўқитувчи', 'oqituvchi'],
  ['sheʼr', "she'r", 'шеър', 'sher'],
  ['litsenziya', 'лицензия', 'lisenziya'],
  ['yoʻl', "yo'l", 'йўл', 'yol'],
  ['choʻl', "cho'l", 'чўл', 'chol'],
  ['yashash', 'яшаш', 'YASHASH'],
  ['yuridik', 'юридик', 'Yuridik'],
]
