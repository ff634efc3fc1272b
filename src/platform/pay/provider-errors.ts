/**
 * Refusals in the provider's own codes (Payme Merchant API, developer.help.paycom.uz, "Ошибки"); -31050…-31099 are the
 * merchant's own about the account.
 */
export const providerErrors = {
  parse: {
    code: -32700,
    message: { uz: 'JSON oʻqilmadi', ru: 'Ошибка разбора JSON', en: 'The JSON could not be read' },
  },
  request: { code: -32600, message: { uz: 'Soʻrov notoʻgʻri', ru: 'Неверный запрос', en: 'The request is not valid' } },
  method: { code: -32601, message: { uz: 'Metod topilmadi', ru: 'Метод не найден', en: 'There is no such method' } },
  access: { code: -32504, message: { uz: 'Huquq yetarli emas', ru: 'Недостаточно привилегий', en: 'Not allowed' } },
  system: { code: -32400, message: { uz: 'Tizim xatosi', ru: 'Системная ошибка', en: 'System error' } },
  amount: { code: -31001, message: { uz: 'Summa notoʻgʻri', ru: 'Неверная сумма', en: 'Wrong amount' } },
  transaction: {
    code: -31003,
    message: { uz: 'Tranzaksiya topilmadi', ru: 'Транзакция не найдена', en: 'There is no such transaction' },
  },
  spent: {
    code: -31007,
    message: {
      uz: 'Xizmat koʻrsatilgan, bekor qilib boʻlmaydi',
      ru: 'Услуга оказана, отменить нельзя',
      en: 'The service was given; it can’t be cancelled',
    },
  },
  impossible: {
    code: -31008,
    message: {
      uz: 'Amalni bajarib boʻlmaydi',
      ru: 'Невозможно выполнить операцию',
      en: 'The operation is not possible',
    },
  },
  account: {
    code: -31050,
    message: { uz: 'Toʻlov topilmadi', ru: 'Платёж не найден', en: 'There is no such payment' },
  },
  paid: { code: -31051, message: { uz: 'Toʻlangan', ru: 'Уже оплачено', en: 'It is paid already' } },
  closed: { code: -31052, message: { uz: 'Toʻlov yopilgan', ru: 'Платёж закрыт', en: 'The payment is closed' } },
  busy: {
    code: -31053,
    message: {
      uz: 'Boshqa tranzaksiya kutilmoqda',
      ru: 'Ожидается другая транзакция',
      en: 'Another transaction is under way',
    },
  },
} as const

export type ProviderErrorName = keyof typeof providerErrors
