// Which way a text runs. Pure.

const RIGHT_TO_LEFT = /^(?:ar|ckb|dv|fa|he|ks|ku-arab|ps|sd|ug|ur|yi)(?:-|$)/i;
const HEBREW_TO_THAANA = /[\u0590-\u07bf\u0860-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/g;
const LETTERS = /\p{L}/gu;

/** How much of a text is looked at. */
const ENOUGH = 600;

/** The direction of a text in `language`. What was written is believed before the language is: that
 * may never have been chosen. */
export function directionOf(language: string, text: string): "ltr" | "rtl" {
  const sample = text.slice(0, ENOUGH);
  const letters = sample.match(LETTERS)?.length ?? 0;
  if (letters === 0) return RIGHT_TO_LEFT.test(language) ? "rtl" : "ltr";
  const right = sample.match(HEBREW_TO_THAANA)?.length ?? 0;
  return right * 2 > letters ? "rtl" : "ltr";
}

/** The words of the first blocks, as far as that needs them. */
export function beginning(blocks: readonly { html: string }[]): string {
  let text = "";
  for (const { html } of blocks) {
    if (text.length >= ENOUGH) break;
    text += `${html.slice(0, 4000).replaceAll(/<[^>]*>|&\w+;/g, " ")} `;
  }
  return text.trimStart();
}
