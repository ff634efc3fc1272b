import { EnvironmentFailure } from './environment-failure.ts'

/** The public Bot API; a server of one's own may stand in its place. */
const PUBLIC_API = 'https://api.telegram.org'
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/**
 * Reads the four settings of a bot. The token opens the bot to whoever holds it, so nothing of it is repeated.
 * @param text a setting by its name; undefined: not given
 * @returns undefined when no bot is set
 * @throws EnvironmentFailure for a token, a name or an address that can be none
 */
export function telegramSettings(
  text: (name: string) => string | undefined,
): { url: string; token: string; bot: string; chat: string } | undefined {
  const token = text('DARCHA_TELEGRAM_TOKEN')?.trim()
  const bot = text('DARCHA_TELEGRAM_BOT')?.trim().replace(/^@/, '')
  if (!token || !bot) return undefined
  if (!/^\d{1,20}:[\w-]{20,100}$/.test(token))
    throw new EnvironmentFailure(
      'DARCHA_TELEGRAM_TOKEN is no token of a bot',
      'give it as BotFather shows it: digits, a colon, letters and digits',
    )
  if (!/^\w{5,32}$/.test(bot))
    throw new EnvironmentFailure(
      `DARCHA_TELEGRAM_BOT is "${bot}"`,
      'give the user name of the bot, without its address',
    )
  return {
    url: apiAddress(text('DARCHA_TELEGRAM_URL')?.trim() ?? PUBLIC_API),
    token,
    bot,
    chat: chatAddress(text('DARCHA_TELEGRAM_CHAT')?.trim() ?? `https://t.me/${bot}`),
  }
}

/** People go there with a code that is good once; it is written after the address. */
function chatAddress(given: string): string {
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (!url || !['https:', 'http:'].includes(url.protocol) || url.search || url.hash || url.username || url.password)
    throw new EnvironmentFailure(
      'DARCHA_TELEGRAM_CHAT is no address of a page',
      'give an address beginning with https://, without a question mark',
    )
  return url.href.replace(/\/+$/, '')
}

/** The token goes in the path of every request, so it travels encrypted, or does not leave this machine. */
function apiAddress(given: string): string {
  const url = URL.canParse(given) ? new URL(given) : undefined
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.includes(url.hostname))
  if (!url || !isSafe || url.search || url.hash || url.username || url.password)
    throw new EnvironmentFailure(
      'DARCHA_TELEGRAM_URL is no address that a token may be sent to',
      'give the address of a Bot API beginning with https://, or with http:// on this machine',
    )
  return url.href.replace(/\/+$/, '')
}
