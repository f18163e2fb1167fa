//! Six rights, three guardians, two households: who may do what, and who knows it.

use domain::{
    families::{
        calls::{ListGuardians, ListMyChildren, SetGuardianRights, SetHousehold},
        households::{CoGuardian, HouseholdChange, RightsChange},
        rules::FULL_RIGHTS,
        types::{GuardianRights, MyChild},
    },
    id::ChildId,
    page::{NoBody, PageQuery},
    problem::Code,
    schools::types::Level,
    socket::ServerFrame,
};
use testkit::{app::TestApp, person::Person};

use crate::families::link_of;

/// Louis of P3 with Marie and Thomas, who live together, and Jean, who lives elsewhere.
struct Family {
    app: TestApp,
    child: ChildId,
    /// Marie, Thomas, Jean.
    adults: [Person; 3],
}

/// Who lives with whom.
const HOUSEHOLDS: [&[usize]; 3] = [&[0, 1], &[0, 1], &[2]];

impl Family {
    async fn gather() -> Self {
        let app = TestApp::start().await;
        let child = app.child(Level::P3, "Louis").await;
        let mut adults = Vec::new();
        for name in ["Marie", "Thomas", "Jean"] {
            let adult = app.register_and_verify(name).await;
            app.add_child(&adult, child).await;
            adults.push(adult);
        }
        let family = Self {
            app,
            child,
            adults: adults.try_into().unwrap(),
        };
        family.live_together(1, Some(0)).await;
        family
    }

    async fn live_together(&self, who: usize, with: Option<usize>) {
        let membership = link_of(&self.app, self.child, &self.adults[who]).await.membership_id;
        let with = match with {
            Some(other) => Some(link_of(&self.app, self.child, &self.adults[other]).await.membership_id),
            None => None,
        };
        let office = self.app.office().await;
        office
            .call(&SetHousehold { membership }, &HouseholdChange { with })
            .await
            .unwrap();
    }

    async fn set(&self, who: usize, rights: GuardianRights) {
        let link = link_of(&self.app, self.child, &self.adults[who]).await;
        let change = RightsChange {
            rights,
            starts_at: None,
            ends_at: None,
        };
        let call = SetGuardianRights { link: link.link_id };
        let office = self.app.office().await;
        office.change(&call, link.version, &change).await.unwrap();
    }

    async fn seen_by(&self, who: usize) -> Vec<CoGuardian> {
        let child = self.child;
        let call = ListGuardians { child };
        self.adults[who].call(&call, &NoBody {}).await.unwrap().items
    }

    async fn mine(&self, who: usize) -> MyChild {
        let mine = self.adults[who]
            .ask(&ListMyChildren {}, &PageQuery::default())
            .await
            .unwrap();
        mine.items.into_iter().next().unwrap()
    }

    /// Everything that somebody can read, as text.
    async fn everything(&self, who: usize) -> String {
        let person = &self.adults[who];
        let child = self.child;
        let mut paths = vec![
            "/api/v1/me".to_owned(),
            "/api/v1/children".to_owned(),
            format!("/api/v1/children/{child}/guardians"),
            format!("/api/v1/children/{child}/accesses"),
            "/api/v1/conversations".to_owned(),
            "/api/v1/users/list".to_owned(),
            "/api/v1/guardian-links".to_owned(),
            "/api/v1/memberships".to_owned(),
            format!("/api/v1/school/children/{child}"),
        ];
        if let Some(room) = person.find_class_room(Level::P3).await {
            paths.push(format!("/api/v1/conversations/{room}"));
            paths.push(format!("/api/v1/conversations/{room}/members"));
            paths.push(format!("/api/v1/conversations/{room}/messages"));
        }
        let mut read = String::new();
        for path in paths {
            read.push_str(&person.get(&path).await.body);
        }
        read
    }
}

