// Every sentence of the interface, in the reader's language. English is the shape the others must have.

import { app } from "./en/app";
import { blogs } from "./en/blogs";
import { checks } from "./en/checks";
import { comments } from "./en/comments";
import { editor } from "./en/editor";
import { errors } from "./en/errors";
import { exchange } from "./en/exchange";
import { history } from "./en/history";
import { merge } from "./en/merge";
import { outbox } from "./en/outbox";
import { preferences } from "./en/preferences";
import { preview } from "./en/preview";
import { review } from "./en/review";
import { settings } from "./en/settings";
import { typography } from "./en/typography";
import { write } from "./en/write";
import * as fr from "./fr";

/** A sentence per plural form of the name `n`; a form that is missing is said with `other`. */
export type Plural = { one: string; many?: string; other: string };

/** What another language must have: the same keys, plural where English is. */
export type Same<T> = { [K in keyof T]: T[K] extends string ? string : Plural };

const en = {
  app,
  blogs,
  checks,
  comments,
  editor,
  errors,
  exchange,
  history,
  merge,
  outbox,
  preferences,
  preview,
  review,
  settings,
  typography,
  write,
};

export type Catalogue = { [F in keyof typeof en]: Same<(typeof en)[F]> };

/** `file.key`, e.g. `app.newPost`. */
export type Key = {
  [F in keyof typeof en]: `${F}.${keyof (typeof en)[F] & string}`;
}[keyof typeof en];

/** What goes into a sentence; numbers are written as the language writes them, and `n` chooses the plural. */
export type Names = Record<string, string | number>;

export const catalogues: Record<LanguageCode, Catalogue> = { en, fr };

/** The languages the interface speaks. */
export type LanguageCode = "en" | "fr";

/** The language in force. Set by `setLanguage`, read by `t` and by shared/format.ts. */
export const language: { code: LanguageCode } = $state({ code: "en" });

/** Speaks another language from now on; everything on the screen follows. */
export function setLanguage(code: string): void {
  language.code = code === "fr" ? "fr" : "en";
  if (typeof document !== "undefined") document.documentElement.lang = language.code;
}

/** The sentence for `key` in the language in force, with `names` put in its `{places}`. */
export function t(key: Key, names: Names = {}): string {
  return say(language.code, key, names);
}

/** The same for a given language. */
export function say(code: LanguageCode, key: Key, names: Names = {}): string {
  const dot = key.indexOf(".");
  const file = catalogues[code][key.slice(0, dot) as keyof Catalogue] as Record<
    string,
    string | Plural
  >;
  const entry = file[key.slice(dot + 1)];
  if (entry === undefined) return key;
  const sentence = typeof entry === "string" ? entry : plural(code, entry, Number(names.n));
  return sentence.replaceAll(/\{(\w+)\}/g, (place, name: string) => {
    const value = names[name];
    if (value === undefined) return place;
    return typeof value === "number" ? new Intl.NumberFormat(code).format(value) : value;
  });
}

function plural(code: LanguageCode, entry: Plural, n: number): string {
  const form = new Intl.PluralRules(code).select(n);
  return (form === "one" || form === "many" ? entry[form] : undefined) ?? entry.other;
}
