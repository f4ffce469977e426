import type { errors as en } from "../en/errors";
import type { Same } from "../index.svelte";

export const errors: Same<typeof en> = {
  details: "Détails",
  tryAgain: "Réessayer",

  "code.bad_address": "« {address} » n’est pas une adresse web. Vérifiez-la, puis réessayez.",
  "code.blog_exists": "Ce blog est déjà connecté.",
  "code.busy": "{host} demande un peu de patience. Rien n’est perdu ; réessayez dans un instant.",
  "code.cannot_reply":
    "On ne peut pas répondre à un commentaire indésirable, à la corbeille ou pas encore envoyé. Approuvez-le d’abord.",
  "code.disk_full":
    "Le disque est plein. Votre texte est toujours là, dans la fenêtre : faites un peu de place, puis réessayez.",
  "code.empty_post": "Il n’y a encore rien à publier : écrivez d’abord un titre ou quelques mots.",
  "code.empty_reply": "La réponse est vide. Écrivez d’abord quelques mots.",
  "code.file_empty": "{path} est vide : il n’y a rien à importer. Choisissez autre chose.",
  "code.bad_proxy":
    "« {address} » n’est pas l’adresse d’un proxy. Tapez un hôte et son port, par exemple proxy.example.org:3128.",
  "code.unreachable_through":
    "{host} est injoignable par le proxy {proxy}. Voyez si le proxy fonctionne, et si son adresse, son nom et son mot de passe sont justes (Préférences, Réseau).",
  "code.file_exists":
    "{path} existe déjà, et rien n’a été écrit. Choisissez un autre nom, ou un dossier.",
  "code.file_packed":
    "{path} est compressé (un zip, par exemple). Décompressez-le, puis choisissez ce qu’il contient.",
  "code.file_unknown":
    "Billet ne sait pas importer {path}. Choisissez un dossier de fichiers Markdown ou HTML, ou un export de WordPress, de Ghost ou de Blogger.",
  "code.file_encoding":
    "{path} n’est pas du texte UTF-8. Enregistrez-le en UTF-8, ou exportez-le de nouveau, puis choisissez-le encore.",
  "code.file_truncated":
    "{path} s’arrête au milieu : il n’a pas été copié ou exporté en entier. Exportez-le de nouveau, puis choisissez-le encore.",
  "code.file_unreadable":
    "{path} n’a pas pu être lu ({message}). Rien n’a été importé : choisissez autre chose.",
  "code.folder_not_empty":
    "{path} n’est pas vide, rien n’a donc été écrit. Choisissez un dossier neuf ou vide, ou un dossier où Billet a déjà exporté.",
  "code.file_unwritable":
    "{path} n’a pas pu être écrit ({message}). Vérifiez qu’il reste de la place et que le dossier vous appartient.",
  "code.gone": "Ce n’est plus sur le blog. Ce que vous avez ici reste tel quel.",
  "code.keychain":
    "Le trousseau de cet ordinateur n’a pas répondu, ou il est verrouillé. Rien n’est perdu : déverrouillez-le, puis réessayez.",
  "code.library":
    "Votre bibliothèque n’a pas pu l’enregistrer. Votre texte est toujours là, dans la fenêtre ; réessayez.",
  "code.no_picture":
    "L’image {path} est introuvable. Rien n’a été envoyé : vérifiez son emplacement, puis publiez de nouveau.",
  "code.not_a_picture":
    "{path} n’est pas une image que le blog accepte. Rien n’a été envoyé : utilisez JPEG, PNG, GIF, WebP ou AVIF.",
  "code.picture_too_large":
    "L’image {path} dépasse 64 Mo. Rien n’a été envoyé : réduisez-la, puis publiez de nouveau.",
  "code.not_changed":
    "Le blog a dit oui et n’a rien changé. Regardez là-bas : une extension l’impose peut-être.",
  "code.no_pictures":
    "Ce blog n’accepte pas d’images de Billet. Utilisez une image qui est sur le web, puis publiez de nouveau.",
  "code.lost":
    "Quelque chose s’est mal passé dans Billet. Votre texte est en sécurité ; réessayez.",
  "code.moved":
    "{host} renvoie vers une autre adresse : {address}. Votre mot de passe n’y a pas été envoyé. Connectez le blog sous cette adresse.",
  "code.needs_https":
    "{host} n’accepte les mots de passe que par une connexion sûre (https). Rien n’a été envoyé. Demandez à la personne qui gère le site de l’activer.",
  "code.no_answer":
    "{host} n’a pas donné de réponse lisible. Ce que vous avez ici est en sécurité ; réessayez dans un instant.",
  "code.no_blog":
    "Aucun blog trouvé à l’adresse {address}. Vérifiez-la, ou collez l’adresse d’un de ses billets.",
  "code.not_there":
    "Le billet n’est plus sur ce blog : il ne peut pas en partir. Rien n’a été changé.",
  "code.no_blog_chosen": "Choisissez au moins un blog.",
  "code.library_damaged":
    "La bibliothèque est abîmée par endroits : aucune sauvegarde n’en est faite, les précédentes sont gardées. Fermez Billet et lancez « billet doctor --fix » dans un terminal.",
  "code.not_a_backup":
    "Ce fichier n’est pas une sauvegarde de Billet, ou pas une entière. Choisissez-en une autre ; rien n’a changé.",
  "code.library_newer":
    "Un Billet plus récent a écrit cette bibliothèque : on peut la lire ici, et rien n’y est changé. Installez-le pour écrire.",
  "code.no_backup":
    "La sauvegarde n’a pas pu être écrite dans {path}. Votre bibliothèque est inchangée : voyez s’il reste de la place sur le disque.",
  "code.no_secret": "Billet n’a plus de mot de passe pour {blog}. Reconnectez-vous pour continuer.",
  "code.not_allowed": "Votre compte n’a pas ce droit : {message}",
  "code.not_found":
    "Ce n’est plus dans votre bibliothèque : une autre fenêtre l’a peut-être retiré.",
  "code.nothing_shown":
    "Billet ne connaît aucun billet que les lecteurs de {blog} voient, et ne peut donc pas savoir comment le blog en montre un. Publiez-en un, ou relevez les billets du blog, puis redemandez.",
  "code.not_in_the_page":
    "Billet n’a pas trouvé le texte d’un billet dans les pages de {blog} : un mot de passe les protège peut-être, ou un programme de la page l’y met. Rien n’est perdu ; l’aperçu simple reste.",
  "code.refused": "Le blog a refusé : « {message} » Ce que vous avez ici est en sécurité.",
  "code.sign_in":
    "Le nom ou le mot de passe n’a pas été accepté. Utilisez un mot de passe d’application, pas celui de votre connexion au site.",
  "code.stale": "Le texte a changé entre-temps. Relisez-le, puis publiez de nouveau.",
  "code.no_conflict": "Il n’y a plus rien à fusionner ici : regardez de nouveau la boîte d’envoi.",
  "code.too_late": "C’est déjà parti et ne peut plus être arrêté.",
  "code.unreachable":
    "{host} est injoignable. Ce que vous avez ici est en sécurité ; vérifiez la connexion et réessayez.",

  "cause.offline": "Le blog est injoignable. Rien n’est perdu : l’envoi partira dès que possible.",
  "cause.unreadable": "Le blog répond, mais sa réponse est illisible. Un nouvel essai suivra.",
  "cause.busy": "Le blog demande de la patience. Un nouvel essai se fera tout seul.",
  "cause.sign_in": "Le blog n’accepte plus le mot de passe. Reconnectez-vous et l’envoi reprendra.",
  "cause.not_allowed": "Votre compte n’a pas ce droit sur ce blog. Demandez-le, puis réessayez.",
  "cause.no_secret":
    "Le mot de passe n’est plus gardé sur cet ordinateur. Reconnectez-vous et l’envoi reprendra.",
  "cause.keychain":
    "Le mot de passe n’a pas pu être lu dans le trousseau de cet ordinateur. Un nouvel essai se fera tout seul.",
  "cause.gone": "Ce n’est plus sur le blog. Ce que vous avez ici est en sécurité.",
  "cause.changed_elsewhere":
    "Le billet a été modifié sur le blog entre-temps. Rien n’a été écrasé : comparez les deux textes et fusionnez-les.",
  "cause.decided_elsewhere":
    "Quelqu’un d’autre a modéré ce commentaire entre-temps. Rien n’a été changé : regardez-le, puis décidez.",
  "cause.found_twice":
    "Deux copies de ce billet se trouvent sur le blog. Aucune n’a été touchée : supprimez-en une là-bas, puis réessayez.",
  "cause.refused": "Le blog a refusé : « {message} » Ce que vous avez ici est en sécurité.",
  "cause.pictures":
    "Le blog n’a pas encore l’image {first}. Le billet l’attend, pour que personne ne le voie sans elle.",
  "cause.picture_lost":
    "L’image {name} n’est plus dans votre bibliothèque. Remettez-la à sa place, puis publiez de nouveau.",
  "cause.after": "Attend que le billet soit sur {blog}.",
  "cause.no_pictures":
    "Ce blog n’accepte pas d’images de Billet. Utilisez une image qui est sur le web, puis publiez de nouveau.",
  "cause.comment_changed":
    "Le commentaire a été modifié sur le blog entre-temps. Rien n’a été écrasé : regardez-le là-bas, puis décidez.",
  "cause.slipped_between":
    "Votre texte est sur le blog. Au même moment, quelqu’un y avait enregistré un autre texte : il est gardé parmi les textes précédents de ce billet.",
  "cause.moved":
    "Le blog renvoie vers une autre adresse : {to}. Rien n’y a été envoyé. Connectez le blog à cette adresse.",
  "cause.not_a_blog":
    "Ce qui répond à l’adresse du blog n’est plus votre blog. Ce que vous avez ici est en sécurité : vérifiez le blog, puis réessayez.",
  "cause.not_changed":
    "Le blog a dit oui et n’a rien changé. Regardez là-bas : une extension l’impose peut-être.",
  "cause.may_have_arrived":
    "La réponse du blog s’est perdue, et ce type de blog ne peut pas être interrogé. Regardez si c’est là-bas : renvoyez seulement si cela manque.",
  "cause.not_approved":
    "Le commentaire auquel elle répond n’est pas encore approuvé : la réponse attend.",
  "cause.library":
    "Votre bibliothèque n’a pas pu être lue à cet instant. Rien n’est perdu : réessayez.",
  "cause.gave_up":
    "Le blog n’a pas répondu pendant trois jours. Votre texte est en sécurité ici ; réessayez quand il sera de retour.",
  "cause.restored":
    "La bibliothèque a été restaurée depuis une sauvegarde, et le blog a peut-être ce billet depuis. Regardez d’abord là-bas ; ne réessayez que s’il n’y est pas.",
};
