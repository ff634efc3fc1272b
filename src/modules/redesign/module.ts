import type { PaperWay } from '../../kernel/diagnosis/index.ts'
import { describeModule, holding } from '../../platform/module/index.ts'
import { redesignPages } from './pages/index.ts'
import { diagnoseService } from './use/diagnose-service.ts'
import { listServicesToRedesign } from './use/list-services.ts'

const WORDS = ['applicant', 'body', 'needed', 'fetch', 'bring', 'handIn', 'decide', 'collect', 'done'] as const

/** Re-engineering of services: what their processes ask in vain, and how they would go without it. */
export const redesignModule = describeModule({
  name: 'redesign',
  uses: ['catalogue', 'process'],
  needs: ['country', 'namesOfElements'],
  gives: ['paperWords'],
  furnishes: ({ texts }) => ({
    paperWords: (language: string) =>
      Object.fromEntries(
        WORDS.map((word) => [word, texts.say(language, `redesign.paper.${word}`)]),
      ) as PaperWay['words'],
  }),
  useCases: [listServicesToRedesign, diagnoseService],
  matrix: [
    { useCase: listServicesToRedesign.name, may: ['auditor', 'administrator'], asks: () => ({}) },
    { useCase: diagnoseService.name, may: ['auditor', 'administrator'], asks: ({ service }) => ({ service }) },
  ],
  pages: redesignPages,
  navigation: [
    {
      path: '/redesign',
      text: 'redesign.title',
      order: 45,
      shown: holding('designer', 'administrator', 'auditor'),
    },
  ],
})
