// Names as one adds them: trimmed, each once, accents and capitals told apart only on the screen.

const OFFERED = 8;

/** The list with `name` added; the same list when it is empty or there already. */
export function addTerm(terms: string[], name: string): string[] {
  const clean = name.replaceAll(/[\s,]+/g, " ").trim();
  if (clean === "" || terms.some((term) => same(term, clean))) return terms;
  return [...terms, clean];
}

/** What completes `typed` among the known names that are not chosen yet: those that begin with it
 * first, then those that have it within. */
export function matchingTerms(known: string[], chosen: string[], typed: string): string[] {
  const sought = plain(typed.trim());
  if (sought === "") return [];
  const free = known.filter((name) => !chosen.some((term) => same(term, name)));
  const first = free.filter((name) => plain(name).startsWith(sought));
  const within = free.filter((name) => plain(name).includes(sought) && !first.includes(name));
  return [...first, ...within].slice(0, OFFERED);
}

function same(a: string, b: string): boolean {
  return a.localeCompare(b, undefined, { sensitivity: "accent" }) === 0;
}

function plain(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
