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
