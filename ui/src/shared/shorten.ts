// Long words and addresses, as much of them as a sentence can show. Knows no domain.

/** `text` in at most `most` characters: a long one keeps its beginning. */
export function shorten(text: string, most: number): string {
  const head = [...text.slice(0, 2 * most + 2)];
  return head.length <= most && head.join("") === text
    ? text
    : `${head
        .slice(0, most - 1)
        .join("")
        .trimEnd()}…`;
}

/** The same for an address, whose scheme says nothing to most readers: where it is and what it is
 * called tell it from others. */
export function shortenAddress(address: string, most: number): string {
  const bare = address.replace(/^https?:\/\//i, "");
  if (bare.length <= most) return bare;
  const host = bare.slice(0, bare.indexOf("/"));
  const name = bare.slice(bare.lastIndexOf("/") + 1);
  const short = [`${host}/…/${name}`, `…/${name}`].find((one) => one.length <= most);
  if (short !== undefined && name !== "") return short;
  const tail = [...bare.slice(-2 * most)].slice(1 - most);
  return `…${tail.join("")}`;
}