/// Each right, taken away.
fn without_each() -> [(&'static str, GuardianRights); 6] {
    [
        (
            "school_information",
            GuardianRights {
                school_information: false,
                ..FULL_RIGHTS
            },
        ),
        (
            "chat",
            GuardianRights {
                chat: false,
                ..FULL_RIGHTS
            },
        ),
        (
            "sign",
            GuardianRights {
                sign: false,
                ..FULL_RIGHTS
            },
        ),
        (
            "justify",
            GuardianRights {
                justify: false,
                ..FULL_RIGHTS
            },
        ),
        (
            "pay",
            GuardianRights {
                pay: false,
                ..FULL_RIGHTS
            },
        ),
        (
            "pick_up",
            GuardianRights {
                pick_up: false,
                ..FULL_RIGHTS
            },
        ),
    ]
}

/// 6 rights x 3 guardians x 2 households: what is taken from one is gone for that one, at once, and known in their household only.
#[tokio::test]
async fn six_rights_three_guardians_two_households() {
    let family = Family::gather().await;
    for (right, rights) in without_each() {
        for whose in 0..3 {
            family.set(whose, rights).await;
            for (who, household) in HOUSEHOLDS.iter().enumerate() {
                let case = format!("without {right} for {whose}, seen by {who}");
                let own = if who == whose { rights } else { FULL_RIGHTS };
                let mine = family.mine(who).await;
                assert_eq!(mine.rights, own, "{case}");
                assert_eq!(mine.class.is_some(), own.school_information, "{case}");
                let room = family.adults[who].find_class_room(Level::P3).await;
                assert_eq!(room.is_some(), own.chat, "{case}");
                let mut seen: Vec<(String, GuardianRights)> = family
                    .seen_by(who)
                    .await
                    .into_iter()
                    .map(|guardian| (guardian.first_name, guardian.rights))
                    .collect();
                seen.sort_by(|one, other| one.0.cmp(&other.0));
                let expected: Vec<(String, GuardianRights)> = household
                    .iter()
                    .map(|of| {
                        let rights = if *of == whose { rights } else { FULL_RIGHTS };
                        (family.adults[*of].first_name.clone(), rights)
                    })
                    .collect();
                assert_eq!(seen, expected, "{case}");
            }
            family.set(whose, FULL_RIGHTS).await;
        }
    }
}

/// Two households of one child read nothing of each other: no address, no link, no membership, not even how many they are.
#[tokio::test]
async fn two_households_stay_invisible_to_each_other() {
    let family = Family::gather().await;
    let mut links = Vec::new();
    for adult in &family.adults {
        links.push(link_of(&family.app, family.child, adult).await);
    }
    for (who, household) in HOUSEHOLDS.iter().enumerate() {
        let read = family.everything(who).await;
        for (other, link) in links.iter().enumerate() {
            if other == who {
                continue;
            }
            let marks = [
                ("e-mail", link.guardian.email.clone()),
                ("membership", link.membership_id.to_string()),
            ];
            for (mark, text) in marks {
                assert!(!read.contains(&text), "{who} reads the {mark} of {other}");
            }
            let sees_link = read.contains(&link.link_id.to_string());
            assert_eq!(sees_link, household.contains(&other), "{who} and the link of {other}");
        }
    }
    assert_eq!(family.seen_by(2).await.len(), 1);
}

#[tokio::test]
async fn a_household_is_joined_and_left_by_the_word_of_the_office() {
    let family = Family::gather().await;
    let mut window = family.adults[0].socket().await;
    family.live_together(2, Some(0)).await;
    window
        .wait_for(|frame| matches!(frame, ServerFrame::FamilyChanged { .. }))
        .await;
    assert_eq!(family.seen_by(0).await.len(), 3);
    family.live_together(1, None).await;
    let alone: Vec<usize> = [family.seen_by(0).await.len(), family.seen_by(1).await.len()].to_vec();
    assert_eq!(alone, [2, 1]);
    family.live_together(2, None).await;
    assert_eq!(family.seen_by(0).await.len(), 1);
}

/// T13: a parent changes nothing about another one, and learns nothing by trying.
#[tokio::test]
async fn a_parent_changes_nothing_about_another_guardian() {
    let family = Family::gather().await;
    let other = link_of(&family.app, family.child, &family.adults[2]).await;
    let fresh = domain::id::GuardianLinkId::fresh();
    for link in [other.link_id, fresh] {
        for (method, path, body) in [
            (
                "PUT",
                "rights",
                r#"{"rights":{"school_information":false,"chat":false,"sign":false,"justify":false,"pay":false,"pick_up":false}}"#,
            ),
            ("POST", "restrict", r#"{"reason":"je veux"}"#),
            ("POST", "lift", r#"{"reason":"je veux"}"#),
            ("POST", "end", r#"{"reason":"je veux"}"#),
            ("POST", "refuse", ""),
        ] {
            let path = format!("/api/v1/guardian-links/{link}/{path}");
            let answer = family.adults[0].raw(method, &path, body).await;
            assert_eq!(answer.problem().code, Code::Forbidden, "{path}");
        }
    }
    let path = format!("/api/v1/memberships/{}/household", other.membership_id);
    let answer = family.adults[0].raw("PUT", &path, r#"{"with":null}"#).await;
    assert_eq!(answer.problem().code, Code::Forbidden);
    assert!(link_of(&family.app, family.child, &family.adults[2]).await.in_force);
}
