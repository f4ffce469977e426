//! French posts of any length with the markup that posts have: the same text for the same size, on
//! every machine. Its sentences are put together anew in each paragraph, so that no paragraph is
//! the repetition of another.

use std::fmt::Write as _;

/// How much raw HTML a text has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Raw {
    /// None.
    None,
    /// One block in fifty.
    TwoPercent,
}

/// A text of at least that many bytes, and hardly more.
pub fn prose(bytes: usize, raw: Raw) -> String {
    write(bytes, raw, true)
}

/// The same without footnotes.
pub fn prose_without_notes(bytes: usize) -> String {
    write(bytes, Raw::None, false)
}

fn write(bytes: usize, raw: Raw, has_notes: bool) -> String {
    let mut writer = Writer {
        out: String::with_capacity(bytes + 4_096),
        dice: Dice(0x9e37_79b9_7f4a_7c15),
        has_notes,
        notes: 0,
    };
    let mut block = 0_usize;
    while writer.out.len() < bytes {
        block += 1;
        match raw {
            Raw::TwoPercent if block % 50 == 25 => writer.raw(block / 50),
            _ => writer.block(block),
        }
    }
    writer.out
}

/// Enough chance for a text, the same each time (xorshift64*).
struct Dice(u64);

impl Dice {
    /// A number below `sides`.
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(high).unwrap_or(0) % sides
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        let at = self.roll(list.len());
        list.get(at).copied().unwrap_or("")
    }
}

struct Writer {
    out: String,
    dice: Dice,
    has_notes: bool,
    notes: usize,
}

impl Writer {
    /// A block of Markdown; most are paragraphs.
    fn block(&mut self, number: usize) {
        if number % 9 == 1 {
            return self.heading(number);
        }
        match self.dice.roll(40) {
            0..=2 => self.list("- "),
            3 => self.list("1. "),
            4 => self.nested_list(),
            5 | 6 => self.quote(),
            7 | 8 => self.code(),
            9 | 10 => self.image(number),
            11 if number.is_multiple_of(3) => self.table(),
            12 if self.has_notes => self.note(),
            13 if number.is_multiple_of(4) => self.out.push_str("---\n\n"),
            _ => {
                self.paragraph();
                self.out.push_str("\n\n");
            }
        }
    }

    fn heading(&mut self, number: usize) {
        let level = if number == 1 {
            1
        } else {
            2 + self.dice.roll(2)
        };
        let title = self.dice.pick(&TITLES);
        let _ = write!(self.out, "{} {title}\n\n", "#".repeat(level));
    }

    fn paragraph(&mut self) {
        for at in 0..2 + self.dice.roll(5) {
            if at > 0 {
                // Some writers break their lines.
                self.out
                    .push(if self.dice.roll(6) == 0 { '\n' } else { ' ' });
            }
            self.sentence();
        }
    }

    /// A sentence, one in three with something in it that is not plain text.
    fn sentence(&mut self) {
        let sentence = self.dice.pick(&SENTENCES);
        let kind = self.dice.roll(24);
        let marks = match kind {
            0..=2 => Some(("*", "*".to_owned())),
            3 | 4 => Some(("**", "**".to_owned())),
            5..=7 => {
                let address = self.dice.pick(&ADDRESSES);
                Some(("[", format!("]({address}{})", self.dice.roll(1_000))))
            }
            8 => Some(("`", "`".to_owned())),
            _ => None,
        };
        let words: Vec<&str> = sentence.split(' ').collect();
        let chosen = self.dice.roll(words.len());
        for (at, word) in words.into_iter().enumerate() {
            if at > 0 {
                self.out.push(' ');
            }
            match &marks {
                Some((open, close)) if at == chosen && word.chars().all(char::is_alphabetic) => {
                    self.out.extend([open, word, close]);
                }
                _ => self.out.push_str(word),
            }
        }
    }

    fn list(&mut self, mark: &str) {
        for _ in 0..3 + self.dice.roll(4) {
            self.out.push_str(mark);
            self.sentence();
            self.out.push('\n');
        }
        self.out.push('\n');
    }

    fn nested_list(&mut self) {
        for _ in 0..2 + self.dice.roll(2) {
            self.out.push_str("- ");
            self.sentence();
            self.out.push('\n');
            for _ in 0..1 + self.dice.roll(3) {
                self.out.push_str("  - ");
                self.sentence();
                self.out.push('\n');
            }
        }
        self.out.push('\n');
    }

