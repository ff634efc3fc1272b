// The rules of the house, checked: who may import whom, no cycles between modules, SQL stays in its own schema,
// files keep their size. Plain JavaScript on the parser that comes with the test runner.
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { parseSync } from 'rolldown/utils'
import { circlesOf, importGraph, untakenIn } from './import-graph.js'

/** Libraries the pure kernel may use: none of them does I/O. Of hono only the types of HTML's elements. */
export const KERNEL_LIBRARIES = [
  'zod',
  'bpmn-moddle',
  'moddle',
  'moddle-xml',
  'min-dash',
  're2js',
  'saxes',
  'yaml',
  'node:crypto',
  'node:buffer',
  'hono',
]

/** Schemas of the platform's rooms, each with the folder whose SQL may name it. */
export const PLATFORM_SCHEMAS = {
  audit: 'audit',
  jobs: 'jobs',
  use_case: 'use-case',
  database: 'database',
  identity: 'identity',
  files: 'files',
  pay: 'pay',
  notify: 'notify',
  sign: 'sign',
  http: 'http',
}

/**
 * Views and functions that a room offers to the SQL of all others, so that they can join with them; all else of a
 * schema stands behind the functions of its room.
 */
export const PUBLIC_RELATIONS = [
  // every recorded event, the archived ones too: timeline, log and XES read it
  'audit.history',
  // which cases were archived, and where their files are
  'audit.archived',
  // jobs that have stopped and wait for a person, joined with the cases they belong to
  'jobs.incident',
]

/**
 * Words of one country: its name and its people's, its bodies, numbers, money, amounts, providers and places. What they
 * stand for is in its pack (`country/<id>/`). Tests speak of the country they read; migrations are history.
 */
const COUNTRY_WORDS = new RegExp(
  [
    '(?<![\\p{L}])(?:',
    [
      'uzbek',
      "o[ʻʼ‘’'`]?zbek",
      'ўзбек',
      'узбек',
      'tashkent',
      'toshkent',
      'ташкент',
      'тошкент',
      'k?hokim',
      'хоким',
      'ҳоким',
      'soums?(?!\\p{L})',
      "so[ʻʼ‘’'`]m(?!\\p{L})",
      'сум(?!\\p{L})',
      'сўм',
      'uzs(?!\\p{L})',
      '\\p{L}*tiyin',
      'тийин',
      'pinfl',
      'пинфл',
      'jshshir',
      'жшшир',
      'brv(?!\\p{L})',
      'mzp(?!\\p{L})',
      'mrot(?!\\p{L})',
      'payme(?!\\p{L})',
      'paycom',
      'soato',
      'oneid',
      'mahalla',
      'махалл',
      'маҳалл',
    ].join('|'),
    ')|\\+998|(?<![\\d])998[ -]?\\d\\d',
    // addresses of its net, its language as a literal, its certificates
    '|[\\w-]\\.uz(?![\\p{L}\\d])|[\'"`]uz(?:-\\w+)?[\'"`]',
  ].join(''),
  'giu',
)

const LINES_AT_MOST = 400
/** Files that people write and read, tests too. What a benchmark installs beside itself is not ours. */
const WRITTEN = '{src,e2e,scripts,bench}/**/*.{ts,tsx,js}'
const isTest = (path) => /\.test\.tsx?$/.test(path) || /\/testing(\.ts|\/)/.test(path)

/**
 * @param {string} root folder that holds `src/`
 * @returns {{files: number, violations: {file: string, rule: string, detail: string}[]}}
 */
export function checkHouse(root) {
  const rooms = describedRooms(root)
  const files = globSync('src/**/*.{ts,tsx}', { cwd: root }).sort()
  const violations = []
  const report = (file, rule, detail) => violations.push({ file, rule, detail })
  checkCountry(root, report)
  checkSizes(root, report)
  for (const file of files) {
    const text = readFileSync(join(root, file), 'utf8')
    if (/\/(utils|helpers|common|misc)(\/|\.tsx?$)/.test(file)) report(file, 'name', 'no utils, helpers, common, misc')
    for (const specifier of importsOf(file, text)) checkImport(root, rooms, file, specifier, report)
    if (!isTest(file)) checkSchemas(rooms, file, text, report)
    if (!isTest(file)) checkEvents(file, text, report)
    if (!isTest(file)) checkFolders(file, text, report)
    if (isPage(file)) checkPage(file, text, importsOf(file, text), report)
    if (/^export default /m.test(text)) report(file, 'name', 'no default export')
  }
  for (const cycle of moduleCycles(rooms)) report('src/modules', 'cycle', cycle)
  const graph = importGraph(root)
  for (const circle of circlesOf(graph)) report(circle[0], 'circle', circle.join(' ↔ '))
  for (const { file, name } of untakenIn(graph)) report(file, 'dead', `nobody takes ${name}`)
  return { files: files.length, violations }
}

