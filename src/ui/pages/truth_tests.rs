//! What pages say of a record, of a card and of what follows, by their HTML. Natively dates stand as they are on the wire.

use journey::domain::{Card, Check, ContributionKind, InsuranceSummary, Law, LawRef, Summary, due_until, months, runs};
use journey::domain::{Contribution, Fen, MonthState, YearMonth};
use journey::steps::card::record::{self, MonthView, Year};
use journey::steps::card::{Face, NumberView};
use journey::view::{Screen, View};
use journey::{LoadView, Route, Stage};
use serde_json::json;

use super::{card, common, draw, guide::articles};
use crate::ui::Ui;
use crate::ui::testing::{self, chrome};
use crate::ui::vdom::{div, still};

fn ui() -> Ui {
    testing::ui(testing::CHINESE)
}

fn html(route: Route, screen: Screen) -> String {
    still(&draw(ui(), &View { screen, chrome: chrome(route, "zh-CN") }))
}

fn month(text: &str) -> YearMonth {
    YearMonth::parse(text).unwrap()
}

fn payment(when: &str, employer: Option<&str>, fen: i64) -> Contribution {
    serde_json::from_value(json!({
        "insurance": "pension", "month": when, "state": "posted", "kind": "regular", "base_fen": 431_200,
        "personal_fen": fen, "employer_fen": 0, "employer": employer, "posted_on": "2026-05-20", "city": "shili",
    }))
    .unwrap()
}

fn item(first: &str, last: &str, posted: u32, gaps: u32) -> InsuranceSummary {
    serde_json::from_value(json!({
        "insurance": "pension", "participation": "active", "months_posted": posted,
        "first_month": first, "last_month": last, "streak_months": 1, "gap_months": gaps,
    }))
    .unwrap()
}

/// The record of 2026, looked at in that month.
fn the_record(payments: &[Contribution], item: &InsuranceSummary, today: &str) -> String {
    let (found, differs) = months(payments, 2026, Some(item), due_until(item, None, month(today)));
    let as_of = journey::domain::Instant::from_ms(0);
    let year = Year {
        gaps: runs(&found, MonthState::Unpaid),
        unknown: runs(&found, MonthState::NotSynced),
        differs,
        posted: 1,
        personal: Fen::ZERO,
        employer: Fen::ZERO,
        as_of,
        months: found,
    };
    let summary = Summary {
        items: vec![item.clone()],
        first_insured_on: None,
        retirement_month: Some(month("2040-01")),
        threshold_months: Some(240),
        as_of,
    };
    let view = record::View {
        summary: LoadView::Ready(summary.into()),
        insurance: Some(item.clone()),
        year: Some(2026),
        years: vec![2026],
        months: LoadView::Ready(year.into()),
        stale: None,
    };
    html(Route::Record { insurance: None, year: None }, Screen::Record(view))
}

#[test]
fn the_record_says_who_paid_and_what_was_paid_back() {
    let mut there = payment("2026-01", Some("甲公司"), 86_240);
    there.city_name = Some(journey::domain::Text::new("样板市", "Yangban"));
    let rows = [
        there,
        payment("2026-01", Some("乙公司"), 50_000),
        payment("2026-02", None, 86_240),
        payment("2026-02", None, -86_240),
    ];
    let older =
        InsuranceSummary { months_deemed: Some(24), months_elsewhere: Some(12), ..item("2024-01", "2026-02", 1, 1) };
    let html = the_record(&rows, &older, "2026-03");
    assert!(html.contains("已到账\u{a0}· 甲公司\u{a0}· 样板市\u{a0}· 乙公司") && html.contains("¥1,362.40"), "{html}");
    assert!(html.contains("已退费，不计月数\u{a0}· 退费") && html.contains("¥0.00"), "{html}");
    assert!(html.contains("其中在其他城市") && html.contains("视同缴费"), "{html}");
    // What is on its way yet is not shown as posted.
    let mut late = payment("2026-01", Some("乙公司"), 86_240);
    late.state = MonthState::PaidNotPosted;
    let both =
        the_record(&[payment("2026-01", Some("甲公司"), 50_000), late], &item("2026-01", "2026-01", 1, 0), "2026-02");
    assert!(both.contains("¥500.00") && !both.contains("¥1,362.40"), "{both}");
    // Whoever has not paid is not named among those who have.
    let owed = Contribution { state: MonthState::Unpaid, ..payment("2026-01", Some("丙公司"), 1) };
    let one = the_record(&[payment("2026-01", Some("甲公司"), 1), owed], &item("2026-01", "2026-01", 1, 0), "2026-02");
    assert!(one.contains("已到账\u{a0}· 甲公司\u{a0}· 丙公司: 未缴"), "{one}");
    // The months that count as paid count for the threshold.
    assert!(html.contains("您已缴2年1个月"), "{html}");
    let alone = the_record(&[payment("2026-01", None, -86_240)], &item("2026-01", "2026-01", 0, 1), "2026-02");
    assert!(alone.contains("-¥862.40") && !alone.contains("¥-"), "{alone}");
}

