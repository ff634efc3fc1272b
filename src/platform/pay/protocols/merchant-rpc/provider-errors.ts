/** Refusals in the protocol's own codes; -31050 to -31099 are the merchant's own about the account. */
export const PROVIDER_ERRORS = {
  parse: -32700,
  request: -32600,
  method: -32601,
  access: -32504,
  system: -32400,
  amount: -31001,
  transaction: -31003,
  spent: -31007,
  impossible: -31008,
  account: -31050,
  paid: -31051,
  closed: -31052,
  busy: -31053,
} as const

export type ProviderErrorName = keyof typeof PROVIDER_ERRORS

/** An error in words, by language: texts `pay.error.<name>`. */
export type SaidError = (name: ProviderErrorName) => Readonly<Record<string, string>>
