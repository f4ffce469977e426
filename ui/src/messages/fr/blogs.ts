import type { blogs as en } from "../en/blogs";
import type { Same } from "../index.svelte";

export const blogs: Same<typeof en> = {
  title: "Blogs",
  list: "Vos blogs",
  work: "Le blog",
  add: "Ajouter un blog…",
  addTitle: "Ajouter un blog",

  "health.fine": "Répond comme il faut",
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
    "Connexion non chiffrée (http) : votre mot de passe circulerait en clair, lisible en chemin. Si le site répond aussi en https, utilisez cette adresse ; ne continuez que sur un réseau de confiance.",
  noPasswords:
    "Ce site n’accepte pas les mots de passe d’application : il est peut-être trop ancien (il faut WordPress 5.6 ou plus récent), sans https, ou ils y ont été désactivés. Demandez à la personne qui le gère.",
  user: "Nom d’utilisateur",
  userHelp: "Celui de votre connexion au blog, ou votre adresse électronique là-bas.",
  password: "Mot de passe d’application",
  passwordHelp:
    "Pas celui de votre connexion : un mot de passe fait pour Billet seul, que vous pouvez retirer à tout moment. Sur le blog, ouvrez votre profil, cherchez « Mots de passe d’application », tapez « Billet » comme nom, validez, et copiez ce qui s’affiche. Les espaces ne comptent pas.",
  openPasswordPage: "En créer un dans le navigateur",
  connect: "Ajouter ce blog",
  connecting: "Connexion…",
  added: "{blog} est connecté. Ses commentaires sont en cours de relève.",
  noKeychain:
    "Pas de trousseau sur ce système : le mot de passe n’est gardé que jusqu’à la fermeture de Billet.",
  keychain: "Le mot de passe va dans le trousseau de cet ordinateur, nulle part ailleurs.",

  account: "Compte : {name}",
  accountAs: "Compte : {name} ({user})",
  openBlog: "Ouvrir dans le navigateur",
  may: "Ce que vous pouvez y faire",
  yes: "Oui",
  no: "Non",
  "can.draft": "Enregistrer des brouillons",
  "can.publish": "Publier des billets",
  "can.schedule": "Programmer des billets : le blog les publie tout seul à l’heure choisie",
  "can.createTerms": "Créer de nouvelles étiquettes et catégories",
  "can.moderate": "Voir les commentaires en attente et en décider",
  "can.reply": "Répondre aux commentaires",
  "can.keepsHtml": "Tout HTML est gardé tel que vous l’écrivez",
  "cannot.draft": "Pas de brouillons : ce compte ne peut que lire. Demandez le rôle d’auteur.",
  "cannot.publish":
    "Pas de publication : ce compte peut écrire, mais c’est à l’équipe du blog de publier. Demandez le rôle d’auteur.",
  "cannot.schedule": "Pas de billets programmés : il y faut le droit de publier.",
  "cannot.createTerms":
    "Pas de nouvelles étiquettes ni catégories : celles qui existent peuvent servir ; en créer revient à l’éditeur.",
  "cannot.moderate":
    "Pas de modération : ce compte ne voit pas les commentaires en attente. Demandez le rôle d’éditeur.",
  "cannot.reply": "Pas de réponse aux commentaires avec ce compte.",
  "cannot.keepsHtml":
    "Le blog filtre le HTML de ce compte : scripts, formulaires et cadres sont retirés ; le texte, les images et les tableaux restent.",

  check: "Vérifier",
  checking: "Vérification…",
  checked: "{blog} répond comme il faut.",
  signIn: "Se reconnecter",
  signInTitle: "Se reconnecter",
  signInText:
    "Le blog a refusé le mot de passe gardé. Créez-y un nouveau mot de passe d’application et collez-le ici ; ce qui attend partira aussitôt.",
  signingIn: "Connexion…",
  signedIn: "De nouveau connecté à {blog}.",
  fetch: "Relever les commentaires",
  fetching: "Relève des commentaires… {n}",
  fetchingOf: "Relève des commentaires… {n} sur {total}",
  stop: "Arrêter",
  lastFetched: "Commentaires relevés {time}.",
  neverFetched: "Commentaires pas encore relevés.",

  remove: "Retirer…",
  removeTitle: "Retirer {blog} de Billet ?",
  removePosts: "Vos billets restent, ici comme sur le blog.",
  removeComments: "Les commentaires gardés ici sont oubliés ; sur le blog, rien ne change.",
  removeJobs: "Ce qui attend encore d’être envoyé à ce blog est abandonné.",
  removeSecret: "Le mot de passe est effacé de cet ordinateur.",
  removeYes: "Retirer ce blog",
  removing: "Retrait…",
  removed: "{blog} a été retiré.",
  keep: "Le garder",

  empty: "Aucun blog connecté.",
  emptyText:
    "Billet sert à écrire même sans blog. Ajoutez-en un pour y publier et répondre aux commentaires de ses lecteurs.",
  choose: "Choisissez un blog dans la liste.",
};
