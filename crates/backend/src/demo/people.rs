//! Thirteen made-up people, each of whom meets the rules in another way.

use super::months::When::{self, Back, In};
use super::months::{Odd, OddMonths, Stint, balance, months};
use crate::ops::session::password_digest;
use crate::rules::calendar::{end_of, hour_of};
use crate::rules::record::digest;
use crate::rules::terms::Terms;
use crate::state::{Citizen, IssuedCard};
use contract::card::CardState;
use contract::contribution::{Contribution, Participation};
use contract::demo::DemoCitizen;
use contract::session::{Access, AccessedData, Payer};
use contract::text::Text;
use contract::values::{Actor, Date, Instant, Insurance, YearMonth};

/// The electronic-card password of everybody in the demo.
const PASSWORD: &str = "135790";

/// Somebody of the demo.
pub(crate) struct Person {
    pub(crate) citizen: Citizen,
    pub(crate) months: Vec<Contribution>,
    pub(crate) looks: Vec<Access>,
}

/// Everything that makes somebody different.
struct Sketch {
    id: &'static str,
    letter: (&'static str, &'static str),
    story: (&'static str, &'static str),
    born: (u32, u32, u32),
    woman: bool,
    city: &'static str,
    payer: Payer,
    participation: Participation,
    stints: &'static [Stint],
    odd: &'static [OddMonths],
    card: CardSketch,
}

/// How a card was issued and stands.
enum CardSketch {
    None,
    Plain(CardState),
    /// Valid until so many days ago.
    Expired(i32),
    /// Reported lost so many days ago.
    Lost(i32),
}

/// Everybody, the one to begin with first.
pub(crate) fn people(cities: &[Terms], now: Instant) -> Vec<Person> {
    SKETCHES.iter().zip(1..).map(|(sketch, n)| person(sketch, n, cities, now)).collect()
}

/// Everybody as the demo panel lists them; without their records, which take longer to make.
pub(crate) fn roster() -> Vec<DemoCitizen> {
    let line = |(sketch, n): (&Sketch, u32)| DemoCitizen {
        id: sketch.id.to_owned(),
        name: name(sketch),
        story: Text::new(sketch.story.0, sketch.story.1),
        id_number: id_number(sketch.born, sequence(sketch, n)),
        password: PASSWORD.to_owned(),
    };
    SKETCHES.iter().zip(1..).map(line).collect()
}

fn name(sketch: &Sketch) -> Text {
    Text::new(&format!("示例{}", sketch.letter.0), &format!("Demo {}", sketch.letter.1))
}

/// Odd for men, even for women (GB 11643-1999).
fn sequence(sketch: &Sketch, n: u32) -> u32 {
    n * 2 + u32::from(!sketch.woman)
}

/// Somebody who pays for himself, has done so without a gap, and whose card is as it should be.
const fn sketch(
    id: &'static str,
    letter: (&'static str, &'static str),
    born: (u32, u32, u32),
    woman: bool,
    city: &'static str,
) -> Sketch {
    Sketch {
        id,
        letter,
        story: ("", ""),
        born,
        woman,
        city,
        payer: Payer::Flexible,
        participation: Participation::Active,
        stints: &[],
        odd: &[],
        card: CardSketch::Plain(CardState::Normal),
    }
}

const fn flexible(from: i32, to: i32, city: &'static str) -> Stint {
    let insurances = &[Insurance::Pension, Insurance::Medical];
    Stint { from: Back(from), to: Back(to), employer: None, city, insurances, deemed: false }
}

const fn work(from: When, to: When, employer: &'static str, city: &'static str) -> Stint {
    Stint { from, to, employer: Some(employer), city, insurances: &Insurance::ALL, deemed: false }
}

const OF_PENSION: Option<Insurance> = Some(Insurance::Pension);

