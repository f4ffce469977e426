// Fonts by name: whether this system has one, and how a name is put into a style.

/** As a list for `font-family`: the chosen one before the usual ones. */
export function familyList(name: string, usual: string): string {
  const bare = name.replaceAll(/["\\;{}]/g, "").trim();
  return bare === "" ? usual : `"${bare}", ${usual}`;
}

const SAMPLE = "mmmiiiWWW0123456789éàœ";

/** Whether a font of this name can be shown. One that is not there is drawn as what stands in for it. */
export function isThere(name: string): boolean {
  const context = document.createElement("canvas").getContext("2d");
  if (context === null) return true;
  const width = (family: string) => {
    context.font = `40px ${family}`;
    return context.measureText(SAMPLE).width;
  };
  return ["monospace", "serif"].some(
    (standIn) => Math.abs(width(familyList(name, standIn)) - width(standIn)) > 0.5,
  );
}
