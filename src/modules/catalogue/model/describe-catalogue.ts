import type { LinkedDocument, LinkedNode } from '../../../kernel/linked-data/index.ts'
import { describeService } from './describe-service.ts'
import { inEach, link, linkedPath, plain, PREFIXES, thing, type LinkedSpeaker } from './linked-terms.ts'
import type { Passport } from './passport.ts'

/**
 * Passports as linked data by CPSV-AP 3.2: services with what they need, cost, produce and rest on, in every language.
 * What the passport marks as a demo value is left out: it has no source, and would be taken for law.
 * @param whole the data set that all of them are part of is described too
 */
export function describeCatalogue(
  speaker: LinkedSpeaker,
  passports: readonly Passport[],
  whole: boolean,
): LinkedDocument {
  const nodes = passports.flatMap((passport) => describeService(speaker, passport))
  const all = whole ? [...describeDataset(speaker, passports), ...nodes] : nodes
  // bodies, life events and notions stand once, however many services name them
  return { '@context': PREFIXES, '@graph': [...new Map(all.map((node) => [node['@id'], node])).values()] }
}

/** The data set that a catalogue is, and who publishes it. */
function describeDataset(speaker: LinkedSpeaker, passports: readonly Passport[]): LinkedNode[] {
  const { origin } = speaker
  const publisher = `${origin}/about`
  const pages = `${origin}/services`
  return [
    thing(`${origin}${linkedPath.catalogue}`, ['dcat:Dataset'], {
      'dct:identifier': [plain(`${origin}${linkedPath.catalogue}`)],
      'dct:title': inEach(speaker, (speech) => speech.t('portal.nav.services')),
      'dct:description': inEach(speaker, (speech) =>
        speech.t('portal.linked.description', { standard: 'CPSV-AP 3.2' }),
      ),
      'dct:publisher': [link(publisher)],
      'dct:conformsTo': [link('https://semiceu.github.io/CPSV-AP/releases/3.2.0/')],
      'dcat:landingPage': [link(pages)],
      'dct:hasPart': passports.map(({ id }) => link(`${origin}${linkedPath.service(id)}`)),
    }),
    thing(publisher, ['foaf:Agent'], {
      'dct:identifier': [plain(origin)],
      'dct:title': inEach(speaker, () => 'Darcha'),
    }),
    thing(pages, ['foaf:Document'], {}),
  ]
}