    fn quote(&mut self) {
        for _ in 0..1 + self.dice.roll(3) {
            self.out.push_str("> ");
            self.sentence();
            self.out.push('\n');
        }
        self.out.push('\n');
    }

    fn code(&mut self) {
        let code = self.dice.pick(&CODE);
        let _ = write!(self.out, "```{code}\n```\n\n");
    }

    fn image(&mut self, number: usize) {
        let title = self.dice.pick(&TITLES);
        let _ = write!(
            self.out,
            "![{title}](https://exemple.fr/images/{number}.jpg \"{title}\")\n\n"
        );
    }

    fn table(&mut self) {
        self.out
            .push_str("| Ville | Départ | Arrivée |\n|:---|:---:|---:|\n");
        for _ in 0..3 + self.dice.roll(4) {
            let town = self.dice.pick(&TOWNS);
            let (leaves, takes) = (self.dice.roll(20), 1 + self.dice.roll(4));
            let _ = writeln!(self.out, "| {town} | {leaves} h | *{} h* |", leaves + takes);
        }
        self.out.push('\n');
    }

    fn note(&mut self) {
        self.notes += 1;
        let number = self.notes;
        self.sentence();
        let _ = write!(self.out, "[^{number}] ");
        self.sentence();
        let _ = write!(self.out, "\n\n[^{number}]: ");
        self.sentence();
        self.out.push_str("\n\n");
    }

    /// Raw HTML as writers use it: inside a line, in a block, and around Markdown.
    fn raw(&mut self, number: usize) {
        let title = self.dice.pick(&TITLES);
        match number % 4 {
            0 => {
                self.sentence();
                self.out
                    .push_str(" Appuyez sur <kbd>Ctrl</kbd> et <kbd>S</kbd>.\n\n");
            }
            1 => {
                let _ = write!(
                    self.out,
                    "<figure class=\"wp-block-image\"><img src=\"https://exemple.fr/{number}.jpg\" \
                     alt=\"{title}\"><figcaption>{title}</figcaption></figure>\n\n"
                );
            }
            2 => {
                let _ = write!(self.out, "<details>\n<summary>{title}</summary>\n\n");
                self.paragraph();
                self.out.push_str("\n\n</details>\n\n");
            }
            _ => {
                self.out.push_str("<div class=\"note\">\n<p>");
                self.sentence();
                self.out.push_str("</p>\n</div>\n\n");
            }
        }
    }
}

const TITLES: [&str; 16] = [
    "Écrire hors ligne",
    "Un samedi à Lyon",
    "Ce que j’ai appris en réparant un vélo",
    "L’hiver au jardin",
    "Pourquoi tenir un carnet\u{202f}?",
    "Les œufs de la voisine",
    "Notes de lecture",
    "Le train de nuit",
    "Sauvegarder ses photos",
    "La recette, enfin",
    "Comment choisir un clavier",
    "Deux jours dans le Vercors",
    "Le marché de la Croix-Rousse",
    "Ça y est\u{202f}: la version 2",
    "Un mot sur les cookies",
    "Retour d’expérience",
];

const TOWNS: [&str; 8] = [
    "Lyon",
    "Besançon",
    "Saint-Étienne",
    "Nîmes",
    "Orléans",
    "Angoulême",
    "Châlons",
    "Brest",
];

const ADDRESSES: [&str; 5] = [
    "https://exemple.fr/billets/",
    "https://fr.wikipedia.org/wiki/?curid=",
    "/archives/2026/",
    "https://exemple.org/carnet?page=2&id=",
    "https://exemple.com/a-propos#note-",
];

const CODE: [&str; 4] = [
    "sh\ngit commit -m \"Corrige l’accent\" && git push\necho $?",
    "rust\nfn main() {\n    let mots: Vec<&str> = texte.split(' ').collect();\n    println!(\"{} mots\", mots.len());\n}",
    "html\n<p class=\"intro\">Bonjour &amp; bienvenue</p>",
    "\n$ ls -l\n-rw-r--r-- 1 hélène  4096 brouillon.md",
];

