//! Services a demo city offers beside social security, so that Home and the Citizen Center are not empty.

use contract::city::{Availability, Outlet, Service};
use contract::text::Text;

/// The services of a city, `lacking` some and with some only at a `hall`.
pub(super) fn services(hall: &Outlet, at_counter: &[&str], by_appointment: &[&str], lacking: &[&str]) -> Vec<Service> {
    let all = [
        ("social_security", "social", "社保", "Social Security"),
        ("benefit_check", "social", "社会保险待遇资格认证", "Benefit eligibility certification"),
        ("flexible_registration", "social", "灵活就业参保登记", "Flexible-employment registration"),
        ("unemployment_benefit", "social", "失业保险金申领", "Unemployment benefit"),
        ("medical_voucher", "medical", "医保电子凭证", "Medical insurance e-voucher"),
        ("medical_transfer", "medical", "医保关系转移", "Medical insurance transfer"),
        ("hospital_booking", "medical", "预约挂号", "Hospital booking"),
        ("housing_fund", "housing", "住房公积金", "Housing fund"),
        ("public_rental", "housing", "公租房申请", "Public rental housing"),
        ("transit_card", "transport", "公共交通卡", "Transit card"),
        ("driving_licence", "transport", "驾驶证服务", "Driving licence"),
        ("residence_permit", "family", "居住证办理", "Residence permit"),
        ("marriage_booking", "family", "婚姻登记预约", "Marriage registration booking"),
        ("business_registration", "business", "个体工商户登记", "Sole-trader registration"),
        ("tax", "business", "个人所得税", "Personal income tax"),
    ];
    let at_hall = |availability, zh, en| (availability, Some(Text::new(zh, en)), Some(hall.clone()));
    all.into_iter()
        .map(|(id, category, zh, en)| {
            let (availability, reason, outlet) = if lacking.contains(&id) {
                (Availability::NotOffered, Some(Text::new("本市暂未开通", "Not offered in this city yet")), None)
            } else if at_counter.contains(&id) {
                at_hall(Availability::WindowOnly, "须核对证件原件", "Originals must be seen")
            } else if by_appointment.contains(&id) {
                at_hall(Availability::Appointment, "须预约后到现场办理", "In person, by appointment")
            } else {
                (Availability::Online, None, None)
            };
            let (id, category) = (id.to_owned(), category.to_owned());
            Service { id, name: Some(Text::new(zh, en)), category, availability, reason, outlet }
        })
        .collect()
}
