import type { LinkedNode, LinkedValue } from '../../../kernel/linked-data/index.ts'
import { lawInWords, lawShown } from './law-name.ts'
import { concept, inEach, link, linkedPath, plain, texts, thing, typed, type LinkedSpeaker } from './linked-terms.ts'
import type { Fee, Passport } from './passport.ts'

type Term = NonNullable<Passport['term']>

/** A public service and all that belongs to it as nodes by CPSV-AP 3.2; the service itself comes first. */
export function describeService(speaker: LinkedSpeaker, passport: Passport): LinkedNode[] {
  const { country, origin } = speaker
  const sourced = (field: string) => passport.provenance[field] !== 'demo'
  const id = `${origin}${linkedPath.service(passport.id)}`
  const part = (kind: string, name: string) => `${id}#${kind}-${name}`
  const law = (name: string) => part('law', name)
  const body = bodyOf(speaker, passport.owner)
  const event = country.lifeEvents.find((known) => known.id === passport.lifeEvent)
  const lifeEvent = thing(`${origin}/catalogue/life-events/${passport.lifeEvent}`, ['cv:Event', 'cv:LifeEvent'], {
    'dct:identifier': [plain(passport.lifeEvent)],
    'dct:title': event ? texts(speaker, event.name) : inEach(speaker, () => passport.lifeEvent),
  })
  const audience = passport.audience.map((whom) =>
    concept(speaker, 'audiences', whom, (speech) => speech.t(`portal.service.for-${whom}`)),
  )
  const kinds = passport.channels.map((channel) =>
    concept(speaker, 'channels', channel, (speech) => speech.t(`casework.channel.${channel}`)),
  )
  const channels = passport.channels.map((channel) =>
    thing(part('channel', channel), ['cv:Channel'], {
      'dct:identifier': [plain(channel)],
      'dct:type': [link(`${origin}/catalogue/channels/${channel}`)],
    }),
  )
  const kind = concept(speaker, 'results', passport.result.kind, (speech) =>
    speech.t(`documents.what.${passport.result.kind}`),
  )
  const output = thing(part('output', passport.result.kind), ['cv:Output'], {
    'dct:identifier': [plain(passport.result.kind)],
    'dct:title': kind['skos:prefLabel'],
    'dct:description': texts(speaker, passport.summary),
    'dct:type': [link(kind['@id'])],
  })
  const evidence = (sourced('evidence') ? passport.evidence : []).map((piece) =>
    thing(part('evidence', piece.id), ['cv:Evidence'], {
      'dct:identifier': [plain(piece.id)],
      'dct:title': texts(speaker, piece.name),
      ...(piece.register === undefined
        ? {}
        : {
            'dct:description': inEach(speaker, (speech) =>
              speech.t('portal.linked.asked', { register: country.registerName(piece.register!, speech.language) }),
            ),
          }),
    }),
  )
  const conditions = (sourced('conditions') ? (passport.conditions ?? []) : []).map((condition) =>
    thing(part('condition', condition.id), ['cv:Requirement'], {
      'dct:identifier': [plain(condition.id)],
      'dct:title': texts(speaker, condition.text),
    }),
  )
  const laws = passport.legalBasis.map((basis) =>
    thing(law(basis.id), ['eli:LegalResource'], {
      'dct:identifier': basis.number ? [plain(basis.number)] : undefined,
      'dct:title': inEach(speaker, (speech) => lawShown(speech, lawInWords({ speech, country }, basis))),
      'eli:date_document': basis.date ? [typed(basis.date, 'xsd:date')] : undefined,
    }),
  )
  const rules = (sourced('refusalGrounds') ? passport.refusalGrounds : []).map((ground) =>
    thing(part('ground', ground.id), ['cpsv:Rule'], {
      'dct:identifier': [plain(ground.id)],
      'dct:title': inEach(speaker, (speech) => speech.t('portal.linked.ground')),
      'dct:description': texts(speaker, ground.text),
      'cpsv:implements': [link(law(ground.basis))],
    }),
  )
  const term = passport.term && sourced('term') ? passport.term : undefined
  const termRule =
    term &&
    thing(part('rule', 'term'), ['cpsv:Rule'], {
      'dct:identifier': [plain('term')],
      'dct:title': inEach(speaker, (speech) => speech.t('portal.linked.term')),
      'dct:description': inEach(speaker, (speech) => speech.t(`ui.term.${term.unit}`, { count: term.amount })),
    })
  const cost = sourced('fee') ? costOf(speaker, part('cost', 'fee'), passport.fee) : undefined
  const duration = term && durationOf(term)
  const all = (nodes: readonly LinkedNode[]): LinkedValue[] => nodes.map((node) => link(node['@id']))
  const page = `${origin}/services/${passport.id}`
  const service = thing(id, ['cpsv:PublicService'], {
    'dct:identifier': [plain(passport.id)],
    'dct:title': texts(speaker, passport.name),
    'dct:description': texts(speaker, passport.summary),
    'dcat:keyword': keywords(speaker, passport),
    'cv:hasCompetentAuthority': [link(body['@id'])],
    'cv:isGroupedBy': [link(lifeEvent['@id'])],
    'dct:audience': all(audience),
    'cv:hasChannel': all(channels),
    'cpsv:hasInput': all(evidence),
    'cv:holdsRequirement': all(conditions),
    'cv:hasLegalResource': all(laws),
    'cpsv:follows': all([...rules, ...(termRule ? [termRule] : [])]),
    'cpsv:produces': all([output]),
    'cv:hasCost': cost && all([cost]),
    'cv:processingTime': duration === undefined ? undefined : [typed(duration, 'xsd:duration')],
    'dct:isPartOf': [link(`${origin}${linkedPath.catalogue}`)],
    'foaf:page': [link(page)],
  })
  return [
    service,
    body,
    placeOf(speaker),
    lifeEvent,
    ...audience,
    ...kinds,
    ...channels,
    kind,
    output,
    ...evidence,
    ...conditions,
    ...laws,
    ...rules,
    ...(termRule ? [termRule] : []),
    ...(cost ? [cost] : []),
    thing(page, ['foaf:Document'], {}),
  ]
}

