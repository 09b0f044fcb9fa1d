//! What a person does with the phone.

use super::Phone;
use contract::demo::Demo;
use contract::http::{Method, Request};
use journey::domain::{Application, ApplicationKind, Check, ProblemType, VerificationMethod};
use journey::steps::apply::{Event as StopEvent, Progress, View};
use journey::steps::{
    account::sign_in,
    apply::{self, applications},
};
use journey::view::Screen;
use journey::{Event, LoadView, Route, Stage};

/// The electronic-card password of everybody in the demo.
pub const PASSWORD: &str = "135790";

impl Phone {
    /// The seven taps, from Home to "Cancel".
    pub fn tap_seven(&mut self) {
        for path in
            ["/center", "/social-security", "/card", "/record", "/card/services", "/card/cancellation", "/apply"]
        {
            self.open(path);
        }
    }

    /// The ID number of somebody of the demo.
    pub fn id_number(&self, citizen: &str) -> String {
        let demo: Demo = self.ask(&Request::new(Method::Get, "/demo"));
        demo.citizens.iter().find(|c| c.id == citizen).unwrap().id_number.clone()
    }

    /// Signs in with the password, where the app asks for it.
    pub fn sign_in(&mut self, citizen: &str) {
        let id_number = self.id_number(citizen);
        let password = PASSWORD.to_owned();
        self.tap(Event::SignIn(sign_in::Event::PasswordSubmitted { id_number, password }));
    }

    pub fn apply(&mut self, event: StopEvent) {
        self.tap(Event::Apply(event));
    }

    /// The step of the application on the screen.
    #[track_caller]
    pub fn flow(&self) -> View {
        match self.screen() {
            Screen::Apply(view) => *view,
            other => panic!("not in the flow but on {}: {other:?}", self.path()),
        }
    }

    /// What the check says.
    #[track_caller]
    pub fn check(&self) -> Check {
        match self.flow().check {
            LoadView::Ready(check) => Check::clone(&check),
            other => panic!("no check: {other:?}"),
        }
    }

    /// The application on the screen.
    #[track_caller]
    pub fn application(&self) -> Application {
        match self.screen() {
            Screen::Receipt(v) | Screen::Application(v) | Screen::Withdraw(v) => match v.application {
                LoadView::Ready(application) => Application::clone(&application),
                other => panic!("on {}: {other:?}", self.path()),
            },
            other => panic!("no application on {}: {other:?}", self.path()),
        }
    }

    /// Does what the page on the screen asks for, and goes on; gives whether there was anything to do.
    pub fn step(&mut self) -> bool {
        let Screen::Apply(view) = self.screen() else { return false };
        let LoadView::Ready(check) = &view.check else {
            self.tap(Event::RetryTapped);
            return true;
        };
        if !check.eligible {
            return false;
        }
        match view.stage {
            Stage::Eligibility | Stage::Review => {}
            Stage::Consequences => {
                for c in check.consequences.iter().filter(|c| c.acknowledge) {
                    self.apply(apply::Event::Acknowledged { code: c.code, nth: 0, ticked: true });
                }
            }
            Stage::Details => {
                if let Some(motive) = check.motives.first() {
                    self.apply(apply::Event::MotiveChosen(*motive));
                }
                if let Some(month) = check.effective_months.first() {
                    self.apply(apply::Event::MonthChosen(*month));
                }
            }
            Stage::Verify => {
                match view.identity {
                    apply::Identity::Waiting { verification, .. } => {
                        let by_code = verification.method == VerificationMethod::SmsCode;
                        let answer = if by_code { self.sms() } else { PASSWORD.to_owned() };
                        self.apply(StopEvent::AnswerSubmitted(answer));
                    }
                    apply::Identity::Failed(_) => self.tap(Event::RetryTapped),
                    // Who signed in by the password is not offered it.
                    _ => {
                        let by_password = check.methods.contains(&VerificationMethod::Password);
                        let way = if by_password { VerificationMethod::Password } else { VerificationMethod::SmsCode };
                        self.apply(StopEvent::MethodChosen(way));
                    }
                }
                return true;
            }
            Stage::Confirm => return false,
        }
        self.apply(StopEvent::ContinueTapped);
        true
    }

    /// From "What do you mean?" to the last button.
    pub fn walk(&mut self, kind: ApplicationKind) {
        self.open(&Route::Apply { kind, stage: Stage::Eligibility }.to_string());
        self.walk_on();
    }

    /// From where the person is in the flow to the last button.
    pub fn walk_on(&mut self) {
        for _ in 0..40 {
            if matches!(self.screen(), Screen::Apply(v) if v.stage == Stage::Confirm) {
                return;
            }
            assert!(self.step(), "stuck on {}: {:?}", self.path(), self.screen());
        }
        panic!("no end of the flow: {} {:?}", self.path(), self.screen());
    }

    /// Does whatever the screen calls for until the application is accepted or refused for good, as a person
    /// does who does not give up; gives whether it was accepted.
    pub fn persevere(&mut self, citizen: &str, mut look: impl FnMut(&Self)) -> bool {
        for _ in 0..80 {
            look(self);
            match self.screen() {
                Screen::Receipt(_) | Screen::Application(_) => return true,
                Screen::SignIn(_) => self.sign_in(citizen),
                Screen::AskingWho(_) => self.tap(Event::RetryTapped),
                Screen::Apply(view) => match view.progress {
                    Some(Progress::Sending { .. }) => self.wait(1),
                    Some(Progress::Unknown { next_try, .. }) => {
                        // As the page counts down: by the backend's clock, as far as it is known.
                        let now = self.now().ms() + self.chrome().clock_offset_ms;
                        let pause = next_try.ms().saturating_sub(now) / 1000;
                        self.wait(pause.clamp(0, 3600) + 1);
                    }
                    Some(Progress::NotSent(_)) => self.confirm(),
                    Some(Progress::Refused(failure)) => match failure.refusal() {
                        Some(ProblemType::VerificationExpired | ProblemType::VerificationRequired) => {
                            self.apply(StopEvent::VerifyAgainTapped);
                        }
                        _ => return false,
                    },
                    None if view.stage == Stage::Confirm && matches!(view.check, LoadView::Ready(_)) => self.confirm(),
                    None => {
                        if !self.step() {
                            return false;
                        }
                    }
                },
                other => panic!("nothing to do on {}: {other:?}", self.path()),
            }
        }
        panic!("no end of it on {}: {:?}", self.path(), self.screen());
    }

    /// The last button.
    pub fn confirm(&mut self) {
        self.apply(StopEvent::ConfirmTapped);
    }

    pub fn withdraw(&mut self) {
        self.tap(Event::Applications(applications::Event::WithdrawConfirmed));
    }

    /// How a submission goes, wherever the person is.
    pub fn sending(&self) -> Option<Progress> {
        self.chrome().sending
    }
}