function importsOf(file, text) {
  const found = []
  const { program } = parseSync(file, text, { lang: file.endsWith('x') ? 'tsx' : 'ts' })
  const visit = (node) => {
    if (!node || typeof node !== 'object') return
    if (Array.isArray(node)) return node.forEach(visit)
    if (
      (node.type === 'ImportDeclaration' ||
        node.type === 'ExportNamedDeclaration' ||
        node.type === 'ExportAllDeclaration' ||
        node.type === 'ImportExpression' ||
        node.type === 'TSImportType') &&
      (node.source?.value ?? node.argument?.value ?? node.argument?.literal?.value)
    ) {
      found.push(node.source?.value ?? node.argument?.value ?? node.argument.literal.value)
    }
    for (const key in node) if (key !== 'type' && key !== 'loc') visit(node[key])
  }
  visit(program.body)
  return found
}

/** @returns {{layer: string, room: string|undefined}} */
function placeOf(path) {
  const [, layer, room] = path.split('/')
  return layer === 'modules' || layer === 'kernel' || layer === 'platform'
    ? { layer, room }
    : { layer: layer?.replace(/\.tsx?$/, ''), room: undefined }
}

function checkImport(root, rooms, file, specifier, report) {
  const from = placeOf(file)
  if (!specifier.startsWith('.')) {
    if (from.layer === 'kernel' && !isTest(file)) {
      const name = specifier.startsWith('node:')
        ? specifier
        : specifier
            .split('/')
            .slice(0, specifier.startsWith('@') ? 2 : 1)
            .join('/')
      if (!KERNEL_LIBRARIES.includes(name)) report(file, 'kernel', `imports ${specifier}`)
    }
    return
  }
  const target = relative(root, resolve(root, dirname(file), specifier)).replaceAll('\\', '/')
  if (!existsSync(join(root, target)) || !statSync(join(root, target)).isFile()) return
  const to = placeOf(target)
  if (target === 'src/platform/audit/append.ts' && !/^src\/platform\/(audit|events)\//.test(file) && !isTest(file))
    report(file, 'event', 'writes history without a declared event: tell it, or record it (platform/events)')
  if (!target.startsWith('src/')) {
    if (!isTest(file) && !target.startsWith('country/')) report(file, 'outside', `imports ${target}`)
    return
  }
  const allowed = {
    kernel: ['kernel'],
    platform: ['kernel', 'platform'],
    ui: ['ui', ...(to.room === 'text' || to.room === 'markup' ? ['kernel'] : [])],
    modules: ['kernel', 'platform', 'ui', 'modules'],
    portal: ['kernel', 'platform', 'ui', 'modules', 'portal'],
  }[from.layer]
  if (allowed && !allowed.includes(to.layer) && !isTest(file)) report(file, 'layer', `${from.layer} imports ${target}`)
  if (to.layer === 'modules' && !(from.layer === 'modules' && from.room === to.room)) {
    const door = target === `src/modules/${to.room}/index.ts` || (isTest(file) && /\/testing\.ts$/.test(target))
    if (!door) report(file, 'door', `reaches behind the door of ${to.room}: ${target}`)
    if (from.layer === 'modules' && !(rooms.get(from.room) ?? []).includes(to.room))
      report(file, 'arrow', `${from.room} → ${to.room}`)
  }
}

/** Files that show pages: those of rooms, and the portal but for its use cases. */
const isPage = (file) =>
  !isTest(file) &&
  (/\/pages\//.test(file) || /^src\/(portal|ui)\//.test(file) || /-page\.tsx$/.test(file)) &&
  !/\/(use|store|model)\/|\/module\.ts$/.test(file)

/** Pages only show: they read and write through use cases, and what a viewer may do is said by the answer. */
function checkPage(file, text, imports, report) {
  for (const specifier of imports)
    if (/\/store\/|platform\/database\//.test(specifier)) report(file, 'page', `imports ${specifier}`)
  for (const [at, line] of text.split('\n').entries()) {
    if (
      /\bcontext\.database\b|\{[^}]*\bdatabase\b[^}]*\} = context\b|\{[^}]*\bdatabase\b[^}]*\}: (Pick<)?PageContext/.test(
        line,
      )
    )
      report(file, 'page', `line ${at + 1} takes the database`)
    if (/\bprincipal\.roles\b|\broles\.(some|filter|find)\(/.test(line))
      report(file, 'page', `line ${at + 1} compares roles`)
  }
}

