import type { merge as en } from "../en/merge";
import type { Same } from "../index.svelte";

export const merge: Same<typeof en> = {
  open: "Comparer et fusionner…",
  title: "Ce billet a été modifié sur {blog}",
  titleWaiting: "Ce billet a été modifié sur le blog",
  loading: "Billet regarde ce que le blog a maintenant…",
  cancel: "Annuler",
  close: "Fermer",

  base: "Avant",
  mine: "Le vôtre",
  theirs: "Sur le blog",
  empty: "Vide",
  nothing: "Rien : le passage a été retiré.",
  nothingBefore: "Il n’y avait rien ici.",
  cut: "Le passage est long ; la suite est dans le texte entier.",

  intro: {
    one: "{n} passage a été modifié ici et sur le blog, chaque fois autrement. Choisissez ce que vos lecteurs verront ; rien ne part avant.",
    other:
      "{n} passages ont été modifiés ici et sur le blog, chaque fois autrement. Choisissez ce que vos lecteurs verront ; rien ne part avant.",
  },
  clean: "Vos modifications et les leurs ne se touchent pas. Voici les deux ensemble.",
  onlyMine: "Vous seul avez modifié le texte. Il part tel que vous l’avez écrit.",
  onlyTheirs: "Seul le texte du blog a été modifié. Il est repris ici.",
  same: "Le texte est le même des deux côtés.",

  "field.title": "Titre",
  "field.excerpt": "Extrait",
  fieldMine: "Modifié ici seulement : le vôtre est pris.",
  fieldTheirs: "Modifié sur le blog seulement : le sien est pris.",
  fieldBoth: "Modifié des deux côtés. Choisissez.",

  place: "Passage {i} sur {n}",
  placeChosen: "Passage {i} sur {n}, choisi",
  takeMine: "Garder le mien",
  takeTheirs: "Prendre le leur",
  takeBoth: "Les deux, le mien d’abord",
  takeEdited: "L’écrire…",
  yourText: "Ce qui doit figurer ici",
  between: "Sans désaccord",
  "from.mine": "Modifié par vous",
  "from.theirs": "Modifié sur le blog",
  leftOut: "… {n} autres mots communs aux deux …",

  whole: "Voir et modifier le texte entier",
  wholeLater: "Le texte entier se voit une fois tout choisi.",
  wholeBack: "Revenir aux choix",
  onBlogNow: "Sur le blog maintenant",
  result: "Ce qui sera envoyé",
  resultHelp: "Les flèches mettent le texte du blog à la place du vôtre.",
  revert: "Prendre ici le texte du blog",

  left: { one: "Encore {n} choix sur {total}", other: "Encore {n} choix sur {total}" },
  allChosen: "Tout est choisi",
  previous: "Passage précédent",
  next: "Passage suivant",
  send: "Utiliser ce texte et l’envoyer",
  sendLater: "Choisissez d’abord partout.",
  sending: "Enregistrement…",
  sent: "Fusionné. L’envoi part maintenant ; votre texte d’avant est parmi les versions précédentes.",

  stale:
    "Le texte a changé ici entre-temps : rien n’a été envoyé. Comparez de nouveau ; vos choix restent partout où ils conviennent encore.",
  again: "Comparer de nouveau",
  spare:
    "Vos propres mots, qui n’ont plus de place dans la nouvelle comparaison. Copiez-en ce qu’il vous faut.",
  leave:
    "Partir sans envoyer ? Ce que vous avez choisi ici est abandonné ; les deux textes restent comme ils sont.",
  leaveYes: "Partir",
  leaveNo: "Rester ici",
};
