import type { blogs as en } from "../en/blogs";
import type { Same } from "../index.svelte";

export const blogs: Same<typeof en> = {
  title: "Blogs",
  list: "Vos blogs",
  work: "Le blog",
  add: "Ajouter un blog…",
  addTitle: "Ajouter un blog",

  "health.fine": "Répond normalement",
  "health.unreachable": "Injoignable la dernière fois",
  "health.sign_in": "Refuse le mot de passe : reconnectez-vous",
  "healthShort.fine": "répond",
  "healthShort.unreachable": "injoignable",
  "healthShort.sign_in": "à reconnecter",

  address: "Adresse de votre blog",
  addressHelp:
    "Sous n’importe quelle forme : exemple.fr, l’adresse d’un billet, un blog dans un sous-dossier. Billet trouve le reste.",
  addressHint: "exemple.fr",
  find: "Chercher",
  finding: "Recherche…",
  found: "Trouvé",
  platformAt: "{platform}, à l’adresse {address}",
  otherAddress: "Une autre adresse",
  plainHttp:
    "Connexion non chiffrée (http) : votre mot de passe circulerait en clair et pourrait être lu en chemin. Si le site répond aussi en https, utilisez cette adresse ; sinon, ne continuez que sur un réseau de confiance.",
  noPasswords:
    "Ce site n’accepte pas les mots de passe d’application : soit il est trop ancien (il faut WordPress 5.6 ou plus récent), soit il n’est pas en https, soit ils y ont été désactivés. Demandez à la personne qui le gère.",
  user: "Nom d’utilisateur",
  userHelp: "Celui avec lequel vous vous connectez au blog, ou l’adresse e-mail de votre compte.",
  password: "Mot de passe d’application",
  passwordHelp:
    "Pas votre mot de passe habituel : un autre, réservé à Billet, que vous pouvez révoquer à tout moment. Sur le blog, ouvrez votre profil, allez à « Mots de passe d’application », donnez le nom « Billet », ajoutez, puis copiez ce qui s’affiche. Les espaces ne comptent pas.",
  openPasswordPage: "En créer un dans le navigateur",
  connect: "Ajouter ce blog",
  connecting: "Connexion…",
  addedBack: "{blog} est connecté : votre billet peut y aller.",
  writeNow: "Écrire un billet",
  added: "{blog} est connecté. Billet relève ses billets et ses commentaires.",
  noKeychain:
    "Pas de trousseau sur ce système : le mot de passe ne sera gardé que jusqu’à la fermeture de Billet.",
  keychain:
    "Le mot de passe est gardé dans le trousseau de cet ordinateur, et nulle part ailleurs.",

  account: "Compte : {name}",
  accountAs: "Compte : {name} ({user})",
  openBlog: "Ouvrir dans le navigateur",
  may: "Ce que vous pouvez y faire",
  yes: "Oui",
  no: "Non",
  "can.draft": "Enregistrer des brouillons",
  "can.publish": "Publier des billets",
  "can.schedule": "Programmer des billets : le blog les publie tout seul, à l’heure choisie",
  "can.createTerms": "Créer de nouvelles étiquettes et catégories",
  "can.moderate": "Modérer les commentaires en attente",
  "can.reply": "Répondre aux commentaires",
  "can.upload": "Mettre des images sur le blog",
  "can.keepsHtml": "Le HTML est gardé tel que vous l’écrivez",
  "cannot.draft": "Pas de brouillons : ce compte ne peut que lire. Demandez le rôle d’auteur.",
  "cannot.publish":
    "Pas de publication : ce compte peut écrire, mais c’est à l’équipe du blog de publier. Demandez le rôle d’auteur.",
  "cannot.schedule": "Pas de billets programmés : il faut pour cela le droit de publier.",
  "cannot.createTerms":
    "Pas de nouvelles étiquettes ni catégories : vous pouvez utiliser celles qui existent ; seul un éditeur peut en créer.",
  "cannot.moderate":
    "Pas de modération : ce compte ne voit pas les commentaires en attente. Demandez le rôle d’éditeur.",
  "cannot.reply": "Pas de réponse aux commentaires avec ce compte.",
  "cannot.upload": "Pas d’images sur le blog avec ce compte.",
  "cannot.keepsHtml":
    "Le blog filtre le HTML de ce compte : scripts, formulaires et cadres sont retirés ; le texte, les images et les tableaux restent.",

  markup: "Comment les billets y sont écrits",
  "markup.blocks": "Blocs",
  "markup.html": "HTML simple",
  "markupHelp.blocks":
    "Les billets s’ouvrent dans l’éditeur de WordPress sous forme de vrais blocs. Changer ce choix n’envoie rien : un billet prend sa nouvelle forme à sa prochaine mise à jour.",
  "markupHelp.html":
    "La forme que tout WordPress comprend ; c’est celle de l’éditeur classique. Changer ce choix n’envoie rien : un billet prend sa nouvelle forme à sa prochaine mise à jour.",
  "markupKept.blocks": "Les billets partent désormais en blocs vers {blog}.",
  "markupKept.html": "Les billets partent désormais en HTML simple vers {blog}.",

  check: "Vérifier",
  checking: "Vérification…",
  checked: "{blog} répond normalement.",
  signIn: "Se reconnecter",
  signInTitle: "Se reconnecter",
  signInText:
    "Le blog a refusé le mot de passe enregistré. Créez un nouveau mot de passe d’application sur le blog et collez-le ici ; ce qui attend partira aussitôt.",
  signInMissing:
    "Créez un nouveau mot de passe d’application sur le blog et collez-le ici ; ce qui attend partira aussitôt.",
  signingIn: "Connexion…",
  signedIn: "De nouveau connecté à {blog}.",
  fetch: "Relever maintenant",
  fetching: "Relève des commentaires… {n}",
  fetchingOf: "Relève des commentaires… {n} sur {total}",
  stop: "Arrêter",
  lastFetched: "Commentaires relevés {time}.",
  neverFetched: "Commentaires pas encore relevés.",
  postsReading: "Relève des billets… {n}",
  postsReadingOf: "Relève des billets… {n} sur {total}",
  postsRead: {
    one: "{n} billet ou page, relevé {time}.",
    other: "{n} billets et pages, relevés {time}.",
  },
  postsBegun: {
    one: "{n} billet ou page pour l’instant ; la suite viendra à la prochaine relève.",
    other: "{n} billets et pages pour l’instant ; la suite viendra à la prochaine relève.",
  },
  postsNever: "Billets pas encore relevés.",
  postsFetch: "Relever ses billets et ses pages",
  postsFetchHelp:
    "Ils figurent dans vos listes comme les autres, et ce que vous y changez ne change que cela sur le blog. Sans cette option, ceux qui sont venus restent, et rien de nouveau n’est demandé.",

  remove: "Retirer…",
  removeTitle: "Retirer {blog} de Billet ?",
  removePosts:
    "Vos billets restent, ici comme sur le blog. Si vous l’ajoutez à nouveau, Billet reconnaît les mêmes.",
  removeComments: "Les commentaires gardés ici sont oubliés ; sur le blog, rien ne change.",
  removeReplies: {
    one: "{n} réponse que vous y avez commencée est oubliée aussi. Envoyez-la d’abord si elle ne doit pas se perdre.",
    other:
      "{n} réponses que vous y avez commencées sont oubliées aussi. Envoyez-les d’abord si elles ne doivent pas se perdre.",
  },
  removeRepliesUnknown: "Les réponses que vous y avez commencées sont oubliées aussi.",
  removeJobs: "Ce qui attend encore d’être envoyé à ce blog est abandonné.",
  removeSecret: "Le mot de passe est effacé de cet ordinateur.",
  removeYes: "Retirer ce blog",
  removing: "Retrait…",
  removed: "{blog} a été retiré.",
  keep: "Le garder",

  empty: "Aucun blog connecté",
  emptyText:
    "Vous pouvez écrire sans blog. Ajoutez le vôtre pour publier et répondre aux commentaires de vos lecteurs.",
  choose: "Choisissez un blog dans la liste.",
};
