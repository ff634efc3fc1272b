/** What the demo providers say, in the four languages of the portal. */
export interface DemoWords {
  html: string
  own: string
  banner: string
  languages: string
  chooseAccount: string
  chooseLead: string
  beginWith: string
  others: string
  cancel: string
  expired: string
  expiredLead: string
  back: string
  pay: string
  payLead: string
  amount: string
  purpose: string
  order: string
  payNow: string
  decline: string
  paid: string
  declined: string
  cannotPay: string
  mailbox: string
  noMail: string
  from: string
  to: string
  subject: string
  received: string
  text: string
  allMail: string
  chat: string
  chatLead: string
  chatBegin: string
  chatBegun: string
  chatNoCode: string
}

const uz: DemoWords = {
  html: 'uz-Latn',
  own: 'Oʻzbekcha',
  banner: 'Bu namoyish: shaxslar va maʼlumotlar oʻylab topilgan',
  languages: 'Til',
  chooseAccount: 'Kim boʻlib kirasiz?',
  chooseLead: 'Parol soʻralmaydi: bu haqiqiy identifikatsiya xizmati oʻrnidagi namoyish.',
  beginWith: 'Shulardan boshlang',
  others: 'Boshqa idoralar va odamlar',
  cancel: 'Bekor qilish',
  expired: 'Kirish muddati tugadi',
  expiredLead: 'Portalga qayting va qaytadan kiring.',
  back: 'Orqaga',
  pay: 'Toʻlov',
  payLead: 'Pul yechilmaydi: bu haqiqiy toʻlov xizmati oʻrnidagi namoyish.',
  amount: 'Summa',
  purpose: 'Maqsad',
  order: 'Toʻlov raqami',
  payNow: 'Toʻlash',
  decline: 'Rad etish',
  paid: 'Toʻlandi',
  declined: 'Toʻlov rad etildi',
  cannotPay: 'Toʻlab boʻlmadi',
  mailbox: 'Pochta qutisi',
  noMail: 'Xatlar yoʻq',
  from: 'Kimdan',
  to: 'Kimga',
  subject: 'Mavzu',
  received: 'Olingan',
  text: 'Matn',
  allMail: 'Barcha xatlar',
  chat: 'Bot bilan suhbat',
  chatLead:
    'Bu Telegram oʻrnidagi namoyish. Tugma bosilsa, bot shu suhbatga yozadi; xabarlari pochta qutisida koʻrinadi.',
  chatBegin: 'Boshlash',
  chatBegun: 'Suhbat boshlandi. Bir necha soniyada bot birinchi xabarini yozadi.',
  chatNoCode: 'Havolada kod yoʻq. Portalda «Menga qanday xabar beriladi» sahifasidan yangi havola oling.',
}
const uzCyrl: DemoWords = {
  html: 'uz-Cyrl',
  own: 'Ўзбекча',
  banner: 'Бу намойиш: шахслар ва маълумотлар ўйлаб топилган',
  languages: 'Тил',
  chooseAccount: 'Ким бўлиб кирасиз?',
  chooseLead: 'Парол сўралмайди: бу ҳақиқий идентификация хизмати ўрнидаги намойиш.',
  beginWith: 'Шулардан бошланг',
  others: 'Бошқа идоралар ва одамлар',
  cancel: 'Бекор қилиш',
  expired: 'Кириш муддати тугади',
  expiredLead: 'Порталга қайтинг ва қайтадан киринг.',
  back: 'Орқага',
  pay: 'Тўлов',
  payLead: 'Пул ечилмайди: бу ҳақиқий тўлов хизмати ўрнидаги намойиш.',
  amount: 'Сумма',
  purpose: 'Мақсад',
  order: 'Тўлов рақами',
  payNow: 'Тўлаш',
  decline: 'Рад этиш',
  paid: 'Тўланди',
  declined: 'Тўлов рад этилди',
  cannotPay: 'Тўлаб бўлмади',
  mailbox: 'Почта қутиси',
  noMail: 'Хатлар йўқ',
  from: 'Кимдан',
  to: 'Кимга',
  subject: 'Мавзу',
  received: 'Олинган',
  text: 'Матн',
  allMail: 'Барча хатлар',
  chat: 'Бот билан суҳбат',
  chatLead: 'Бу Telegram ўрнидаги намойиш. Тугма босилса, бот шу суҳбатга ёзади; хабарлари почта қутисида кўринади.',
  chatBegin: 'Бошлаш',
  chatBegun: 'Суҳбат бошланди. Бир неча сонияда бот биринчи хабарини ёзади.',
  chatNoCode: 'Ҳаволада код йўқ. Порталда «Менга қандай хабар берилади» саҳифасидан янги ҳавола олинг.',
}
const ru: DemoWords = {
  html: 'ru',
  own: 'Русский',
  banner: 'Это демонстрация: люди и данные вымышлены',
  languages: 'Язык',
  chooseAccount: 'Кем войти?',
  chooseLead: 'Пароль не нужен: эта страница заменяет настоящую службу идентификации.',
  beginWith: 'Начните с них',
  others: 'Другие органы и люди',
  cancel: 'Отменить',
  expired: 'Время входа истекло',
  expiredLead: 'Вернитесь на портал и войдите снова.',
  back: 'Назад',
  pay: 'Оплата',
  payLead: 'Деньги не списываются: эта страница заменяет настоящую платёжную службу.',
  amount: 'Сумма',
  purpose: 'Назначение',
  order: 'Номер платежа',
  payNow: 'Оплатить',
  decline: 'Отказаться',
  paid: 'Оплачено',
  declined: 'Оплата отклонена',
  cannotPay: 'Оплатить не удалось',
  mailbox: 'Почтовый ящик',
  noMail: 'Писем нет',
  from: 'От',
  to: 'Кому',
  subject: 'Тема',
  received: 'Получено',
  text: 'Текст',
  allMail: 'Все письма',
  chat: 'Чат с ботом',
  chatLead: 'Эта страница заменяет Telegram. После нажатия бот пишет в этот чат; его сообщения видны в почтовом ящике.',
  chatBegin: 'Начать',
  chatBegun: 'Чат начат. Через несколько секунд бот пришлёт первое сообщение.',
  chatNoCode: 'В ссылке нет кода. Возьмите на портале новую ссылку на странице «Как мне сообщать».',
}
const en: DemoWords = {
  html: 'en',
  own: 'English',
  banner: 'This is a demonstration: people and data are made up',
  languages: 'Language',
  chooseAccount: 'Who do you want to sign in as?',
  chooseLead: 'No password is asked: this page stands in for a real identity service.',
  beginWith: 'Begin with these',
  others: 'Other bodies and people',
  cancel: 'Cancel',
  expired: 'The sign-in has expired',
  expiredLead: 'Go back to the portal and sign in again.',
  back: 'Back',
  pay: 'Payment',
  payLead: 'No money is taken: this page stands in for a real payment service.',
  amount: 'Amount',
  purpose: 'Purpose',
  order: 'Payment number',
  payNow: 'Pay',
  decline: 'Decline',
  paid: 'Paid',
  declined: 'The payment was declined',
  cannotPay: 'The payment could not be made',
  mailbox: 'Mailbox',
  noMail: 'There are no letters',
  from: 'From',
  to: 'To',
  subject: 'Subject',
  received: 'Received',
  text: 'Text',
  allMail: 'All letters',
  chat: 'Chat with the bot',
  chatLead:
    'This page stands in for Telegram. When you press the button, the bot writes to this chat; its messages show in the mailbox.',
  chatBegin: 'Start',
  chatBegun: 'The chat has begun. In a few seconds the bot sends its first message.',
  chatNoCode: 'The link bears no code. Get a new one on the portal, on the page “How I am told”.',
}

const ALL: Record<string, DemoWords> = { uz, 'uz-cyrl': uzCyrl, ru, en }

/** The words for BCP 47 tags in order of preference (`ui_locales`, Accept-Language). */
export function wordsFor(wanted: string | undefined): { language: string; words: DemoWords } {
  for (const tag of (wanted ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .map((part) => part.split(';')[0]!)) {
    if (tag.startsWith('uz-cyrl')) return { language: 'uz-cyrl', words: uzCyrl }
    const base = tag.split('-')[0]!
    if (ALL[base]) return { language: base, words: ALL[base] }
  }
  return { language: 'uz', words: uz }
}

/** Links to the same page in each language. */
export const languageLinks = (current: string, href: (language: string) => string) =>
  Object.entries(ALL).map(([language, words]) => ({
    text: words.own,
    lang: words.html,
    href: href(language),
    current: language === current,
  }))
