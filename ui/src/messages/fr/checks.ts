import type { checks as en } from "../en/checks";
import type { Same } from "../index.svelte";

export const checks: Same<typeof en> = {
  title: "Avant l’envoi",
  problem: "Problème",
  advice: "Conseil",
  fix: "Corriger",
  fixHow: "Corriger : {how}",
  show: "Montrer",
  more: { one: "{n} autre", other: "{n} autres" },
  left: {
    one: "Corrigé. Il reste {n} remarque.",
    other: "Corrigé. Il reste {n} remarques.",
  },
  clear: "Plus rien à signaler.",
  changed: "Le texte a changé entre-temps. Ceci porte sur le texte actuel.",
  remarks: {
    one: "{n} remarque avant publication",
    other: "{n} remarques avant publication",
  },

  image_without_alt:
    "L’image « {address} » n’a pas de description. Dites ce qu’elle montre, entre les crochets ou comme texte alt, pour qui ne la voit pas.",
  local_image:
    "L’image « {address} » n’est que sur cet ordinateur. Elle sera mise sur le blog à la publication.",
  empty_link:
    "Le lien vers « {address} » n’a pas de mots où cliquer. Écrivez-en entre ses crochets.",
  link_without_address:
    "Le lien « {text} » ne mène nulle part. Donnez-lui une adresse, ou laissez de simples mots.",
  vague_link:
    "« {text} » ne dit pas où mène le lien. Choisissez des mots qui se comprennent seuls.",
  script_link:
    "Une adresse qui commence par « {scheme}: » sera retirée. Prenez-en une du web (https://…).",
  heading_jump: "« {text} » passe du niveau {above} au niveau {level}. Mettez-le au niveau {next}.",
  heading_first:
    "« {text} » est de niveau {level}, sans intertitre de niveau 2 avant lui. Mettez-le au niveau 2.",
  heading_like_title:
    "« {text} » est aussi grand que le titre, et un billet n’en a qu’un. Mettez-le au niveau 2.",
  unclosed_html:
    "<{name}> est ouvert et jamais fermé. Ajoutez </{name}>, ou écrivez &lt;, si ce n’est pas une balise.",
  unopened_html: "</{name}> ne ferme rien. Retirez-le, ou ouvrez <{name}> avant.",
  element_taken_out:
    "<{name}> sera retiré. Écrivez-le autrement, ou écrivez &lt;, si ce n’est pas une balise.",
  attribute_taken_out:
    "L’attribut « {name} » sera retiré. Vérifiez dans l’aperçu que le billet s’en passe.",
  embed_taken_out:
    "« {address} » sera un lien, sans être intégré. Ajoutez son hôte aux pages intégrées dans les préférences, si vous lui faites confiance.",
  table_without_header:
    "Un tableau n’a pas d’en-tête. Nommez ses colonnes dans la première ligne, pour qui se le fait lire.",
  mixed_content:
    "« {address} » passe par http, et les navigateurs ne l’afficheront pas sur un blog sécurisé. Préférez https.",
  note_missing:
    "La note [^{label}] est appelée mais n’est pas écrite. Ajoutez « [^{label}]: … » sur une ligne à part.",
  note_twice: "Il y a deux notes [^{label}]. Donnez un autre nom à celle-ci.",
  note_unused: "Rien n’appelle la note [^{label}]. Placez [^{label}] là où il faut, ou retirez-la.",
  title_empty: "Le billet n’a pas de titre. Donnez-lui-en un : c’est ce que l’on voit en premier.",
  title_long:
    "Le titre compte {characters} caractères, et les moteurs de recherche coupent vers 70. Plus court, il sera lu en entier.",
};
