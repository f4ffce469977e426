// The last part of an address, made of a title: plain letters, as blogs make it. Pure.

const SPELLED: Record<string, string> = {
  œ: "oe",
  æ: "ae",
  ß: "ss",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ł: "l",
  ı: "i",
};

const LONGEST = 75;

/** "L’œuvre d’été" becomes "l-oeuvre-d-ete". Letters that have no plain form stay; empty where nothing
 * is left. Cut between words. */
export function suggestedSlug(title: string): string {
  const lower = title.toLowerCase().replaceAll(/[œæßøđðþłı]/g, (letter) => SPELLED[letter] ?? "");
  const plain = lower.normalize("NFD").replaceAll(/\p{M}/gu, "").normalize("NFC");
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  let slug = "";
  for (const word of words) {
    const longer = slug === "" ? word : `${slug}-${word}`;
    if (longer.length > LONGEST && slug !== "") break;
    slug = longer;
  }
  return slug;
}
