//! The writer of a type.

use crate::attributes::Attributes;
use crate::name_of;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DataEnum, DeriveInput, Error, Field, Fields, Ident, Result};

/// Implements `contract::json::ToJson`.
pub fn implement(input: &DeriveInput) -> Result<TokenStream> {
    if !input.generics.params.is_empty() {
        return Err(Error::new_spanned(&input.generics, "a type of the wire has no parameters"));
    }
    let name = &input.ident;
    let on_type = Attributes::read(&input.attrs)?;
    let body = match &input.data {
        Data::Struct(it) => {
            let Fields::Named(fields) = &it.fields else {
                return Err(Error::new_spanned(&it.fields, "a struct without named fields is written by hand"));
            };
            object(&members(fields.named.iter(), |field| quote! { &self.#field })?)
        }
        Data::Enum(it) => match &on_type.tag {
            Some(tag) => tagged(&on_type, tag, it)?,
            None => names(&on_type, it)?,
        },
        Data::Union(_) => return Err(Error::new_spanned(input, "a union is not on the wire")),
    };
    Ok(quote! {
        impl ::contract::json::ToJson for #name {
            fn to_json(&self, out: &mut ::std::string::String) {
                #body
            }
        }
    })
}

fn object(members: &TokenStream) -> TokenStream {
    quote! {
        out.push('{');
        #members
        out.push('}');
    }
}

/// One line for each member; `value` is a reference to the value of a field.
fn members<'a>(fields: impl Iterator<Item = &'a Field>, value: impl Fn(&Ident) -> TokenStream) -> Result<TokenStream> {
    let mut lines = TokenStream::new();
    for field in fields {
        let on_field = Attributes::read(&field.attrs)?;
        let Some(ident) = &field.ident else { continue };
        let key = on_field.rename.unwrap_or_else(|| ident.to_string());
        let value = value(ident);
        let line = quote! { ::contract::json::member(out, #key, #value); };
        lines.extend(match on_field.skip_if {
            Some(skip) => quote! { if !#skip(#value) { #line } },
            None => line,
        });
    }
    Ok(lines)
}

/// An enum of names.
fn names(on_type: &Attributes, it: &DataEnum) -> Result<TokenStream> {
    let mut arms = TokenStream::new();
    for variant in &it.variants {
        if !matches!(variant.fields, Fields::Unit) {
            return Err(Error::new_spanned(variant, "a variant with fields, and no tag, is written by hand"));
        }
        let (ident, name) = (&variant.ident, name_of(variant, on_type, Attributes::read(&variant.attrs)?));
        arms.extend(quote! { Self::#ident => #name, });
    }
    Ok(quote! { ::contract::json::text(out, match self { #arms }); })
}

/// An enum of variants with named fields: its name is the first member.
fn tagged(on_type: &Attributes, tag: &str, it: &DataEnum) -> Result<TokenStream> {
    let mut arms = TokenStream::new();
    for variant in &it.variants {
        let Fields::Named(fields) = &variant.fields else {
            return Err(Error::new_spanned(variant, "a variant without named fields is written by hand"));
        };
        let (ident, name) = (&variant.ident, name_of(variant, on_type, Attributes::read(&variant.attrs)?));
        let bound = fields.named.iter().filter_map(|field| field.ident.as_ref());
        let members = members(fields.named.iter(), |field| quote! { #field })?;
        arms.extend(quote! {
            Self::#ident { #(#bound),* } => {
                ::contract::json::member(out, #tag, &#name);
                #members
            }
        });
    }
    Ok(object(&quote! { match self { #arms } }))
}
