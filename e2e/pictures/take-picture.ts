import type { Page } from 'playwright-core'

/** Higher pages are cut: what is under it nobody looks at in a small picture. */
export const TALLEST = 1600

/** WebP holds no higher picture. */
const WEBP = 16_383

/** A picture of a page as WebP, from its top. @param most CSS pixels of height at most */
export async function takePicture(page: Page, most = TALLEST, quality = 72): Promise<Buffer> {
  const { width, height } = await page.evaluate(() => ({
    width: document.documentElement.clientWidth,
    height: document.documentElement.scrollHeight,
  }))
  const session = await page.context().newCDPSession(page)
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'webp',
    quality,
    captureBeyondViewport: true,
    clip: { x: 0, y: 0, width, height: Math.min(height, most, WEBP), scale: 1 },
  })
  await session.detach()
  return Buffer.from(data, 'base64')
}
