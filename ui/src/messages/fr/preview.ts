import type { preview as en } from "../en/preview";
import type { Same } from "../index.svelte";

export const preview: Same<typeof en> = {
  place: "Où se trouve l’aperçu",
  beside: "À côté du texte",
  below: "Sous le texte",
  alone: "Seul",
  asOn: "Comme sur le blog",
  asOnHint: "Comme le thème de {blog} le montre",
  whichBlog: "Le thème de quel blog",
  fetching: "Recherche de l’allure de {blog}…",
  stop: "Arrêter",
  age: "{blog}, état relevé",
  refresh: "Actualiser",
  shownAs: "L’aperçu est maintenant comme sur {blog}.",
  plainMeanwhile: "Ci-dessous, l’aperçu simple.",
  toggleLook: "Aperçu : simple ou comme sur le blog",
};
