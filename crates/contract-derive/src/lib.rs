//! `#[derive(FromJson)]` and `#[derive(ToJson)]`: how a type is read from a JSON tree and written as JSON, as
//! `contract::json` describes it.
//!
//! They follow the serde attributes the type carries already, so that the wire has one description. What they do not
//! understand does not compile; `contract/tests/json.rs` holds them and serde together.

mod attributes;
mod writer;

use attributes::Attributes;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DataEnum, DeriveInput, Error, Field, Fields, Ident, Result, Type, Variant, parse_macro_input};

/// Implements `contract::json::FromJson` for a struct with named fields, a struct around one value
/// (`transparent`), or an enum of names.
///
/// Understood: `rename`, `rename_all = "snake_case"`, `default` (without a path), `other`, `transparent`;
/// `skip_serializing_if` says nothing about reading.
#[proc_macro_derive(FromJson, attributes(serde))]
pub fn from_json(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    implement(&input).unwrap_or_else(Error::into_compile_error).into()
}

/// Implements `contract::json::ToJson` for a struct with named fields, an enum of names, or an enum whose name stands in
/// a member (`tag`) beside those of the variant.
///
/// Understood: `rename`, `rename_all = "snake_case"`, `skip_serializing_if`, `tag`; `default` and `other` say nothing
/// about writing.
#[proc_macro_derive(ToJson, attributes(serde))]
pub fn to_json(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    writer::implement(&input).unwrap_or_else(Error::into_compile_error).into()
}

fn implement(input: &DeriveInput) -> Result<TokenStream> {
    if !input.generics.params.is_empty() {
        return Err(Error::new_spanned(&input.generics, "a type of the wire has no parameters"));
    }
    let name = &input.ident;
    let on_type = Attributes::read(&input.attrs)?;
    if on_type.tag.is_some() {
        return Err(Error::new_spanned(name, "a tagged enum is read by hand"));
    }
    let body = match &input.data {
        Data::Struct(it) => match &it.fields {
            Fields::Named(fields) => members(&on_type, fields.named.iter())?,
            Fields::Unnamed(fields) if on_type.transparent && fields.unnamed.len() == 1 => {
                quote! { Self(::contract::json::FromJson::from_json(json, wrong)) }
            }
            other => return Err(Error::new_spanned(other, "neither named fields nor transparent around one")),
        },
        Data::Enum(it) => names(name, &on_type, it)?,
        Data::Union(_) => return Err(Error::new_spanned(input, "a union is not on the wire")),
    };
    Ok(quote! {
        impl ::contract::json::FromJson for #name {
            fn from_json(json: &::contract::json::Json<'_>, wrong: &mut bool) -> Self {
                #body
            }
        }
    })
}

/// A struct: one line for each member.
fn members<'a>(on_type: &Attributes, fields: impl Iterator<Item = &'a Field>) -> Result<TokenStream> {
    let mut lines = TokenStream::new();
    for field in fields {
        let on_field = Attributes::read(&field.attrs)?;
        let Some(ident) = &field.ident else { continue };
        let key = on_field.rename.unwrap_or_else(|| ident.to_string());
        let value = if on_type.default {
            quote! { members.member_or(#key, default.#ident) }
        } else if on_field.default && !is_option(&field.ty) {
            quote! { members.member_or(#key, ::core::default::Default::default()) }
        } else {
            quote! { members.member(#key) }
        };
        lines.extend(quote! { #ident: #value, });
    }
    let default = on_type.default.then(|| quote! { let default = <Self as ::core::default::Default>::default(); });
    Ok(quote! {
        let mut members = ::contract::json::Members::of(json, wrong);
        #default
        Self { #lines }
    })
}

/// An enum: its names in one table, its variants in another, in the same order. A catch-all is the last variant and
/// has no name, so that the place after the last name is its own where there is one, and nobody's where there is none.
fn names(name: &Ident, on_type: &Attributes, it: &DataEnum) -> Result<TokenStream> {
    let (mut keys, mut variants, mut other) = (Vec::new(), Vec::<&Ident>::new(), None);
    for variant in &it.variants {
        if !matches!(variant.fields, Fields::Unit) {
            return Err(Error::new_spanned(variant, "a variant with fields is read by hand"));
        }
        let on_variant = Attributes::read(&variant.attrs)?;
        if on_variant.other {
            other = Some(&variant.ident);
            continue;
        }
        keys.push(name_of(variant, on_type, on_variant));
        variants.push(&variant.ident);
    }
    variants.extend(other);
    Ok(quote! {
        const NAMES: &[&str] = &[#(#keys),*];
        const VALUES: &[#name] = &[#(#name::#variants),*];
        VALUES[::contract::json::position(json, NAMES, VALUES.len(), wrong)]
    })
}

/// The name of a variant on the wire.
fn name_of(variant: &Variant, on_type: &Attributes, on_variant: Attributes) -> String {
    let name = variant.ident.to_string();
    on_variant.rename.unwrap_or_else(|| if on_type.snake_case { snake_case(&name) } else { name })
}

/// `NotEnabled` → `not_enabled`, as serde does it: an underscore before every capital but the first.
fn snake_case(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for (at, c) in name.chars().enumerate() {
        if at > 0 && c.is_uppercase() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

/// Whether a field is an `Option`: it may be absent, and `null` is the same as absent.
fn is_option(kind: &Type) -> bool {
    matches!(kind, Type::Path(it) if it.path.segments.last().is_some_and(|s| s.ident == "Option"))
}
