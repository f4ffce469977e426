//! Categories that lie in others. A writer names one by its path, `Réseau › Conférences`, or, where
//! that is clear, by its last name alone. Pure.

/// What stands between the names of a path.
pub const BELOW: &str = " › ";

/// The names of a path, outermost first. A writer may leave the spaces out.
#[must_use]
pub fn names(path: &str) -> Vec<String> {
    let clean = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ");
    let names = path.split('›').map(clean);
    names.filter(|name| !name.is_empty()).collect()
}

/// The path of these names, outermost first.
#[must_use]
pub fn path<S: AsRef<str>>(names: &[S]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    names.join(BELOW)
}

/// How many of the names at the end of two paths are the same, however they are capitalised.
#[must_use]
pub fn common_end(a: &str, b: &str) -> usize {
    let lower = |path: &str| {
        let names = names(path).into_iter();
        names.map(|name| name.to_lowercase()).collect::<Vec<_>>()
    };
    let (a, b) = (lower(a), lower(b));
    let pairs = a.iter().rev().zip(b.iter().rev());
    pairs.take_while(|(one, other)| one == other).count()
}

/// Whether two paths can mean the same category: one of them may leave outer names out.
#[must_use]
pub fn may_be(a: &str, b: &str) -> bool {
    let least = names(a).len().min(names(b).len());
    least > 0 && common_end(a, b) == least
}

/// The word among `known` for the category at `path`: the very path, else the name that leaves the
/// fewest outer names out.
#[must_use]
pub fn known_as<'a>(path: &str, known: &'a [String]) -> Option<&'a String> {
    let meant = known.iter().filter(|name| may_be(name, path));
    let depth = names(path).len();
    meant.min_by_key(|name| names(name).len().abs_diff(depth))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_read_as_people_type_it() {
        assert_eq!(names("Réseau ›  Conférences"), ["Réseau", "Conférences"]);
        assert_eq!(names("Réseau›Conférences"), ["Réseau", "Conférences"]);
        assert_eq!(names(" Carnet "), ["Carnet"]);
        assert_eq!(path(&["Réseau", "Conférences"]), "Réseau › Conférences");
    }

    #[test]
    fn one_name_alone_means_what_lies_anywhere() {
        assert!(may_be("conférences", "Réseau › Conférences"));
        assert!(may_be("Réseau › Conférences", "Conférences"));
        assert!(!may_be("Divers › Conférences", "Réseau › Conférences"));
        assert!(!may_be("Réseau", "Réseau › Conférences"));
    }

    #[test]
    fn the_writers_own_word_for_a_category_is_found_again() {
        let own = ["Conférences".to_owned(), "Réseau › Conférences".to_owned()];
        assert_eq!(known_as("Réseau › Conférences", &own), own.get(1));
        assert_eq!(known_as("Réseau › Conférences", &own[..1]), own.first());
        assert_eq!(known_as("Réseau", &own), None);
    }
}
