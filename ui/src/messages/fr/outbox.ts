import type { outbox as en } from "../en/outbox";
import type { Same } from "../index.svelte";

export const outbox: Same<typeof en> = {
  title: "Envois",
  intro:
    "Ce qui part vers vos blogs. Tout est gardé en sûreté sur cet ordinateur jusqu’à ce qu’ils l’aient reçu.",
  open: "En route",
  needYou: "À régler",
  done: "Envoyé récemment",
  empty: "Tout est envoyé",
  nothing: "Rien à envoyer",
  emptyText: "Ce que vous publiez et ce que vous décidez sur les commentaires passe par ici.",

  publish: "Publier « {title} » sur {blog}",
  publishUntitled: "Publier un billet sans titre sur {blog}",
  trash: "Retirer « {title} » de {blog}",
  trashUntitled: "Retirer un billet sans titre de {blog}",
  "decide.approve": "Approuver le commentaire de {author} sur {blog}",
  "decide.hold": "Remettre en attente le commentaire de {author} sur {blog}",
  "decide.spam": "Marquer indésirable le commentaire de {author} sur {blog}",
  "decide.trash": "Mettre à la corbeille le commentaire de {author} sur {blog}",
  reply: "Répondre à {author} sur {blog}",
  editComment: "Modifier le commentaire de {author} sur {blog}",
  upload: "Mettre l’image {title} sur {blog}",
  anonymous: "un lecteur anonyme",

  "state.queued": "Attend son tour.",
  "state.sending": "Envoi en cours…",
  "state.unknown": "Billet vérifie si c’est arrivé…",
  unknownWhy:
    "La réponse du blog s’est perdue. Avant tout nouvel envoi, Billet regarde sur le blog si c’est déjà là.",
  sendsIn: "Part {time}.",
  triesAgain: "Nouvel essai {time}.",
  triesNow: "Nouvel essai maintenant.",
  looksAgain: "Nouvelle vérification {time}.",
  attempts: { one: "{n} essai jusqu’ici.", other: "{n} essais jusqu’ici." },
  elsewhereNow: "Sur le blog, il est maintenant : {status}.",

  retry: "Réessayer",
  cancel: "Ne pas envoyer",
  sendAnyway: "Envoyer quand même",
  publishAnew: "Publier à nouveau",
  openOnBlog: "Voir sur le blog",
  signIn: "Se reconnecter",
  openPost: "Ouvrir le billet",
  look: "Ce qui est envoyé",
  lookPicture: "L’image elle-même.",
  "lookStatus.draft": "En brouillon.",
  "lookStatus.publish": "Pour tous les lecteurs.",
  understood: "Compris",
  openBlog: "Ouvrir la page du blog",
  sendAgain: "Cela manque : renvoyer",
  "cancelled.nothing_sent": "Annulé : rien n’a été envoyé.",
  "cancelled.draft_there":
    "Annulé. Un brouillon du billet est déjà sur le blog ; aucun lecteur ne le voit.",
  "cancelled.pictures_there":
    "Annulé. Des images du billet sont déjà dans la médiathèque du blog ; aucun billet ne les montre.",
  "cancelled.as_before": "Annulé : le blog garde ce qu’il a.",
  "cancelled.may_be_there":
    "Annulé. C’est peut-être déjà sur le blog, car une réponse s’est perdue : regardez là-bas.",
  "cancelled.done": "C’était déjà envoyé ; c’est seulement retiré de la liste.",
  replyBack: "Pas envoyé. Votre texte est de retour dans la case de réponse de ce commentaire.",
  publishedAnew: "Il repart vers le blog.",
  tryingAgain: "Nouvel essai en cours.",
  sentAnyway: "Votre version est en route.",
  working: "Un instant…",
};
