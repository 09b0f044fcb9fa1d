//! Ten made-up people, each of whom meets the rules in another way.

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

const TWO: &[Insurance] = &[Insurance::Pension, Insurance::Medical];
const FIVE: &[Insurance] = &Insurance::ALL;

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
    stints: Vec<Stint>,
    odd: Vec<OddMonths>,
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
    let end = now.china_date().year_month().plus(-1);
    sketches(end).into_iter().zip(1..).map(|(sketch, n)| person(&sketch, n, cities, now)).collect()
}

/// Everybody as the demo panel lists them; without their records, which take longer to make.
pub(crate) fn roster(now: Instant) -> Vec<DemoCitizen> {
    let end = now.china_date().year_month().plus(-1);
    let line = |(sketch, n): (Sketch, u32)| DemoCitizen {
        id: sketch.id.to_owned(),
        name: name(&sketch),
        story: Text::new(sketch.story.0, sketch.story.1),
        id_number: id_number(sketch.born, sequence(&sketch, n)),
        password: PASSWORD.to_owned(),
    };
    sketches(end).into_iter().zip(1..).map(line).collect()
}

fn name(sketch: &Sketch) -> Text {
    Text::new(&format!("示例{}", sketch.letter.0), &format!("Demo {}", sketch.letter.1))
}

/// Odd for men, even for women (GB 11643-1999).
fn sequence(sketch: &Sketch, n: u32) -> u32 {
    n * 2 + u32::from(!sketch.woman)
}

fn flexible(from: YearMonth, to: YearMonth, city: &'static str) -> Vec<Stint> {
    vec![Stint { from, to, employer: None, city, insurances: TWO }]
}

