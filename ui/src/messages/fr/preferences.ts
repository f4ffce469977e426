import type { preferences as en } from "../en/preferences";
import type { Same } from "../index.svelte";

export const preferences: Same<typeof en> = {
  title: "Préférences",
  language: "Langue",
  "language.system": "Comme le système",
  "language.en": "English",
  "language.fr": "Français",
  theme: "Thème",
  "theme.system": "Comme le système",
  "theme.light": "Clair",
  "theme.dark": "Sombre",
  typography: "Typographie à la publication",
  "typography.off": "Telle quelle",
  "typography.fr": "Française",
  "typography.en": "Anglaise",
  typographyHelp:
    "Ce qui part vers un blog est corrigé en chemin : guillemets, apostrophes, tirets, espaces insécables. Votre texte reste comme vous l’avez tapé.",
  pictures: "Images en route vers un blog",
  longest: "Plus grand côté",
  longestAll: "Tel quel",
  pixels: "{n} pixels",
  pictureDetails: "Le lieu et l’appareil de la prise de vue partent avec",
  picturesHelp:
    "Les images de la bibliothèque restent telles quelles. Ce qu’un blog a déjà n’est pas renvoyé. Une image animée garde sa taille.",
  embeds: "Pages intégrées",
  addEmbed: "+ hôte",
  removeEmbed: "Retirer {name}",
  embedsHelp:
    "Les lecteurs vidéo et les cartes de ces hôtes peuvent figurer dans un billet. Une intégration venue d’ailleurs part sous forme de lien.",
  library: "Bibliothèque",
  libraryHelp:
    "Tout ce que vous écrivez est dans ce dossier, et nulle part ailleurs tant que vous ne publiez pas.",
  backup: "Sauvegardes",
  lastBackup: "Dernière sauvegarde : {when}",
  noBackup: "Pas encore de sauvegarde : il s’en fait une chaque jour où Billet est ouvert.",
  backUpNow: "Sauvegarder maintenant",
  backingUp: "Copie…",
  backedUp: "La bibliothèque est copiée.",
  size: "{size} sans les images",
  backupHelp:
    "Les sept derniers jours et quatre semaines sont gardés dans le dossier « backups » de la bibliothèque. Copiez-le de temps en temps sur un autre disque.",
  copyPath: "Copier le chemin",
  copied: "Le chemin est copié.",
  notCopied: "Le chemin n’a pas pu être copié. Sélectionnez-le et copiez-le à la main.",
  passwords: "Mots de passe",
  keychainYes: "Gardés dans le trousseau de ce système.",
  keychainNo:
    "Ce système n’a pas de trousseau (ou il est verrouillé) : les mots de passe ne sont gardés que jusqu’à la fermeture de Billet.",
  keychainHelp:
    "Sous Linux, le trousseau vient avec GNOME Keyring ou KWallet ; une fois qu’il est lancé et déverrouillé, relancez Billet.",
  about: "À propos",
  version: "Billet {version}",

  restore: "Revenir à une sauvegarde…",
  restoreTitle: "Revenir à une sauvegarde",
  restoreWhich: "Laquelle",
  restoreFile: "Choisir un fichier…",
  restoreFiles: "Sauvegardes de Billet",
  restoreWhat:
    "Billet se ferme et se rouvre avec le contenu de la sauvegarde. Ce que vous avez écrit depuis n’y est pas ; la bibliothèque actuelle est gardée sous un autre nom dans son dossier, et rien n’en est effacé.",
  restoreOutbox:
    "Ce qui attend d’être envoyé dans la sauvegarde l’a peut-être été depuis : Billet regarde sur le blog avant d’envoyer quoi que ce soit.",
  restorePictures: "Les images restent où elles sont.",
  restoreYes: "Fermer et revenir",
  restoring: "Fermeture…",
  restoreNone: "Il n’y a pas encore de sauvegarde dans le dossier de la bibliothèque.",
  restoreNo: "Annuler",
};
