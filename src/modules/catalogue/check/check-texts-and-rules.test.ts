import { describe } from 'vitest'
import { findsFaults } from './testing.ts'

describe('a fault is found with file, line and remedy:', () => {
  const guardianship = 'guardianship-incapacitated-adult'
  const property = 'property-right-registration'
  findsFaults([
    [
      'a text missing in one language',
      guardianship,
      ['texts/ru.yaml', /^ {2}decide\.title:.*\n/m, ''],
      ['texts/ru.yaml', undefined],
      /task\.decide\.title is missing/,
      /ru/,
    ],
    [
      'a rule whose way has no words',
      guardianship,
      ['rules.dmn', '<input id="adult"', '<input id="grown"'],
      ['texts/en.yaml', undefined],
      /decision\.obstacles\.grown is missing: the input "Guardian is of age"/,
      /uz, ru, en/,
    ],
    [
      'a word for an input that no table has',
      guardianship,
      ['rules.dmn', '<input id="adult"', '<input id="grown"'],
      ['texts/uz.yaml', 'obstacles.adult:'],
      /nobody shows the part "adult"/,
      /judgment, grown, healthy/,
    ],
    [
      'rules that are no DMN',
      property,
      ['rules.dmn', '</decisionTable>', ''],
      ['rules.dmn', undefined],
      /./,
      /export it again/,
    ],
    [
      'a rule that is no FEEL',
      property,
      ['rules.dmn', 'answers.objectKind', 'answers.objectKind +'],
      ['rules.dmn', 'answers.objectKind +'],
      /./,
      /FEEL/,
    ],
    [
      'rules of which the whole file is written in another language',
      property,
      ['rules.dmn', '<definitions ', '<definitions expressionLanguage="juel" '],
      ['rules.dmn', undefined],
      /language of the whole file is juel/,
      /FEEL/,
    ],
    [
      'an answer nobody gives',
      property,
      ['rules.dmn', 'answers.objectKind', 'answers.objectKnd'],
      ['rules.dmn', 'answers.objectKnd'],
      /answers has no "objectKnd"/,
      /objectKind/,
    ],
    [
      'FEEL that is none',
      guardianship,
      ['texts/en.yaml', '{filedOn}', '{filedOn +}'],
      ['texts/en.yaml', 'body: |'],
      /FEEL/,
      /braces/,
    ],
    [
      'a name that would need a case',
      property,
      ['texts/ru.yaml', 'filed: Заявление подано', 'filed: "Заявление подано: {applicant.name}"'],
      ['texts/ru.yaml', 'filed:'],
      /process\.filed has braces/,
      /without braces/,
    ],
  ])
})
