// Sample posts: a French association's writer at work.

import type { PostDetail, PostEdit, PublicationView, Shelf } from "../src/ipc/generated";
import { daysAgo, hoursAgo, minutesAgo } from "./clock";

const RESEAU = `Jeudi, la petite salle était comble : signe que le sujet *compte* pour celles et ceux qui font vivre une association. Voici ce que j’en retiens.

## Lâcher un peu de contrôle

- Chaque membre devient un **ambassadeur**, dans un cadre clair.

- La validation à dix personnes ne tient plus : on corrige vite, on avance.

- L’écran ne remplace pas « le terrain » ; il le prolonge.

![La salle, jeudi soir](https://images.example.org/salle.jpg)

## Ce qui marche, chiffres en main

| Canal | Abonnés | Retours |
| --- | ---: | ---: |
| Lettre | 1 204 | 86 |
| Réseau | 3 410 | 31 |
| Affiches | – | 12 |

> « On ne convainc pas avec un logo, mais avec une histoire. » — Amina, maraude du mardi

Reste à [préparer la suite](https://example.org/suite) : une charte d’une page, ~~trois réunions~~ une seule réunion, et un carnet partagé.[^1]

- [x] Relire la charte
- [ ] Inviter les bénévoles du jeudi
- [ ] Prévoir du thé

### Un exemple de gabarit

\`\`\`html
<p class="appel">Venez samedi !</p>
\`\`\`

Et pour finir, un mot en \`code\`, un nom bien russe, Наталья, et un merci japonais : ありがとう 🙂.

[^1]: Le carnet est ouvert à tous les membres à jour de cotisation.
`;

const HIVER = `Nous avions prévu cent couvertures. Il en fallait quatre cents.

## Compter avant de promettre

La première leçon tient en une phrase : **on compte avant de promettre**. ${"Les chiffres de la mairie dataient de deux hivers, et personne n’avait pensé à appeler les foyers voisins. ".repeat(6)}

## Demander tôt

${"Les entreprises disent oui en octobre, rarement en décembre. ".repeat(8)}

## Remercier tout de suite

${"Un message le soir même vaut mieux qu’une belle lettre en mars. ".repeat(6)}
`;

// Written in a hurry, as a draft is: there is something to look at before it goes.
const LOTO = `Le "grand loto" revient : l'an dernier, on a refusé du monde... Cette année, 500 places !

#### Ce qu'il faut savoir

Qui vient ? Toute la rue ; et l'on réserve [ici](https://loto.example.org/places).

![](http://images.example.org/2026/11/loto-du-reseau/la-salle-vue-du-balcon.jpg)

« Je n'ai jamais rien gagné, dit Paul, mais quelle soirée ! » Le règlement est en note.[^1]

![ ](https://images.example.org/affiche.png)
`;

type Sample = {
  shelf: Shelf;
  at: number;
  edit: Partial<PostEdit> & { title: string; body: string };
  publications?: Partial<PublicationView>[];
};

const SAMPLES: Sample[] = [
  {
    shelf: "drafts",
    at: minutesAgo(2),
    edit: {
      title: "Ce que le réseau change pour une association",
      body: RESEAU,
      tags: ["associations", "réseaux"],
    },
  },
  {
    shelf: "drafts",
    at: hoursAgo(20),
    edit: { title: "Trois leçons d’une collecte d’hiver", body: HIVER, tags: ["collecte"] },
    publications: [
      {
        blog: 2,
        blogName: "La Maison bleue",
        state: "needs_you",
        cause: { cause: "changed_elsewhere" },
      },
    ],
  },
  {
    shelf: "drafts",
    at: daysAgo(2),
    edit: { title: "C'est reparti : le loto du réseau !", body: LOTO, tags: ["loto"] },
  },
  {
    shelf: "drafts",
    at: daysAgo(10),
    edit: { title: "", body: "Idée : demander aux bénévoles d’écrire eux-mêmes leur journée." },
  },
  {
    shelf: "drafts",
    at: daysAgo(13),
    edit: {
      title: "Portrait : Amina, trente ans de maraude",
      body: `Elle arrive toujours avant l’heure, un thermos sous le bras.\n\n${"Trente ans qu’elle connaît chaque porche du quartier, chaque prénom. ".repeat(30)}`,
      tags: ["portraits"],
    },
  },
  {
    shelf: "scheduled",
    at: daysAgo(1),
    edit: { title: "Le programme de décembre", body: "Quatre soirées, un goûter et une braderie." },
    publications: [
      {
        blog: 1,
        blogName: "Carnet du réseau",
        state: "sent",
        status: "scheduled",
        at: daysAgo(-8),
      },
    ],
  },
  ...Array.from({ length: 128 }, (_, i): Sample => ({
    shelf: "published",
    at: daysAgo(3 + i * 4),
    edit: {
      title: i === 0 ? "La salle rouvre samedi" : `Chronique du jeudi, n° ${128 - i}`,
      body:
        i === 0
          ? "Les travaux sont finis ; **venez voir**."
          : "Un jeudi comme on les aime : du monde, du bruit, du thé.",
      slug: i === 0 ? "la-salle-rouvre" : `chronique-${128 - i}`,
      categories: ["Chroniques"],
    },
    publications: [
      {
        blog: 1,
        blogName: "Carnet du réseau",
        state: "sent",
        status: "published",
        url: "https://carnet.example.org/2026/11/la-salle-rouvre/",
        editedSince: i === 0,
        kind: i === 1 ? "page" : "post",
        news: i === 0 ? "changed" : null,
      },
    ],
  })),
  {
    shelf: "trash",
    at: daysAgo(20),
    edit: { title: "Essai", body: "À jeter." },
  },
];

/** The sample posts, ids from 1, as `get_post` answers. */
export function samplePosts(): PostDetail[] {
  return SAMPLES.map((sample, i) => ({
    id: i + 1,
    version: 1,
    shelf: sample.shelf,
    updatedAt: sample.at,
    edit: { slug: "", excerpt: "", tags: [], categories: [], ...sample.edit },
    publications: (sample.publications ?? []).map((p, j) => ({
      id: (i + 1) * 10 + j,
      blog: 1,
      blogName: "",
      state: "waiting",
      cause: null,
      status: null,
      url: null,
      wanted: "publish",
      at: null,
      editedSince: false,
      movesTo: null,
      taken: null,
      kind: "post",
      news: null,
      ...p,
    })),
  }));
}

/** The tags and categories of the sample blogs. */
export const sampleTerms = {
  tags: ["associations", "bénévolat", "collecte", "maraude", "portraits", "réseaux", "réunions"],
  categories: ["Chroniques", "Comptes rendus", "Portraits"],
};
