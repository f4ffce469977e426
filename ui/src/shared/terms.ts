// Names as one adds them: trimmed, each once, accents and capitals told apart only on the screen.

const OFFERED = 8;

/** The list with `name` added; the same list when it is empty or there already. */
export function addTerm(terms: string[], name: string, tree = false): string[] {
  const clean = tree ? asPath(name) : name.replaceAll(/[\s,]+/g, " ").trim();
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

/** What stands between the names of a path. */
export const BELOW = " › ";

/** A path as one writes it: `>` is easier to type. */
export function asPath(typed: string): string {
  const names = typed.split(/[›>]/).map((name) => name.replaceAll(/[\s,]+/g, " ").trim());
  return names.filter(Boolean).join(BELOW);
}

/** One line of a tree: the path, how deep it lies, its own name. */
export type Branch = { path: string; depth: number; name: string };

/** Paths in the order of a tree, each below what it lies in. */
export function asTree(paths: readonly string[], code?: string): Branch[] {
  const branches = [...new Set(paths)].map((path) => ({ path, names: path.split(BELOW) }));
  branches.sort((a, b) => {
    for (const [i, name] of a.names.entries()) {
      const other = b.names[i];
      if (other === undefined) return 1;
      const by = name.localeCompare(other, code);
      if (by !== 0) return by;
    }
    return a.names.length - b.names.length;
  });
  return branches.map(({ path, names }) => ({
    path,
    depth: names.length - 1,
    name: names.at(-1) ?? path,
  }));
}

/** What completes `typed` among paths: all of them while nothing is typed; else those that have the words
 * in any of their names, or begin as the path that is typed. */
export function matchingPaths(known: string[], chosen: string[], typed: string): Branch[] {
  const free = asTree(known.filter((path) => !chosen.some((term) => same(term, path))));
  const sought = plain(asPath(typed));
  if (sought === "") return free;
  return free.filter(({ path }) => plain(path).includes(sought));
}

function same(a: string, b: string): boolean {
  return a.localeCompare(b, undefined, { sensitivity: "accent" }) === 0;
}

function plain(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