/** The kind of body that decides; which of its offices is known when somebody applies. */
const bodyOf = (speaker: LinkedSpeaker, { kind }: Passport['owner']): LinkedNode =>
  thing(`${speaker.origin}/catalogue/bodies/${kind}`, ['cv:PublicOrganisation'], {
    'dct:identifier': [plain(kind)],
    'skos:prefLabel': inEach(speaker, ({ language }) => speaker.country.displayName(kind, language)),
    'dct:spatial': [link(placeOf(speaker)['@id'])],
  })

const placeOf = (speaker: LinkedSpeaker): LinkedNode =>
  thing(`${speaker.origin}/catalogue/places/${speaker.country.id}`, ['dct:Location'], {
    'dct:identifier': [plain(speaker.country.id)],
    'skos:prefLabel': texts(speaker, speaker.country.name),
  })

const keywords = ({ country }: LinkedSpeaker, { keywords: words }: Passport): LinkedValue[] =>
  country.languages.ids.flatMap((language) =>
    (words[country.languages.sourceOf(language)] ?? []).map((word) => ({
      '@value': country.languages.write(word, language),
      '@language': country.languages.about(language).tag,
    })),
  )

/** The fee: nothing, or in words; one that a decision works out is told as such. */
function costOf(speaker: LinkedSpeaker, id: string, fee: Fee | undefined): LinkedNode | undefined {
  if (!fee || 'demo' in fee) return undefined
  const identifier = { 'dct:identifier': [plain('fee')] }
  if ('none' in fee)
    return thing(id, ['cv:Cost'], {
      ...identifier,
      'cv:hasValue': [typed('0', 'xsd:double')],
      'dct:description': inEach(speaker, (speech) => speech.t('portal.linked.free')),
    })
  return thing(id, ['cv:Cost'], {
    ...identifier,
    'dct:description':
      'text' in fee ? texts(speaker, fee.text) : inEach(speaker, (speech) => speech.t('portal.linked.worked-out')),
  })
}

/** ISO 8601 knows no working days: of such terms only the rule tells. */
function durationOf({ amount, unit }: Term): string | undefined {
  if (unit === 'calendar-day') return `P${amount}D`
  if (unit === 'month') return `P${amount}M`
  return unit === 'minute' ? `PT${amount}M` : undefined
}
