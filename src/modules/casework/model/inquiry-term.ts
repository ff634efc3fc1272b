/** Time that another body has to answer an office's question: a demo value, no law is named for it. */
export const INQUIRY_TERM = '3 working days'
