/**
 * A path of this instance to go on with after sign-in; anything else (another site, a scheme, control characters)
 * becomes `/`.
 * @param asked what the address or form said
 * @param origin public address of the instance
 */
export function returnPath(asked: string | null | undefined, origin: string): string {
  if (!asked || asked.length > 2000 || !asked.startsWith('/') || /[\p{Cc}\\]/u.test(asked)) return '/'
  try {
    const url = new URL(asked, origin)
    // `//other.example` and the like change the origin
    if (url.origin !== new URL(origin).origin || url.pathname.startsWith('//')) return '/'
    const path = `${url.pathname}${url.search}`
    return /^\/(login|callback|logout)\b/.test(path) ? '/' : path
  } catch {
    return '/'
  }
}
