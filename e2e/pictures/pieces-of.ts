/** What a page shows between its tags; commands, addresses and records of machines are no words. */
export const piecesOf = (html: string): string[] =>
  html
    // a paper speaks the language of whom it is for
    .replace(/<article class="paper"[\s\S]*?<\/article>/g, '')
    .replace(/<(script|style|code|pre|title|textarea)\b[^>]*>[\s\S]*?<\/\1>/g, '')
    .split(/<[^>]*>/)
    .map((piece) =>
      piece
        .replace(/&#39;/g, "'")
        .replace(/&quot;/g, '"')
        .replace(/&amp;/g, '&')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((piece) => piece !== '')