/// Written for this bench, but for the first lines of some novels that belong to everybody.
const SENTENCES: [&str; 48] = [
    "Longtemps, je me suis couché de bonne heure.",
    "L’année 1866 fut marquée par un événement bizarre, un phénomène inexpliqué et inexplicable que personne n’a sans doute oublié.",
    "C’était à Mégara, faubourg de Carthage, dans les jardins d’Hamilcar.",
    "Nous étions à l’étude, quand le Proviseur entra, suivi d’un nouveau habillé en bourgeois.",
    "Comme il faisait une chaleur de trente-trois degrés, le boulevard Bourdon se trouvait absolument désert.",
    "Le 24 février 1815, la vigie de Notre-Dame de la Garde signala le trois-mâts le *Pharaon*, venant de Smyrne, Trieste et Naples.",
    "Samedi dernier, nous avons pris le premier train pour Lyon, avec deux sacs et une idée\u{202f}: ne rien prévoir.",
    "La salle était pleine, et l’on a dû ouvrir la mezzanine.",
    "«\u{a0}Vous n’avez pas froid\u{202f}?\u{a0}», demanda-t-elle en fermant la fenêtre.",
    "Il restait du pain, un peu de fromage et les œufs de la voisine.",
    "Je ne sais pas écrire le matin\u{202f}; le soir, en revanche, tout vient d’un coup.",
    "Le brouillon attendait depuis trois semaines dans un dossier sans nom.",
    "On me demande souvent pourquoi je tiens encore un blog\u{202f}; la réponse est simple\u{a0}: pour me souvenir.",
    "À dix-huit heures, la lumière a baissé d’un seul coup sur la vallée.",
    "Rien n’est plus agaçant qu’un logiciel qui perd ce que l’on vient d’écrire.",
    "Elle avait noté l’adresse sur un ticket de métro, et le ticket avait disparu.",
    "Le sentier monte d’abord doucement, puis sans prévenir.",
    "Merci à toutes celles et à tous ceux qui ont relu ces pages\u{202f}!",
    "L’essentiel tient en une phrase, que voici.",
    "Cela ne marche pas toujours, mais quand cela marche, quel plaisir\u{202f}!",
    "Pour la pâte, comptez 250 g de farine, deux œufs et un demi-litre de lait.",
    "Le vélo de ma grand-mère pèse dix-neuf kilos, freins compris.",
    "J’ai fini par acheter un disque externe, puis un second pour sauvegarder le premier.",
    "Les commentaires sont modérés par une seule personne, qui dort la nuit.",
    "Au marché, les premières fraises coûtaient déjà moins cher que les dernières pommes.",
    "Il pleuvait à verse\u{202f}; nous avons marché quand même.",
    "Un lecteur me signale une coquille dans le billet d’hier\u{202f}: c’est corrigé.",
    "La conférence a commencé avec vingt minutes de retard et s’est terminée à l’heure.",
    "Entre Besançon et Dole, le train longe le Doubs sur une quinzaine de kilomètres.",
    "Personne n’avait pensé aux allergies, sauf le cuisinier.",
    "Ce n’est qu’en relisant mes notes que j’ai compris la question.",
    "Le plus dur n’est pas de commencer, c’est de publier.",
    "Trois copies, deux supports, un ailleurs\u{a0}: la règle n’a pas changé.",
    "Dans la cour, quelqu’un répétait le même morceau de violoncelle depuis midi.",
    "Nous reviendrons sur ce point dans la deuxième partie.",
    "La mairie a répondu en huit jours, ce qui mérite d’être écrit.",
    "Son œuvre tient dans un carton à chaussures et quelques lettres.",
    "On peut aimer la ville et rêver de la quitter\u{202f}; l’un n’empêche pas l’autre.",
    "Le tutoriel suppose que tout est déjà installé, ce qui n’arrive jamais.",
    "J’y étais allé sans y croire, et j’en suis revenu avec un cahier plein.",
    "Peut-on encore écrire sans être lu\u{202f}?",
    "Le café refroidissait pendant que la mise à jour se téléchargeait.",
    "Dès l’aube, les oiseaux font plus de bruit que les voitures.",
    "Il manque une ligne au tableau, la plus importante.",
    "Cette année-là, la neige est tombée jusqu’à la mi-avril.",
    "Le texte complet est disponible en ligne\u{202f}; les images suivront.",
    "Voilà pour aujourd’hui\u{202f}: à la semaine prochaine.",
    "Et vous, comment faites-vous\u{202f}?",
];