/** What is history is a declared event: its kind, facts and readers stand in one place (`platform/events`). */
function checkEvents(file, text, report) {
  for (const [at, line] of text.split('\n').entries())
    if (/\baudit\.append\(/.test(line) && !/^src\/platform\/audit\//.test(file))
      report(file, 'event', `line ${at + 1} writes history past its room`)
}

/** Node makes folders for ever where they can't be made (`platform/config/make-folder.ts` says where). */
function checkFolders(file, text, report) {
  if (/\bmkdir(?:Sync)?\(.*\brecursive\b/.test(text))
    report(file, 'folder', 'makes folders by itself: makeFolder of platform/config ends where Node does not')
}

/** No file is longer than can be read in one go, of the product or of its tests. */
function checkSizes(root, report) {
  for (const file of globSync(WRITTEN, { cwd: root, exclude: ['bench/peers/**'] }).sort()) {
    if (/\.generated\./.test(file)) continue
    const lines = readFileSync(join(root, file), 'utf8').replace(/\n$/, '').split('\n').length
    if (lines > LINES_AT_MOST)
      report(file.replaceAll('\\', '/'), 'size', `${file} has ${lines} lines, at most ${LINES_AT_MOST}`)
  }
}

/** No file of `src/` names a country: its pack does. */
function checkCountry(root, report) {
  for (const file of globSync('src/**/*.{ts,tsx,js,sql,md,css,yaml,typ,html}', { cwd: root }).sort()) {
    if (isTest(file) || /\/migrations\//.test(file)) continue
    for (const [at, line] of readFileSync(join(root, file), 'utf8').split('\n').entries())
      for (const [word] of line.matchAll(COUNTRY_WORDS)) report(file, 'country', `line ${at + 1} names ${word}`)
  }
}

/**
 * SQL names only the schema of its own room, and what other rooms offer to all. Composition and portal have no schema,
 * so they name none.
 */
function checkSchemas(rooms, file, text, report) {
  const { layer, room } = placeOf(file)
  const own = layer === 'modules' || layer === 'platform' ? room : undefined
  for (const match of text.matchAll(
    /\b(?:from|join|into|update|table|perform|truncate|using)\s+(?:only\s+)?([a-z_]+)\.([a-z_]+)\b/gi,
  )) {
    const [named, schema, relation] = match
    const owner = Object.hasOwn(PLATFORM_SCHEMAS, schema)
      ? { layer: 'platform', room: PLATFORM_SCHEMAS[schema] }
      : rooms.has(schema)
        ? { layer: 'modules', room: schema }
        : undefined
    if (!owner || (owner.layer === layer && owner.room === own)) continue
    if (!PUBLIC_RELATIONS.includes(`${schema}.${relation}`)) report(file, 'schema', `names ${named}`)
  }
}

/**
 * The rooms of `src/modules` with those whose door each says it goes through (`uses` of its description). A new arrow is
 * a decision (docs/decisions/).
 * @returns {Map<string, string[]>}
 */
function describedRooms(root) {
  const rooms = new Map()
  for (const folder of globSync('src/modules/*', { cwd: root })) {
    const file = join(root, folder, 'module.ts')
    const found = []
    if (existsSync(file)) {
      const visit = (node, within) => {
        if (!node || typeof node !== 'object') return
        if (Array.isArray(node)) return node.forEach((each) => visit(each, within))
        const described = within || (node.type === 'CallExpression' && node.callee?.name === 'describeModule')
        if (within && node.type === 'Property' && node.key?.name === 'uses')
          for (const element of node.value?.elements ?? []) found.push(element.value)
        for (const key in node) if (key !== 'type' && key !== 'loc') visit(node[key], described)
      }
      visit(parseSync(file, readFileSync(file, 'utf8'), { lang: 'ts' }).program.body, false)
    }
    rooms.set(folder.replaceAll('\\', '/').split('/').at(-1), found)
  }
  return rooms
}

function moduleCycles(rooms) {
  const cycles = []
  const walk = (at, path) => {
    if (path.includes(at)) {
      cycles.push([...path.slice(path.indexOf(at)), at].join(' → '))
      return
    }
    for (const next of rooms.get(at) ?? []) walk(next, [...path, at])
  }
  for (const start of rooms.keys()) walk(start, [])
  return [...new Set(cycles)]
}
