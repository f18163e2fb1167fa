//! Which column of a class list is what, by its heading in French, Dutch or English.

use domain::words;

const FIRST_NAMES: [&str; 9] = [
    "prenom",
    "prenoms",
    "prenomdeleleve",
    "voornaam",
    "voornamen",
    "roepnaam",
    "firstname",
    "givenname",
    "forename",
];
const LAST_NAMES: [&str; 12] = [
    "nom",
    "nomdefamille",
    "nomeleve",
    "nomdeleleve",
    "naam",
    "achternaam",
    "familienaam",
    "lastname",
    "familyname",
    "surname",
    "name",
    "noms",
];
const CLASSES: [&str; 9] = [
    "classe",
    "groupe",
    "anneeclasse",
    "klas",
    "klasgroep",
    "groep",
    "class",
    "group",
    "leerjaar",
];
const NUMBERS: [&str; 18] = [
    "numero",
    "no",
    "n",
    "num",
    "matricule",
    "numerodematricule",
    "numerodeleve",
    "numeroeleve",
    "numeroderegistre",
    "nummer",
    "nr",
    "stamnummer",
    "stamboeknummer",
    "leerlingnummer",
    "number",
    "registernumber",
    "pupilnumber",
    "studentnumber",
];

/// The places of the columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) first_name: usize,
    pub(super) last_name: usize,
    pub(super) class: usize,
    pub(super) number: Option<usize>,
}

impl Columns {
    /// By the fields of the first line; `None` when it is no header.
    pub(super) fn find(headings: impl Iterator<Item = String>) -> Option<Self> {
        let headings: Vec<String> = headings.map(|heading| key(&heading)).collect();
        let place = |names: &[&str]| headings.iter().position(|heading| names.contains(&heading.as_str()));
        Some(Self {
            first_name: place(&FIRST_NAMES)?,
            last_name: place(&LAST_NAMES)?,
            class: place(&CLASSES)?,
            number: place(&NUMBERS),
        })
    }
}

fn key(heading: &str) -> String {
    words::search_key(heading)
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric())
        .collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Nom|Prénom|Classe|N°", Some((1, 0, 2, Some(3))))]
    #[case("STAMNUMMER|Klas|Voornaam|Naam", Some((2, 3, 1, Some(0))))]
    #[case("First name|Last name|Class", Some((0, 1, 2, None)))]
    #[case("Nom de l’élève|Prénom de l’élève|Groupe|Matricule", Some((1, 0, 2, Some(3))))]
    #[case("Nom|Classe", None)]
    #[case("Dubois|Louis|P3", None)]
    fn headings_are_recognized(#[case] line: &str, #[case] places: Option<(usize, usize, usize, Option<usize>)>) {
        let columns = Columns::find(line.split('|').map(str::to_owned));
        let found = columns.map(|columns| (columns.first_name, columns.last_name, columns.class, columns.number));
        assert_eq!(found, places);
    }
}
