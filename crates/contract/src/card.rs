//! The card: `GET /v1/card`, `POST /v1/card/code`, `POST /v1/reveals`, `GET /v1/card/services`.

use crate::city::{Availability, Outlet};
use crate::json::{FromJson, ToJson};
use crate::text::Text;
use crate::values::{Date, Instant};
use serde::{Deserialize, Serialize};

/// The states of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[serde(rename_all = "snake_case")]
pub enum CardState {
    /// 正常.
    Normal,
    /// 封存: issued, not yet enabled.
    NotEnabled,
    /// 临时挂失: released by itself after a time.
    TemporarilyLost,
    /// 正式挂失: void, cannot be taken back.
    FormallyLost,
    /// 锁定: too many wrong passwords.
    Locked,
    /// 到期.
    Expired,
    /// 注销.
    Cancelled,
    /// A state this side does not know.
    #[serde(other)]
    Unknown,
}

/// The answer of `GET /v1/card`: numbers are masked by the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct Card {
    /// Holder's name, masked.
    pub name: String,
    /// Social security number (= citizen ID number, SIL 58), masked.
    pub id_number: String,
    /// Card number (a different number), masked.
    pub card_number: String,
    /// Where it was issued.
    pub issuing_place: Text,
    /// The bank on it.
    pub bank: Text,
    /// When it was issued.
    pub issued_on: Date,
    /// Until when it is valid; third-generation cards print none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Date>,
    /// 2 or 3.
    pub generation: u8,
    /// State of the physical card.
    pub state: CardState,
    /// Since when it is in that state.
    pub state_since: Instant,
    /// When a temporary loss report ends by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loss_report_ends: Option<Instant>,
    /// Whether the electronic card is linked to this app.
    pub linked: bool,
    /// Whether a code can be shown now (local rule: a lost card may bar it).
    pub code_available: bool,
    /// When the backend last asked the card system.
    pub as_of: Instant,
}

/// The answer of `POST /v1/card/code`: what the QR code says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct CardCode {
    /// Opaque payload.
    pub payload: String,
    /// When it was made.
    pub issued_at: Instant,
    /// When it stops being accepted.
    pub expires_at: Instant,
}

/// A field that can be revealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[serde(rename_all = "snake_case")]
pub enum RevealField {
    /// Social security number.
    IdNumber,
    /// Card number.
    CardNumber,
}

/// The body of `POST /v1/reveals`; the server logs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
pub struct RevealRequest {
    /// What to reveal.
    pub field: RevealField,
}

/// The answer of `POST /v1/reveals`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct Reveal {
    /// What was revealed.
    pub field: RevealField,
    /// The value, unmasked.
    pub value: String,
    /// When the app must mask it again.
    pub mask_at: Instant,
}

/// One of the card services.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[serde(rename_all = "snake_case")]
pub enum CardServiceId {
    /// 申领.
    Apply,
    /// 启用.
    Enable,
    /// 补换.
    Replace,
    /// 挂失.
    ReportLost,
    /// 解挂.
    ReleaseLossReport,
    /// 密码修改/重置.
    ChangePassword,
    /// 信息变更.
    UpdateDetails,
    /// 状态查询.
    CardStatus,
    /// 制卡进度.
    ProductionProgress,
    /// 服务网点.
    Outlets,
    /// 注销.
    Cancel,
    /// A service this side does not know.
    #[serde(other)]
    Unknown,
}

/// What can be done to this card now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct CardService {
    /// Which.
    pub id: CardServiceId,
    /// How it can be had.
    pub availability: Availability,
    /// Why not online, where it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
    /// The nearest counter, where one is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<Outlet>,
}

/// The answer of `GET /v1/card/services`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct CardServices {
    /// State of the card they depend on.
    pub card_state: CardState,
    /// In the order to show them.
    pub items: Vec<CardService>,
}
