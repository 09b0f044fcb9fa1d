//! What requests are for, one row each.
//!
//! A row has the slot, whose answer it is (`anybodys`: the same whoever is signed in, or it says who is; `personal`), how
//! long it is waited for (`here`: until the person leaves the screen; `anywhere`: it changes something, or is not for one
//! screen only), the part it is `in`, and the step that its answer goes to.
//!
//! The table is a macro that hands its rows to another one: `requests` makes the slots, `model` hands the answers on.

macro_rules! slots {
    ($each:ident) => {
        $each! {
            Session anybodys anywhere in home => |m, answer| m.account.sign_in.asked(&mut m.cx, answer);
            SignIn anybodys anywhere in home => |m, answer| m.account.sign_in.signed_in(&mut m.cx, answer);
            SignInMethods anybodys here in account => |m, answer| m.account.sign_in.ways.loaded(&m.cx, answer);
            SignInCode anybodys anywhere in account => |m, answer| m.account.sign_in.code_sent(&mut m.cx, answer);
            SignOut anybodys anywhere in home => |m, answer| m.account.sign_in.signed_out(&mut m.cx, answer);
            Sessions personal here in account => |m, answer| m.account.sessions.loaded(&m.cx, answer);
            EndSessions personal anywhere in account => |m, answer| m.account.sessions.ended(&mut m.cx, answer);
            Cities anybodys anywhere in home => |m, answer| m.cities_loaded(answer);
            Services anybodys here in home => |m, answer| m.home.services.loaded(&m.cx, answer);
            Card personal here in card => |m, answer| m.card.face.loaded(&mut m.cx, answer);
            CardCode personal here in card => |m, answer| m.card.face.code_loaded(&mut m.cx, answer);
            Reveal(field: RevealField) personal here in card => |m, answer| m.card.face.revealed(&mut m.cx, field, answer);
            CardServices personal here in card => |m, answer| m.card.card_services.loaded(&m.cx, answer);
            Summary personal here in card => |m, answer| m.card.record.summary_loaded(&mut m.cx, answer);
            Months personal here in card => |m, answer| m.card.record.months_loaded(&mut m.cx, answer);
            AccessLog personal here in card => |m, answer| m.card.access_log.loaded(&m.cx, answer);
            Check personal here in apply => |m, answer| m.apply.flow.checked(&mut m.cx, answer);
            Verification personal anywhere in apply => |m, answer| m.apply.flow.proof.begun(&mut m.cx, answer);
            VerificationAnswer personal anywhere in apply => |m, answer| m.apply.flow.proof_answered(&mut m.cx, answer);
            Submit personal anywhere in apply => |m, answer| m.apply.submitted(&mut m.cx, answer);
            Applications personal here in apply => |m, answer| m.apply.applications.list_loaded(&mut m.cx, answer);
            Application personal here in apply => |m, answer| m.apply.applications.loaded(&mut m.cx, answer);
            Withdraw personal anywhere in apply => |m, answer| m.apply.applications.withdrawn(&mut m.cx, answer);
            Demo anybodys anywhere in demo => |m, answer| m.demo_loaded(answer);
        }
    };
}
pub(crate) use slots;
