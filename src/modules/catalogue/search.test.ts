import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foldSql } from '../../kernel/text/index.ts'
import { readFileSync } from 'node:fs'
import { testDatabase } from '../../platform/database/testing.ts'
import { readCountry } from '../../platform/country/index.ts'
import { combineRights, nobody } from '../../platform/rights/index.ts'
import { performer } from '../../platform/use-case/index.ts'
import { findServices } from './index.ts'
import { publishForTest, readableServices } from './testing.ts'

let test: Awaited<ReturnType<typeof testDatabase>>
const country = readCountry('country/uz')
beforeAll(async () => {
  test = await testDatabase()
  await publishForTest(test.database, readableServices())
})
afterAll(() => test.drop())

const find = (input: Record<string, unknown>, language = 'uz') =>
  performer(test.database, combineRights(), { country }).perform(findServices, input, {
    principal: nobody,
    language,
    now: '2026-03-02T10:00:00.000Z',
  })
const ids = async (query: string) => (await find({ query })).items.map((item) => item.id)

describe('what people type finds first', () => {
  it.each<[string, string]>([
    // Uzbek Latin with every apostrophe, and without
    ["bolalar bog'chasi", 'kindergarten-place'],
    ['bog‘cha navbati', 'kindergarten-place'],
    ['bogcha', 'kindergarten-place'],
    ['BOGʻCHAGA', 'kindergarten-place'],
    ['tug`ilganlik guvohnomasi', 'birth-registration-composite'],
    ['suyunchi puli', 'birth-grant'],
    ['nikoh', 'marriage-registration'],
    ['1-sinfga qabul', 'school-first-grade'],
    ['propiska', 'permanent-residence-registration'],
    ['vaqtinchalik propiska', 'temporary-stay-registration'],
    ['MChJ ochish', 'business-registration'],
    ['yerni xususiylashtirish', 'land-plot-privatization'],
    ['kadastr pasporti', 'cadastral-passport'],
    ['quduq', 'well-meter-sealing'],
    ['hokim qabuliga yozilish', 'khokim-reception'],
    ['tonirovka', 'window-tint-permit'],
    ['aroq sotish', 'alcohol-retail-permit'],
    // the thing itself before a certificate about it
    ['pensiya', 'old-age-pension-proactive'],
    ['pension', 'old-age-pension-proactive'],
    ['пенсия', 'old-age-pension-proactive'],
    // Uzbek Cyrillic, also with у for ў and е for э
    ['боғча', 'kindergarten-place'],
    ['богча', 'kindergarten-place'],
    ['болалар нафақаси', 'child-benefit-low-income'],
    ['рўйхатга олиш доимий', 'permanent-residence-registration'],
    ['ўлим гувоҳномаси', 'death-registration-composite'],
    ['ногиронлик', 'disability-determination'],
    ['куча савдоси', 'street-trade-permit'],
    ['бозордан жой', 'market-stall-place'],
    ['тадбиркорлик субъекти', 'business-registration'],
    // Russian, in any case of the word
    ['детский сад', 'kindergarten-place'],
    ['садика', 'kindergarten-place'],
    ['свидетельства о рождении', 'birth-registration-composite'],
    ['в первый класс', 'school-first-grade'],
    ['прописку', 'permanent-residence-registration'],
    ['субсидии на жильё', 'housing-subsidy'],
    ['подключить газ', 'gas-connection'],
    ['справка о сносе', 'demolition-certificate'],
    ['очередь на квартиру', 'housing-queue'],
    ['место на кладбище', 'burial-place'],
    ['пособие на похороны', 'funeral-benefit'],
    ['ЗАГС свадьба', 'marriage-registration'],
    ['купить машину', 'domestic-car-purchase'],
    ['лицензия на алкоголь', 'alcohol-retail-permit'],
    ['детские деньги', 'child-benefit-low-income'],
    // English, and Russian in Latin letters
    ['kindergarten', 'kindergarten-place'],
    ['birth certificates', 'birth-registration-composite'],
    ['subsidies', 'housing-subsidy'],
    ['wheelchair', 'rehabilitation-devices'],
    ['registering a business', 'business-registration'],
    ['spravka o snose', 'demolition-certificate'],
  ])('%s → %s', async (query, id) => expect((await ids(query))[0]).toBe(id))
})

