/** What CPSV-AP 3.2.0 asks of its classes (semiceu.github.io/CPSV-AP/releases/3.2.0), for those that are written here. */
export interface Shape {
  /** Property → least and greatest number of values; texts in languages count by language. */
  [property: string]: { least: 0 | 1; most?: 1; class?: string; text?: true; type?: string }
}

const identified = { 'dct:identifier': { least: 1, most: 1 } } as const
const titled = { ...identified, 'dct:title': { least: 1, text: true } } as const

export const SHAPES: Readonly<Record<string, Shape>> = {
  'dcat:Dataset': {
    ...titled,
    'dct:description': { least: 1, text: true },
    'dct:publisher': { least: 1, most: 1, class: 'foaf:Agent' },
    'dct:hasPart': { least: 1, class: 'cpsv:PublicService' },
    'dcat:landingPage': { least: 1, class: 'foaf:Document' },
  },
  'foaf:Agent': titled,
  'cpsv:PublicService': {
    ...titled,
    'dct:description': { least: 1, text: true },
    'dcat:keyword': { least: 1, text: true },
    'cv:hasCompetentAuthority': { least: 1, class: 'cv:PublicOrganisation' },
    'cv:isGroupedBy': { least: 1, class: 'cv:Event' },
    'dct:audience': { least: 1, class: 'skos:Concept' },
    'cv:hasChannel': { least: 0, class: 'cv:Channel' },
    'cpsv:hasInput': { least: 0, class: 'cv:Evidence' },
    'cv:holdsRequirement': { least: 0, class: 'cv:Requirement' },
    'cv:hasLegalResource': { least: 0, class: 'eli:LegalResource' },
    'cpsv:follows': { least: 0, class: 'cpsv:Rule' },
    'cpsv:produces': { least: 1, class: 'cv:Output' },
    'cv:hasCost': { least: 0, class: 'cv:Cost' },
    'cv:processingTime': { least: 0, most: 1, type: 'xsd:duration' },
    'dct:isPartOf': { least: 1 },
  },
  'cv:PublicOrganisation': {
    'skos:prefLabel': { least: 1, text: true },
    'dct:spatial': { least: 1, class: 'dct:Location' },
  },
  'cv:Event': titled,
  'cv:Evidence': { ...titled, 'dct:description': { least: 0, text: true } },
  'cv:Requirement': titled,
  'cpsv:Rule': {
    ...titled,
    'dct:description': { least: 1, text: true },
    'cpsv:implements': { least: 0, class: 'eli:LegalResource' },
  },
  'cv:Output': { ...titled, 'dct:type': { least: 1, class: 'skos:Concept' } },
  'cv:Channel': { ...identified, 'dct:type': { least: 1, most: 1, class: 'skos:Concept' } },
  'cv:Cost': {
    ...identified,
    'cv:hasValue': { least: 0, most: 1, type: 'xsd:double' },
    'dct:description': { least: 0, text: true },
  },
  'eli:LegalResource': {
    'dct:title': { least: 1, text: true },
    'eli:date_document': { least: 0, most: 1, type: 'xsd:date' },
  },
  'skos:Concept': { 'skos:prefLabel': { least: 1, text: true } },
}