#[test]
fn the_record_says_what_is_not_known_and_what_differs() {
    let html = the_record(&[payment("2026-01", None, 1)], &item("2026-01", "2026-01", 1, 0), "2026-10");
    assert!(html.contains("2026-02-01至2026-09-01这8个月缴没缴还不知道"), "{html}");
    assert!(!html.contains("怎么办") && !html.contains("汇总"), "{html}");
    let html = the_record(&[payment("2026-01", None, 1)], &item("2026-01", "2026-02", 2, 0), "2026-03");
    assert!(html.contains("汇总是2026-02-01，每月记录是2026-01-01") && !html.contains("怎么办"), "{html}");
}

#[test]
fn a_month_says_what_it_comes_to() {
    let page = |rows: Vec<Contribution>, truth| {
        let insurance = rows[0].insurance;
        let route = Route::Month { insurance, month: month("2026-01") };
        let view = MonthView {
            insurance,
            month: month("2026-01"),
            rows: LoadView::Ready(rows.into()),
            truth: Some(truth),
            as_of: None,
        };
        html(route, Screen::Month(view))
    };
    let paid = || payment("2026-01", Some("甲公司"), 86_240);
    let html = page(vec![paid(), payment("2026-01", Some("甲公司"), -86_240)], MonthState::Unpaid);
    assert!(
        html.contains("已退费") && html.contains("-¥862.40") && html.contains("这个月合计¥0.00，不算缴费月数"),
        "{html}"
    );
    let mut more = payment("2026-01", Some("甲公司"), 1_000);
    more.kind = ContributionKind::Correction;
    let html = page(vec![paid(), more], MonthState::Posted);
    assert!(html.contains("已更正") && html.contains("+¥10.00") && html.contains("¥872.40，算一个月"), "{html}");
    let mut deemed = payment("2026-01", None, 0);
    deemed.kind = ContributionKind::Deemed;
    let html = page(vec![deemed], MonthState::Posted);
    assert!(html.contains("视同缴费") && html.contains("第13条") && !html.contains("¥"), "{html}");
}

#[test]
fn losses_come_first_then_what_is_good_to_know_then_what_stays() {
    let check: Check = serde_json::from_value(json!({
        "kind": "stop_contributions", "eligible": true,
        "consequences": [
            { "code": "account_stays", "basis": [{ "law": "SIL", "article": 14 }], "acknowledge": false, "amount_fen": 100 },
            { "code": "threshold", "basis": [], "acknowledge": true, "months": 120, "month": "2048-06" },
            { "code": "contributions_go_on", "basis": [{ "law": "SIL", "article": 60 }], "acknowledge": true },
            { "code": "no_unemployment", "basis": [{ "law": "SIL", "article": 45 }], "acknowledge": false },
            {
                "code": "local", "basis": [{ "law": "LOCAL", "article": 0 }], "acknowledge": true,
                "title": { "zh-CN": "车牌资格重新起算" }, "text": { "zh-CN": "按连续月数计算" },
            },
            { "code": "local", "basis": [], "acknowledge": false, "text": { "zh-CN": "停缴月份不自动补上" } },
        ],
        "undo_seconds": 600, "decision_working_days": 10, "as_of": "2026-03-02T00:00:00Z",
    }))
    .unwrap();
    let html = applying(check, Stage::Consequences);
    let at = |text: &str| html.find(text).unwrap_or_else(|| panic!("no {text} in {html}"));
    let order = [
        "您会失去的",
        // Nobody says how many months are needed: then not that there are enough.
        "领养老金的年限会停下",
        "自己停缴不能领失业金",
        "<h3 class=\"effect__title\">车牌资格重新起算",
        "需要知道的",
        "缴费不会因此停止",
        "<h3 class=\"effect__title\">停缴月份不自动补上",
        "不会变的",
        "养老保险个人账户",
    ];
    assert!(order.windows(2).all(|pair| at(pair[0]) < at(pair[1])), "{html}");
    assert_eq!(html.matches("我知道了").count(), 3, "what is to be acknowledged has a tick, wherever it stands");
    assert!(html.contains("data-to=\"/help/law\">《社会保险法》第45条</a>"), "an article is a link of its own: {html}");
}