describe('what is mistyped finds within the first three', () => {
  it.each<[string, string]>([
    ['kadasrt pasporti', 'cadastral-passport'],
    ['maktapga qabul', 'school-first-grade'],
    ['sabsidiya', 'housing-subsidy'],
    ['pensyia', 'old-age-pension-proactive'],
    ['nogronlik', 'disability-determination'],
    ['tanirovka', 'window-tint-permit'],
    ['приписка', 'permanent-residence-registration'],
    ['децкий сад', 'kindergarten-place'],
    ['свидетелство о рождении', 'birth-registration-composite'],
    ['подключение гаса', 'gas-connection'],
    ['приватизация змели', 'land-plot-privatization'],
    ['инволидность', 'disability-determination'],
    ['kindergaten', 'kindergarten-place'],
    ['mariage', 'marriage-registration'],
    ['бокча', 'kindergarten-place'],
    ['фасат', 'facade-change-approval'],
  ])('%s → %s', async (query, id) => expect((await ids(query)).slice(0, 3)).toContain(id))

  it('and says what it was taken for', async () => {
    expect((await find({ query: 'kadasrt pasporti' })).corrected).toEqual([{ typed: 'kadasrt', meant: 'kadastr' }])
    expect((await find({ query: 'kadastr' })).corrected).toEqual([])
  })
})

describe('words with hyphens', () => {
  it.each([
    ['uy-joy', 'uyjoy', 'уй-жой', 'уйжой', 'UY‑JOY'],
    ['ota-ona', 'otaona', 'ота-она', 'отаона'],
    ['uy-joyga navbat', 'uyjoyga navbat', 'уй-жойга навбат'],
  ])('%s is found however it is written', async (...spellings) => {
    const [first, ...others] = await Promise.all(spellings.map(ids))
    expect(first!.length).toBeGreaterThan(0)
    for (const other of others) expect(other).toEqual(first)
  })
  it('written as one, that stand nowhere so, are found by what stands of them, and that is said', async () => {
    const trade = await ids('savdo')
    for (const query of ['savdosotiq', 'савдосотиқ']) {
      const { items, corrected } = await find({ query })
      expect([query, trade.includes(items[0]?.id ?? '')]).toEqual([query, true])
      expect(corrected).toEqual([{ typed: query, meant: 'savdo' }])
    }
    expect((await find({ query: 'nikohpasport' })).corrected).toEqual([
      { typed: 'nikohpasport', meant: 'nikoh pasport' },
    ])
    expect((await ids('savdo-sotiq')).some((id) => trade.includes(id))).toBe(true)
    expect((await find({ query: 'samolyotchi' })).items).toEqual([])
  })
})

describe('other letters and short words', () => {
  it.each([
    ['bogʻcha', 'boğcha', 'boǵcha', 'bogʿcha', 'bog\ua78ccha', 'bo\u0067\u0306cha'],
    ['roʻyxatga', 'rõyxatga', 'röyxatga', 'ŕoyxatga'],
    ['shaxs', 'şaxs', 'ŞAXS'],
    ['chiqindi', 'çiqindi'],
  ])('%s is found in the letters of other alphabets', async (...spellings) => {
    const [first, ...others] = await Promise.all(spellings.map((query) => find({ query })))
    expect(first!.items.length).toBeGreaterThan(0)
    for (const other of others) expect(other).toEqual(first)
  })
  it('a word of two folded letters is found under its endings', async () => {
    const land = await ids('yer')
    for (const query of ['yerga', 'ерга', 'yerdan', 'yerlarimizning'])
      expect(land, query).toContain((await ids(query))[0])
    expect((await find({ query: 'yerga' })).corrected).toEqual([])
    expect(await ids('uyda')).not.toEqual([])
  })
  it('a few letters in front of a long word are no part of it', async () => {
    const licence = await find({ query: 'водительские права' }, 'ru')
    expect(licence.corrected).toEqual([])
    expect(licence.items.map((item) => item.id)).not.toContain('well-meter-sealing')
    expect((await find({ query: 'разводе' }, 'ru')).items).toEqual([])
  })
})

