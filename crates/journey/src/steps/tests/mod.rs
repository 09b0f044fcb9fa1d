//! Every step and every transition, through the one loop.

mod applications;
mod card;
mod flow;
mod frame;
mod leave;
mod parts;
mod places;
mod random;
mod record;
mod sending;
mod sign_in;
mod ways;
