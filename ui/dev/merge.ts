// Sample conflicts: one with places to choose in, one that merges by itself, one of a megabyte
// (?merge=long). ?merge=offline: the first look at the blog fails; ?merge=stale: the first answer.

import type { Conflict, JobId, MergePiece } from "../src/ipc/generated";

const agreed = (text: string, from: "both" | "mine" | "theirs" = "both"): MergePiece => ({
  kind: "agreed",
  text,
  from,
});

const clash = (base: string, mine: string, theirs: string): MergePiece => ({
  kind: "conflict",
  base,
  mine,
  theirs,
});

const CLASHING: MergePiece[] = [
  agreed("Nous avions prévu cent couvertures. Il en fallait quatre cents.\n\n"),
  clash(
    "## Compter avant de promettre\n\nLa première leçon tient en une phrase : **on compte avant de promettre**.\n",
    "## Compter, puis promettre\n\nLa première leçon tient en une phrase : **on compte toujours avant de promettre**, et l’on recompte.\n",
    "## Compter avant de promettre\n\nLa première leçon est simple : **on compte avant de promettre quoi que ce soit**.\n",
  ),
  agreed(
    `\n${"Les chiffres de la mairie dataient de deux hivers, et personne n’avait pensé à appeler les foyers voisins. ".repeat(12)}\n\n`,
  ),
  agreed(
    "## Demander tôt\n\nLes entreprises disent oui en octobre, rarement en décembre.\n",
    "mine",
  ),
  agreed("\n"),
  clash(
    "- Un message le soir même\n",
    "- Un message le soir même, signé d’un prénom\n",
    "- Un appel le soir même\n",
  ),
  agreed("- Une photo de la salle\n", "theirs"),
  agreed("\n## Et l’an prochain ?\n\n"),
  clash("On recommence en octobre.\n", "", "On recommence dès septembre, avec la mairie.\n"),
];

const CLEAN: MergePiece[] = [
  agreed("Jeudi, la petite salle était comble : signe que le sujet *compte*.\n\n"),
  agreed("## Lâcher un peu de contrôle, enfin\n", "mine"),
  agreed("\nChaque membre devient un **ambassadeur**, dans un cadre clair.\n\n"),
  agreed("Rendez-vous samedi, à la salle des fêtes.\n", "theirs"),
];

const PARAGRAPH =
  "Jeudi, la *petite* salle était comble : signe que le sujet **compte** pour celles et ceux qui font vivre une association. ";

function long(): MergePiece[] {
  return Array.from({ length: 100 }, (_, i) => [
    agreed(`## Partie ${i}\n\n${`${PARAGRAPH.repeat(4)}\n\n`.repeat(20)}`),
    clash(`${PARAGRAPH}${i}\n`, `${PARAGRAPH}mien ${i}\n`, `Hier, ${PARAGRAPH}${i}\n`),
  ]).flat();
}

/** The conflict of a job. */
export function sampleConflict(job: JobId, kind: string | null): Conflict {
  const clean = job !== 3;
  const pieces = kind === "long" ? long() : clean ? CLEAN : CLASHING;
  const side = (of: "base" | "mine" | "theirs") =>
    pieces
      .map((piece) => {
        if (piece.kind === "conflict") return piece[of];
        return piece.from === "both" || piece.from === of ? piece.text : "";
      })
      .join("");
  const title = "Trois leçons d’une collecte d’hiver";
  return {
    job,
    post: 2,
    version: 1,
    blog: "La Maison bleue",
    seen: "v2",
    title: clean
      ? { base: title, mine: title, theirs: title }
      : {
          base: title,
          mine: "Quatre leçons d’une collecte",
          theirs: "Ce que l’hiver nous apprend",
        },
    slug: { base: "", mine: "", theirs: "" },
    tags: {
      base: ["collecte", "hiver"],
      mine: ["collecte", "hiver", "bénévoles"],
      theirs: clean ? ["collecte", "hiver"] : ["collecte", "mairie"],
      merged: clean ? ["collecte", "hiver", "bénévoles"] : ["collecte", "bénévoles", "mairie"],
    },
    categories: { base: [], mine: [], theirs: [], merged: [] },
    stands: {
      base: "published",
      mine: clean ? "publish" : "private",
      mineAt: null,
      asked: !clean,
      theirs: clean ? "published" : "pending",
      theirsAt: null,
      changedThere: !clean,
    },
    changedAt: Date.now() - 5_400_000,
    changedBy: "Hélène Marchand",
    closing: { base: "", mine: "", theirs: "" },
    excerpt: { base: "", mine: "", theirs: clean ? "" : "Une collecte, trois leçons." },
    pieces,
    body: { base: side("base"), mine: side("mine"), theirs: side("theirs") },
  };
}