/// A step of the application that this check is of.
fn applying(check: Check, stage: Stage) -> String {
    let kind = check.kind;
    let view = journey::steps::apply::View {
        kind,
        stage,
        position: (2, 6),
        check: LoadView::Ready(check.into()),
        acknowledged: Vec::new(),
        partly: Vec::new(),
        motive: None,
        month: None,
        incomplete: false,
        identity: journey::steps::apply::Identity::Choose(Vec::new()),
        code_error: None,
        answer_failure: None,
        progress: None,
        law: None,
        leaving: false,
    };
    html(Route::Apply { kind, stage }, Screen::Apply(Box::new(view)))
}

#[test]
fn how_long_something_can_be_undone_is_said_in_what_it_comes_to() {
    for (seconds, says) in [
        (0, "提交后不能撤回"),
        (30, "提交后30秒内可以直接撤回"),
        (600, "提交后10分钟内可以直接撤回"),
        (172_800, "提交后48小时内可以直接撤回"),
    ] {
        let check: Check = serde_json::from_value(json!({
            "kind": "unlink_card", "eligible": true, "undo_seconds": seconds, "decision_working_days": 0,
            "as_of": "2026-03-02T00:00:00Z",
        }))
        .unwrap();
        let html = applying(check, Stage::Eligibility);
        assert!(html.contains(says), "{seconds}: {html}");
    }
    for (left, says) in [(42, "42秒"), (65, "1:05"), (3599, "59:59"), (3600, "1:00:00"), (183_458, "50:57:38")] {
        assert_eq!(&*common::clock(ui(), left), says);
    }
}

#[test]
fn an_article_is_explained_with_a_link_to_its_text() {
    let said = |law, article| still(&div("").children(articles::explained(ui(), &LawRef { law, article })));
    for (law, article, says) in [
        (Law::Sil, 15, "个人账户养老金"),
        (Law::Sil, 63, "责令"),
        (Law::Reg, 10, "10个工作日"),
        (Law::Npc2024, 0, "2039年"),
    ] {
        let html = said(law, article);
        assert!(html.contains(says) && html.contains("官方公布的原文") && html.contains("<a class"), "{html}");
    }
    assert!(said(Law::Sil, 98).contains("没有说明"), "another backend may cite any");
}

#[test]
fn what_is_said_of_a_lost_card_fits_its_code() {
    let face = |state: &str, code: bool| {
        let card: Card = serde_json::from_value(json!({
            "name": "示*", "id_number": "1*8", "card_number": "A*0", "issuing_place": {}, "bank": {},
            "issued_on": "2020-01-01", "generation": 3, "state": state, "state_since": "2026-03-02T00:00:00Z",
            "linked": true, "code_available": code, "as_of": "2026-03-02T00:00:00Z",
        }))
        .unwrap();
        let number = || NumberView { text: String::new(), mask_at: None, busy: false };
        Face { card: card.into(), id_number: number(), card_number: number() }
    };
    for state in ["temporarily_lost", "formally_lost", "locked", "expired", "not_enabled"] {
        for (code, says, not) in [(true, "仍可使用", "也不能用"), (false, "也不能用", "仍可使用")] {
            let (text, more) = card::trouble(ui(), &face(state, code)).unwrap();
            let html = [&*text, &still(&div("").children(more))].concat();
            assert!(html.contains("实体卡") && html.contains(says) && !html.contains(not), "{state}: {html}");
        }
    }
    assert!(card::trouble(ui(), &face("normal", true)).is_none());
}
