/** Text as the database holds it, in a column and in JSON: without NUL, and without halves of surrogate pairs. */
export const storedText = (text: string): string =>
  text.replaceAll("\0", "").toWellFormed();

/** What is not is no text that somebody typed. */
export const isStoredText = (text: string): boolean =>
  storedText(text) === text;