#[allow(clippy::too_many_lines, reason = "a table")]
fn sketches(end: YearMonth) -> Vec<Sketch> {
    use CardState::{FormallyLost, Normal, NotEnabled};
    use Participation::{Active, Ended, Paused};
    let back = |n: i32| end.plus(-n);
    let work = |from, to, employer, city| Stint { from, to, employer: Some(employer), city, insurances: FIVE };
    let of_pension = Some(Insurance::Pension);
    vec![
        Sketch {
            id: "c-jia",
            letter: ("甲", "A"),
            story: (
                "灵活就业，缴费十二年，有断缴，一个月已缴未到账",
                "Pays for himself; twelve years with gaps, and a month paid but not posted",
            ),
            born: (1985, 6, 1),
            woman: false,
            city: "shili",
            payer: Payer::Flexible,
            participation: Active,
            stints: flexible(back(143), end, "shili"),
            odd: vec![
                (None, back(113), back(110), Odd::Absent),
                (of_pension, back(63), back(62), Odd::Unpaid),
                (None, back(40), back(40), Odd::PaidLater),
                (of_pension, end, end, Odd::Pending),
            ],
            card: CardSketch::Plain(Normal),
        },
        Sketch {
            id: "c-yi",
            letter: ("乙", "B"),
            story: (
                "职工，换过单位，单位欠缴一个月，有月份基数偏低",
                "Employee; changed employers, one month unpaid by the employer, some on too low a base",
            ),
            born: (1990, 3, 12),
            woman: true,
            city: "shili",
            payer: Payer::Employee,
            participation: Active,
            stints: vec![
                work(back(110), back(61), "示例贸易有限公司（虚构）", "yangban"),
                work(back(59), end, "样板制造有限公司（虚构）", "shili"),
            ],
            odd: vec![
                (None, back(90), back(88), Odd::PaidLater),
                (of_pension, back(30), back(25), Odd::LowBase),
                (of_pension, back(4), back(4), Odd::Unpaid),
                (Some(Insurance::Medical), end, end, Odd::NotSynced),
            ],
            card: CardSketch::Plain(Normal),
        },
        Sketch {
            id: "c-bing",
            letter: ("丙", "C"),
            story: ("已退休，四十年缴费记录", "Retired; forty years of contributions"),
            born: (1962, 1, 8),
            woman: false,
            city: "shili",
            payer: Payer::Retiree,
            participation: Ended,
            stints: forty_years(),
            odd: Vec::new(),
            card: CardSketch::Plain(Normal),
        },
        Sketch {
            id: "c-ding",
            letter: ("丁", "D"),
            story: ("社保卡临时挂失中；所在市审核后不予通过", "Card reported lost; a city that refuses after review"),
            born: (1978, 11, 20),
            woman: true,
            city: "yanshi",
            payer: Payer::Flexible,
            participation: Active,
            stints: flexible(back(95), end, "yanshi"),
            odd: Vec::new(),
            card: CardSketch::Lost(2),
        },
        Sketch {
            id: "c-wu",
            letter: ("戊", "E"),
            story: ("社保卡已到期；所在市要求补正材料", "Card expired; a city that asks for more"),
            born: (1969, 2, 28),
            woman: false,
            city: "fanli",
            payer: Payer::Flexible,
            participation: Active,
            stints: flexible(back(239), end, "fanli"),
            odd: vec![(None, back(200), back(190), Odd::Absent)],
            card: CardSketch::Expired(40),
        },
        Sketch {
            id: "c-ji",
            letter: ("己", "F"),
            story: (
                "已出国定居，缴费早已暂停，想注销社保卡",
                "Settled abroad; paused long ago, wants to cancel the card",
            ),
            born: (1982, 9, 9),
            woman: true,
            city: "shili",
            payer: Payer::Flexible,
            participation: Paused,
            stints: flexible(back(120), back(20), "shili"),
            odd: Vec::new(),
            card: CardSketch::Plain(Normal),
        },
        Sketch {
            id: "c-geng",
            letter: ("庚", "G"),
            story: (
                "城乡居民，没有社保卡；所在市只在窗口办理",
                "Resident without a card; a city that works at the counter",
            ),
            born: (1975, 5, 5),
            woman: false,
            city: "moni",
            payer: Payer::Resident,
            participation: Active,
            stints: vec![Stint {
                from: back(35),
                to: end,
                employer: None,
                city: "moni",
                insurances: &[Insurance::Medical],
            }],
            odd: Vec::new(),
            card: CardSketch::None,
        },
        Sketch {
            id: "c-xin",
            letter: ("辛", "H"),
            story: (
                "灵活就业，有欠费，所在市要求先结清",
                "Pays for himself, in arrears, in a city that wants them settled first",
            ),
            born: (1988, 8, 18),
            woman: false,
            city: "yangban",
            payer: Payer::Flexible,
            participation: Active,
            stints: flexible(back(59), end, "yangban"),
            odd: vec![(None, back(3), back(2), Odd::Unpaid), (of_pension, end, end, Odd::Pending)],
            card: CardSketch::Plain(FormallyLost),
        },
        Sketch {
            id: "c-ren",
            letter: ("壬", "I"),
            story: (
                "灵活就业；所在市只在窗口办理停保",
                "Pays for himself; a city that stops contributions at the counter",
            ),
            born: (1994, 12, 24),
            woman: true,
            city: "moni",
            payer: Payer::Flexible,
            participation: Active,
            stints: flexible(back(29), end, "moni"),
            odd: Vec::new(),
            card: CardSketch::Plain(Normal),
        },
        Sketch {
            id: "c-gui",
            letter: ("癸", "J"),
            story: (
                "停缴一年多，卡未启用；所在市对网上申请不予受理",
                "Paused for a year, card not enabled; a city that does not accept online",
            ),
            born: (1992, 7, 31),
            woman: false,
            city: "shixing",
            payer: Payer::Flexible,
            participation: Paused,
            stints: flexible(back(70), back(14), "shixing"),
            odd: Vec::new(),
            card: CardSketch::Plain(NotEnabled),
        },
    ]
}

/// January 1982 to December 2021: 480 months of each insurance.
fn forty_years() -> Vec<Stint> {
    let month = |y, m| YearMonth::new(y, m);
    let times = [
        (month(1982, 1), month(1999, 12), "示例机械厂（虚构）", "yangban"),
        (month(2000, 1), month(2021, 12), "样板食品有限公司（虚构）", "shili"),
    ];
    let stint = |(from, to, employer, city): (Option<_>, Option<_>, _, _)| {
        Some(Stint { from: from?, to: to?, employer: Some(employer), city, insurances: FIVE })
    };
    times.into_iter().filter_map(stint).collect()
}

fn person(sketch: &Sketch, n: u32, cities: &[Terms], now: Instant) -> Person {
    let months = months(&sketch.stints, &sketch.odd);
    let of = |i| digest(i, &months, sketch.participation, balance(i, &months));
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
    let looks = vec![Access { at: looked, actor: Actor::Agency, what: AccessedData::Contributions }];
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
