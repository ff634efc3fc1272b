import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'

// the package's own arguments are not used: --single-process kills the browser when a context closes,
// --disable-web-security makes tests lie
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]
const LIBRARIES = join('al2023', 'lib')

/**
 * A real browser for tests: Debian's when it is installed, else the one from npm, unpacked once into a folder named by
 * its version.
 */
export async function openBrowser(): Promise<Browser> {
  const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path))
  if (installed) return chromium.launch({ executablePath: installed, args: ARGUMENTS })
  const folder = unpackedBrowser()
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: ARGUMENTS,
    env: {
      ...(process.env as Record<string, string>),
      LD_LIBRARY_PATH: join(folder, LIBRARIES),
      FONTCONFIG_FILE: fontSettings(folder),
    },
  })
}

/** Unpacks into a folder of its own and renames it, so that two test processes at once never see half a browser. */
function unpackedBrowser(): string {
  const require = createRequire(import.meta.url)
  const door = require.resolve('@sparticuz/chromium')
  const { version } = JSON.parse(readFileSync(join(door, '..', '..', 'package.json'), 'utf8')) as { version: string }
  const folder = join(tmpdir(), `darcha-chromium-${version}`)
  if (existsSync(join(folder, 'chromium'))) return folder
  const own = `${folder}.${process.pid}`
  mkdirSync(own, { recursive: true })
  // a process of its own, because the package reads the temporary folder and the wish for libraries when it is loaded
  execFileSync(
    process.execPath,
    ['--input-type=module', '-e', `import chromium from ${JSON.stringify(door)}; await chromium.executablePath()`],
    {
      env: { ...process.env, TMPDIR: own, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  try {
    renameSync(own, folder)
  } catch {
    rmSync(own, { recursive: true, force: true })
  }
  return folder
}

/**
 * The browser dies of a letter for which it finds no font: it is shown those of the system and the one that has every
 * letter of our scripts.
 */
function fontSettings(folder: string): string {
  const file = join(folder, 'darcha-fonts.conf')
  const noto = join(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans/package.json'), '..')
  const draft = `${file}.${process.pid}`
  writeFileSync(
    draft,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
${[join(noto, '400Regular'), join(noto, '700Bold'), join(folder, 'fonts', 'fonts'), '/usr/share/fonts'].map((dir) => `<dir>${dir}</dir>`).join('\n')}
<cachedir>${join(folder, 'font-cache')}</cachedir></fontconfig>
`,
  )
  renameSync(draft, file)
  return file
}