static SKETCHES: [Sketch; 13] = [
    Sketch {
        story: (
            "灵活就业，缴费十二年，有断缴，一个月已缴未到账",
            "Pays for himself; twelve years with gaps, and a month paid but not posted",
        ),
        stints: &[flexible(143, 0, "shili")],
        odd: &[
            (None, 113, 110, Odd::Absent),
            (OF_PENSION, 63, 62, Odd::Unpaid),
            (None, 40, 40, Odd::PaidLater),
            (OF_PENSION, 0, 0, Odd::Pending),
        ],
        ..sketch("c-jia", ("甲", "A"), (1985, 6, 1), false, "shili")
    },
    Sketch {
        story: (
            "职工，换过单位（有一个月两个单位都缴），单位欠缴一个月，有退费、更正和基数偏低",
            "Employee; changed employers, who both paid for one month; a month unpaid, a refund, a correction, too low a base",
        ),
        payer: Payer::Employee,
        stints: &[
            work(Back(110), Back(61), "示例贸易有限公司（虚构）", "yangban"),
            work(Back(59), Back(59), "示例贸易有限公司（虚构）", "yangban"),
            work(Back(59), Back(0), "样板制造有限公司（虚构）", "shili"),
        ],
        odd: &[
            (None, 90, 88, Odd::PaidLater),
            (OF_PENSION, 30, 25, Odd::LowBase),
            (OF_PENSION, 14, 14, Odd::Corrected),
            (Some(Insurance::Medical), 9, 9, Odd::PaidBack),
            (OF_PENSION, 4, 4, Odd::Unpaid),
            (Some(Insurance::Medical), 0, 0, Odd::NotSynced),
        ],
        ..sketch("c-yi", ("乙", "B"), (1990, 3, 12), true, "shili")
    },
    Sketch {
        story: ("已退休，四十年缴费记录", "Retired; forty years of contributions"),
        payer: Payer::Retiree,
        participation: Participation::Ended,
        // 480 months of each insurance.
        stints: &[
            work(In(1982, 1), In(1999, 12), "示例机械厂（虚构）", "yangban"),
            work(In(2000, 1), In(2021, 12), "样板食品有限公司（虚构）", "shili"),
        ],
        ..sketch("c-bing", ("丙", "C"), (1962, 1, 8), false, "shili")
    },
    Sketch {
        story: ("社保卡临时挂失中；所在市审核后不予通过", "Card reported lost; a city that refuses after review"),
        stints: &[flexible(95, 0, "yanshi")],
        card: CardSketch::Lost(2),
        ..sketch("c-ding", ("丁", "D"), (1978, 11, 20), true, "yanshi")
    },
    Sketch {
        story: ("社保卡已到期；所在市要求补正材料", "Card expired; a city that asks for more"),
        stints: &[flexible(239, 0, "fanli")],
        odd: &[(None, 200, 190, Odd::Absent)],
        card: CardSketch::Expired(40),
        ..sketch("c-wu", ("戊", "E"), (1969, 2, 28), false, "fanli")
    },
    Sketch {
        story: ("已出国定居，缴费早已暂停，想注销社保卡", "Settled abroad; paused long ago, wants to cancel the card"),
        participation: Participation::Paused,
        stints: &[flexible(120, 20, "shili")],
        ..sketch("c-ji", ("己", "F"), (1982, 9, 9), true, "shili")
    },
    Sketch {
        story: (
            "城乡居民，没有社保卡；所在市只在窗口办理",
            "Resident without a card; a city that works at the counter",
        ),
        payer: Payer::Resident,
        stints: &[Stint { insurances: &[Insurance::Medical], ..flexible(35, 0, "moni") }],
        card: CardSketch::None,
        ..sketch("c-geng", ("庚", "G"), (1975, 5, 5), false, "moni")
    },
    Sketch {
        story: (
            "灵活就业，有欠费，所在市要求先结清",
            "Pays for himself, in arrears, in a city that wants them settled first",
        ),
        stints: &[flexible(59, 0, "yangban")],
        odd: &[(None, 3, 2, Odd::Unpaid), (OF_PENSION, 0, 0, Odd::Pending)],
        card: CardSketch::Plain(CardState::FormallyLost),
        ..sketch("c-xin", ("辛", "H"), (1988, 8, 18), false, "yangban")
    },
    Sketch {
        story: ("灵活就业；所在市只在窗口办理停保", "Pays for himself; a city that stops contributions at the counter"),
        stints: &[flexible(29, 0, "moni")],
        ..sketch("c-ren", ("壬", "I"), (1994, 12, 24), true, "moni")
    },
    Sketch {
        story: (
            "停缴一年多，卡未启用；所在市对网上申请不予受理",
            "Paused for a year, card not enabled; a city that does not accept online",
        ),
        participation: Participation::Paused,
        stints: &[flexible(70, 14, "shixing")],
        card: CardSketch::Plain(CardState::NotEnabled),
        ..sketch("c-gui", ("癸", "J"), (1992, 7, 31), false, "shixing")
    },
    Sketch {
        story: (
            "灵活就业，有视同缴费年限，也在其他城市缴过",
            "Pays for himself; years of service that count as paid, and years in another city",
        ),
        stints: &[
            Stint {
                from: In(1988, 7),
                to: In(1995, 12),
                employer: None,
                city: "shili",
                insurances: &[Insurance::Pension],
                deemed: true,
            },
            Stint {
                insurances: &[Insurance::Pension, Insurance::Medical],
                ..work(In(1996, 1), In(2008, 6), "样板食品有限公司（虚构）", "yangban")
            },
            flexible(179, 0, "shili"),
        ],
        ..sketch("c-zi", ("子", "K"), (1970, 5, 16), false, "shili")
    },
    Sketch {
        story: (
            "灵活就业，正常参保，但最近八个月没有任何信息",
            "Pays for himself and takes part, and nothing has been heard for eight months",
        ),
        stints: &[flexible(67, 8, "shili")],
        ..sketch("c-chou", ("丑", "L"), (1986, 4, 2), true, "shili")
    },
    Sketch {
        story: (
            "灵活就业，有一个月缴费后全额退回，还有一个月只退不缴",
            "Pays for himself; one month was paid back in full, and for another there is nothing but a refund",
        ),
        stints: &[flexible(40, 0, "shili")],
        odd: &[(OF_PENSION, 12, 12, Odd::PaidBack), (OF_PENSION, 20, 20, Odd::OnlyBack)],
        ..sketch("c-yin", ("寅", "M"), (1991, 10, 10), false, "shili")
    },
];