describe('what was understood', () => {
  it('says which words nothing was found for', async () => {
    const licence = await find({ query: 'driving licence' }, 'en')
    expect(licence.missing).toEqual(['driving'])
    expect((await find({ query: 'licence to sell alcohol' }, 'en')).missing).toEqual([])
    expect((await find({ query: 'детский сад' }, 'ru')).missing).toEqual([])
    expect((await find({ query: 'nikoh samolyot' })).missing).toEqual(['samolyot'])
  })
  it('puts what runs here before what only informs and is about as good', async () => {
    const running = (await find({})).items.map((item) => item.runs)
    expect(running).toEqual([...running].sort((a, b) => Number(b) - Number(a)))
    for (const query of ['subsidy', 'certificate', 'ruxsatnoma', 'справка']) {
      const { items } = await find({ query })
      if (items.some((item) => item.runs)) expect([query, items[0]!.runs]).toEqual([query, true])
    }
  })
})

describe('the list', () => {
  it('finds nothing for what is nothing, whatever is typed', async () => {
    for (const query of ['qwxzqwxz', '\\', "':*&|!()<->", '🙂', '%'])
      expect(await find({ query })).toMatchObject({ items: [], next: null, total: 0 })
    for (const query of ["'; drop table catalogue.service; --", 'ы'.repeat(200), 'bola '.repeat(40)])
      expect(await find({ query })).toHaveProperty('items')
    // what can't be written is said to whoever sends it
    for (const query of ['\u0000', 'a\u0000b'])
      await expect(find({ query })).rejects.toMatchObject({ kind: { status: 422 } })
  })
  it('shows little that was not asked for', async () => {
    expect((await ids('kadastr pasporti')).length).toBeLessThan(12)
    expect((await find({ query: 'nikoh yoshi' })).items[0]).toMatchObject({ id: 'marriage-age-reduction' })
  })
  it('speaks the asked language', async () => {
    expect((await find({ query: 'kadastr pasporti', language: 'ru' })).items[0]).toMatchObject({
      name: 'Выдача кадастрового паспорта объекта недвижимости',
      owner: { name: 'Палата государственных кадастров' },
      lifeEvent: { name: 'Недвижимость и её документы' },
    })
    expect((await find({ query: 'kadastr pasporti' }, 'uz-cyrl')).items[0]!.name).toBe(
      'Кўчмас мулк объектига кадастр паспортини бериш',
    )
  })
  it('is narrowed by life event, audience and body', async () => {
    const car = await find({ lifeEvent: 'car' })
    expect(car.items.map((item) => item.id).sort()).toEqual(['domestic-car-purchase', 'window-tint-permit'])
    expect((await find({ lifeEvent: 'car', audience: 'business' })).items.map((item) => item.id)).toEqual([
      'window-tint-permit',
    ])
    const cadastre = await find({ body: 'cadastre-1726266', query: 'pasport' })
    expect(cadastre.items.length).toBeGreaterThan(0)
    expect(cadastre.items.every((item) => item.owner.kind === 'cadastre')).toBe(true)
  })
  it.each([[{}], [{ query: 'pasport' }], [{ query: 'ariza yer uy', language: 'ru' }]])(
    'pages without loss: %j',
    async (input) => {
      const whole = await find({ ...input, size: 200 })
      const seen: string[] = []
      let after: string | undefined
      do {
        const page = await find({ ...input, size: 7, ...(after ? { after } : {}) })
        expect(page.total).toBe(whole.total)
        seen.push(...page.items.map((item) => item.id))
        after = page.next ?? undefined
      } while (after)
      expect(seen).toEqual(whole.items.map((item) => item.id))
      expect(new Set(seen).size).toBe(whole.total)
    },
  )
})

it('folds in the database as in the code', async () => {
  expect(readFileSync('src/modules/catalogue/migrations/0001_create-catalogue.sql', 'utf8')).toContain(
    foldSql('catalogue.fold'),
  )
})
