/** One kind of case of the crash test: what is filed, how it must end, and what must be found once for it. */
export interface Scenario {
  name: string
  service: string
  /** Instead of the service's first example. */
  answers?: Record<string, unknown>
  /** Takes it back as soon as it is filed. */
  withdraws?: boolean
  status: 'completed' | 'refused' | 'annulled'
  /** The case stays open until the last lawful day of an appeal, with one timer. */
  mayBeAppealed?: boolean
  /** Documents issued. */
  documents: number
  /** Payments that must be paid, each by one performed transaction. */
  payments: number
  /** What the applicant must have been told, each once. */
  notices: string[]
  /** How many of ten cases are of this kind. */
  share: number
}

export const scenarios: readonly Scenario[] = [
  {
    name: 'certificate',
    service: 'housing-availability-certificate',
    status: 'completed',
    documents: 1,
    payments: 0,
    notices: ['filed', 'outcome.granted'],
    share: 4,
  },
  {
    name: 'certificate refused',
    service: 'housing-availability-certificate',
    answers: {
      about: 'child',
      childNumber: '50511259990532',
      purpose: 'other',
      purposeOther: 'Oilaviy maslahatga',
      consent: true,
    },
    status: 'refused',
    mayBeAppealed: true,
    documents: 1,
    payments: 0,
    notices: ['filed', 'outcome.refused'],
    share: 1,
  },
  {
    name: 'pension',
    service: 'pension-amount-certificate',
    status: 'completed',
    documents: 1,
    payments: 0,
    notices: ['filed', 'outcome.granted'],
    share: 1,
  },
  {
    name: 'paid and registered',
    service: 'property-right-registration',
    status: 'completed',
    documents: 1,
    payments: 1,
    notices: ['filed', 'act.pay', 'outcome.granted'],
    share: 2,
  },
  {
    name: 'withdrawn unpaid',
    service: 'property-right-registration',
    withdraws: true,
    status: 'annulled',
    documents: 0,
    payments: 0,
    notices: ['filed', 'act.pay', 'outcome.withdrawn'],
    share: 1,
  },
  {
    name: 'guardianship',
    service: 'guardianship-incapacitated-adult',
    status: 'completed',
    documents: 1,
    payments: 0,
    notices: ['filed', 'outcome.granted'],
    share: 1,
  },
]

/** The scenario of the n-th case: shares repeat every ten cases. */
export function scenarioOf(number: number): Scenario {
  const row = scenarios.flatMap((scenario) => Array.from({ length: scenario.share }, () => scenario))
  return row[number % row.length]!
}

/** Officers who do what comes to their office, and what they answer to an act. */
export const officers: readonly { persona: string; office: string; role: string; outcomes: Record<string, string> }[] =
  [
    { persona: 'officer-health', office: 'health-1726266', role: 'officer', outcomes: { opinion: 'agree' } },
    { persona: 'officer-social', office: 'social-protection-1726266', role: 'officer', outcomes: { opinion: 'agree' } },
    { persona: 'officer', office: 'khokimiyat-1726266', role: 'officer', outcomes: { decide: 'grant' } },
    { persona: 'head', office: 'khokimiyat-1726266', role: 'head', outcomes: { sign: 'sign' } },
    { persona: 'officer-cadastre', office: 'cadastre-1726266', role: 'officer', outcomes: { decide: 'grant' } },
  ]
