import type { review as en } from "../en/review";
import type { Same } from "../index.svelte";

/** Un billet à faire lire avant les lecteurs. */
export const review: Same<typeof en> = {
  open: "Faire relire…",
  title: "Faire relire",
  help: "Pour quelqu’un qui n’a pas Billet. Rien n’est publié, et rien ne part tout seul.",
  form: "Sous quelle forme",
  "form.html": "Une page",
  "form.markdown": "Markdown",
  "form.print": "Papier ou PDF",
  "formHelp.html":
    "Un seul fichier, images comprises : tout navigateur l’ouvre, et il s’imprime bien.",
  "formHelp.markdown":
    "Un fichier que l’on peut corriger et renvoyer, un dossier d’images, et un second fichier où les modifications sont marquées.",
  "formHelp.print": "La page dans une fenêtre à elle, et l’impression du système.",
  since: "Marquer ce qui a changé",
  "since.none": "Rien : le texte tel qu’il est",
  "since.published": "Depuis le texte publié {when}",
  "since.named": "Depuis « {name} », {when}",
  "since.earlier": "Depuis la version de {when}",
  note: "Un mot pour qui relit",
  noteHint: "Il figure au-dessus du texte. Peut rester vide.",
  place: "Où",
  placeHint: "Un dossier, ou le chemin complet d’un nouveau fichier.",
  write: "Écrire le fichier",
  writing: "Écriture…",
  print: "Imprimer…",
  done: "C’est ici : {path}",
  changed: { one: "{n} mot ajouté", other: "{n} mots ajoutés" },
  removed: { one: "{n} mot retiré", other: "{n} mots retirés" },
  missing: {
    one: "{n} image n’est nulle part sur cet ordinateur, et n’y figure donc pas :",
    other: "{n} images ne sont nulle part sur cet ordinateur, et n’y figurent donc pas :",
  },
  letter: "Écrire un courriel…",
  letterHint: "Votre messagerie s’ouvre avec le mot ; joignez-y le fichier.",
  letterSubject: "À relire : {title}",
  copyPath: "Copier le chemin",
  copied: "Le chemin est copié.",
  onBlog: "Le proposer plutôt sur le blog…",
  onBlogHint: "« En attente de relecture » : ses éditeurs le lisent là-bas.",
  close: "Fermer",
};
