//! Every step and every transition, through the one loop.

mod applications;
mod card;
mod flow;
mod frame;
mod idle;
mod leave;
mod parts;
mod places;
mod random;
mod record;
mod sending;
mod sessions;
mod sign_in;
mod sign_out;
mod ticks;
mod ways;
