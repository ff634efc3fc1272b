/** Who may look at how services could go: who designs them, and who answers for the system. */
export const REDESIGNS = ['role designer', 'role administrator', 'role auditor'] as const