fn person(sketch: &Sketch, n: u32, cities: &[Terms], now: Instant) -> Person {
    let mut months = months(sketch.stints, sketch.odd, now.china_date().year_month().plus(-1));
    for month in months.iter_mut().filter(|month| month.city != sketch.city) {
        month.city_name = cities.iter().find(|t| t.city.id == month.city).map(|t| t.city.name.clone());
    }
    let of = |i| digest(i, &months, sketch.city, sketch.participation, balance(i, &months));
    let record: Vec<_> = Insurance::ALL.into_iter().filter_map(of).collect();
    let first = record.iter().filter_map(|d| d.first_month).min();
    let citizen = Citizen {
        id: sketch.id.to_owned(),
        name: format!("示例{}", sketch.letter.0),
        id_number: id_number(sketch.born, sequence(sketch, n)),
        phone: format!("100{n:08}"),
        password: password_digest(sketch.id, PASSWORD),
        city: sketch.city.to_owned(),
        payer: sketch.payer,
        old_age: if sketch.woman { 55 } else { 60 },
        card: cities.iter().find(|t| t.city.id == sketch.city).and_then(|t| card(&sketch.card, t, n, now)),
        record,
        first_insured_on: first.map(YearMonth::first_day),
        applications: Vec::new(),
        proofs: Vec::new(),
        linked_at: Instant::from_ms(0),
    };
    // The agency looked at the record when it was last brought up to date.
    let looked = hour_of(now.china_date().plus_days(-3).unwrap_or(now.china_date()), 11);
    let looks = vec![Access { at: looked, actor: Actor::Agency, what: AccessedData::Contributions, ahead: None }];
    Person { citizen, months, looks }
}

fn card(sketch: &CardSketch, terms: &Terms, n: u32, now: Instant) -> Option<IssuedCard> {
    let today = now.china_date();
    let issued_on = today.plus_days(-1500 - i32::try_from(n).unwrap_or(0) * 37)?;
    let mut card = IssuedCard {
        number: format!("DEMO{:08}", n * 1_111_213),
        place: terms.city.name.clone(),
        bank: Text::new("示例银行（虚构）", "Demo Bank (made up)"),
        issued_on,
        valid_until: None,
        generation: 3,
        state: CardState::Normal,
        state_since: hour_of(issued_on.plus_days(5)?, 10),
        loss_ends: None,
    };
    match sketch {
        CardSketch::None => return None,
        CardSketch::Plain(state) => card.state = *state,
        CardSketch::Expired(days) => {
            (card.generation, card.issued_on) = (2, today.plus_days(-days - 3652)?);
            (card.state_since, card.valid_until) = (hour_of(card.issued_on, 10), today.plus_days(-days));
        }
        CardSketch::Lost(days) => {
            let day: Date = today.plus_days(-days)?;
            card.state_since = hour_of(day, 9);
            card.loss_ends = day.plus_days(i32::try_from(terms.loss_days).unwrap_or(0)).map(end_of);
        }
    }
    Some(card)
}

/// A number of region 990000, which is none, with the right check digit (GB 11643-1999).
fn id_number((year, month, day): (u32, u32, u32), sequence: u32) -> String {
    let mut number = format!("990000{year:04}{month:02}{day:02}{sequence:03}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = number.bytes().zip(weights).map(|(b, w)| u32::from(b - b'0') * w).sum();
    number.push(char::from(b"10X98765432"[(sum % 11) as usize]));
    number
}
