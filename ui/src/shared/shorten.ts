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

/** The same for an address, whose scheme says nothing to most readers: what tells it from others
 * stands at both ends. */
export function shortenAddress(address: string, most: number): string {
  const chars = [...address.replace(/^https?:\/\//i, "")];
  if (chars.length <= most) return chars.join("");
  const tail = Math.ceil((most - 1) * 0.6);
  const head = most - 1 - tail;
  return `${chars.slice(0, head).join("")}…${chars.slice(-tail).join("")}`;
}
