/** Roles as the sign-in page names them: Uzbek (Latin), Uzbek (Cyrillic), Russian, English. */
const TITLES: Record<string, readonly [string, string, string, string]> = {
  citizen: ['Fuqaro', 'Фуқаро', 'Гражданин', 'Citizen'],
  business: ['Tadbirkor', 'Тадбиркор', 'Предприниматель', 'Business'],
  counter: [
    'Davlat xizmatlari markazi operatori',
    'Давлат хизматлари маркази оператори',
    'Оператор центра госуслуг',
    'Service centre operator',
  ],
  officer: ['Masʼul xodim', 'Масъул ходим', 'Ответственный сотрудник', 'Officer'],
  head: ['Rahbar', 'Раҳбар', 'Руководитель', 'Head'],
  designer: ['Xizmat loyihachisi', 'Хизмат лойиҳачиси', 'Проектировщик услуг', 'Service designer'],
  methodologist: ['Metodist', 'Методист', 'Методист', 'Methodologist'],
  lawyer: ['Yurist', 'Юрист', 'Юрист', 'Lawyer'],
  finance: ['Moliyachi', 'Молиячи', 'Финансист', 'Finance officer'],
  auditor: ['Auditor', 'Аудитор', 'Аудитор', 'Auditor'],
  administrator: ['Administrator', 'Администратор', 'Администратор', 'Administrator'],
}
const LANGUAGES = ['uz', 'uz-cyrl', 'ru', 'en']

/** A role's title in a language; one that is not listed is shown as it is written. */
export const roleTitle = (role: string, language: string): string =>
  TITLES[role]?.[Math.max(0, LANGUAGES.indexOf(language))] ?? role
