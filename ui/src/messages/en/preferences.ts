/** Language, theme, and what the app says about itself. */
export const preferences = {
  title: "Preferences",
  language: "Language",
  "language.system": "As the system is set",
  "language.en": "English",
  "language.fr": "Français",
  theme: "Theme",
  "theme.system": "As the system is set",
  "theme.light": "Light",
  "theme.dark": "Dark",
  typography: "Typography when publishing",
  "typography.off": "As written",
  "typography.fr": "French",
  "typography.en": "English",
  typographyHelp:
    "What goes to a blog is corrected on its way: quotation marks, apostrophes, dashes, no-break spaces. Your own text stays as you typed it.",
  embeds: "Embedded pages",
  addEmbed: "+ host",
  removeEmbed: "Remove {name}",
  embedsHelp:
    "Players and maps from these hosts may stand in a post. An embed from anywhere else goes out as a link.",
  library: "Library",
  libraryHelp:
    "Everything you write is in this folder, and nowhere else until you publish. Copy the folder while Billet is closed, and you have a backup.",
  copyPath: "Copy the path",
  copied: "The path is copied.",
  notCopied: "The path could not be copied. Select it and copy it by hand.",
  passwords: "Passwords",
  keychainYes: "Kept in the keychain of this system.",
  keychainNo:
    "This system has no keychain (or it is locked): passwords are kept only until Billet is closed.",
  keychainHelp:
    "On Linux, a keychain comes with GNOME Keyring or KWallet; once one runs and is unlocked, start Billet again.",
  about: "About",
  version: "Billet {version}",
};
