// Sample comments: welcome ones, a question, a correction, spam, a thread.

import type { CommentStatus } from "../src/ipc/generated";
import { daysAgo, hoursAgo } from "./clock";

/** A sample comment with what the desk needs of it. */
export type SampleComment = {
  id: number;
  blog: number;
  blogName: string;
  postTitle: string;
  postUrl: string;
  parent: number | null;
  author: string;
  email: string;
  url: string;
  isMine: boolean;
  html: string;
  status: CommentStatus;
  writtenAt: number;
  waiting: boolean;
};

const RESEAU = {
  blog: 1,
  blogName: "Carnet du réseau",
  postTitle: "Ce que le réseau change pour une association",
  postUrl: "https://carnet.example.org/2026/11/reseau/",
};
const MAISON = {
  blog: 2,
  blogName: "La Maison bleue",
  postTitle: "La salle rouvre samedi",
  postUrl: "https://maison.example.org/salle/",
};

const base = { parent: null, email: "", url: "", isMine: false, waiting: false };

/** Fresh samples, newest last. */
export function sampleComments(): SampleComment[] {
  const waiting: SampleComment[] = [
    {
      ...RESEAU,
      ...base,
      id: 2,
      parent: 1,
      author: "Camille Roux",
      email: "camille@example.org",
      html: '<p>Merci pour ce compte rendu. Une précision : la salle était <strong>prêtée par la mairie</strong>, pas louée. N’hésitez pas à corriger, <a href="https://mairie.example.fr/deliberation">voir la délibération</a></p>',
      status: "pending",
      writtenAt: hoursAgo(2),
    },
    {
      ...RESEAU,
      ...base,
      id: 3,
      author: "Yanis B.",
      email: "yanis@example.org",
      html: "<p>Est-ce que la présentation est disponible quelque part ?</p>",
      status: "pending",
      writtenAt: hoursAgo(3),
    },
    {
      ...MAISON,
      ...base,
      id: 4,
      author: "Léa",
      html: "<p>Bravo ! On se voit au prochain ?</p>",
      status: "pending",
      writtenAt: hoursAgo(5),
    },
    {
      ...RESEAU,
      ...base,
      id: 5,
      author: "Best Loans 24",
      email: "loans@spam.example",
      url: "https://loans.example",
      html: '<p>Great post!! get your cash now at <a href="https://loans.example/1">loans</a> <a href="https://loans.example/2">cash</a> <a href="https://loans.example/3">now</a></p>',
      status: "pending",
      writtenAt: hoursAgo(6),
    },
    {
      ...RESEAU,
      ...base,
      id: 6,
      author: "Jean-Marc",
      html: "<p>Je ne suis pas d’accord avec le troisième point : la collecte en ligne a bien marché chez nous, et <em>sans</em> réunion.</p><blockquote><p>La validation à dix personnes ne tient plus</p></blockquote><p>Elle tient très bien si on est <code>dix</code> à la vouloir.</p>",
      status: "pending",
      writtenAt: daysAgo(1),
    },
    {
      ...MAISON,
      ...base,
      id: 7,
      author: "",
      html: "<p>Et les horaires du dimanche ?</p>",
      status: "pending",
      writtenAt: daysAgo(1.2),
    },
    {
      ...MAISON,
      ...base,
      id: 8,
      author: "SEO Expert",
      url: "https://seo.example",
      html: "<p>I can put your site on first page, contact me.</p>",
      status: "pending",
      writtenAt: daysAgo(2),
    },
  ];
  const root: SampleComment = {
    ...RESEAU,
    ...base,
    id: 1,
    author: "Marianne",
    isMine: true,
    html: "<p>La salle louée pour l’occasion débordait, en effet !</p>",
    status: "approved",
    writtenAt: hoursAgo(16),
  };
  const many = (status: CommentStatus, n: number, from: number, author: string): SampleComment[] =>
    Array.from({ length: n }, (_, i) => ({
      ...MAISON,
      ...base,
      id: from + i,
      author: `${author} ${i + 1}`,
      html: `<p>Un mot en passant, numéro ${i + 1}.</p>`,
      status,
      writtenAt: daysAgo(3 + i),
    }));
  return [
    root,
    ...waiting,
    ...many("spam", 34, 100, "Casino"),
    ...many("approved", 90, 200, "Lectrice"),
    ...many("trash", 3, 400, "Personne"),
  ];
}
