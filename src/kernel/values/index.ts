/** Kinds of value that mean the same wherever they are typed: numbers of persons and organisations, phones, codes. */
export { makeCode, readCaseNumber, readCode } from './code.ts'
export { OfficialNumberRule, readOfficialNumber, type NumberChecked, type NumberProblem } from './official-number.ts'
export { PhoneRule, readPhone } from './phone.ts'
export { readShare } from './share.ts'
export { COMMON_SIGNS, readWrittenNumber, typedNumber, writeNumber, type NumberSigns } from './written-number.ts'
