import type { typography as en } from "../en/typography";
import type { Same } from "../index.svelte";

export const typography: Same<typeof en> = {
  title: "Typographie",
  open: "Typographie…",
  language: "Langue du texte",
  fr: "Français",
  en: "Anglais",
  apply: { one: "Appliquer {n} changement", other: "Appliquer {n} changements" },
  applyNone: "Rien de coché",
  applied: { one: "{n} changement appliqué.", other: "{n} changements appliqués." },
  tooLate: "Le texte a changé depuis. {keys} y annule un pas après l’autre.",
  found: { one: "{n} changement proposé.", other: "{n} changements proposés." },
  none: "Rien à changer",
  noneText:
    "Guillemets, tirets, apostrophes et espaces sont comme un typographe les aurait placés.",
  changed: "Le texte a changé entre-temps. Voici les changements pour le texte actuel.",
  first: "Les {shown} premiers sur {n} sont affichés. La case ci-dessus vaut pour tous.",
  becomes: "{why} : « {before} » devient « {after} »",
  inTitle: "dans le titre",
  details: "{n} – montrer chacun : {why}",

  narrow_space: "Espace fine insécable avant ; ! ?",
  colon_space: "Espace insécable avant un deux-points",
  guillemet_space: "Espace fine insécable entre les « »",
  number_space: "Espace insécable dans un nombre ou avant son unité",
  abbreviation_space: "Espace insécable après une abréviation",
  dialogue_space: "Espace insécable après le tiret d’un dialogue",
  ellipsis: "Points de suspension",
  apostrophe: "Apostrophes",
  quotes: "Guillemets",
  dash: "Tirets",
  ordinal: "Nombres ordinaux",
  heading_level: "le niveau du titre",
  https: "https au lieu de http",
  end_tag: "la balise fermante qui manque",
};
