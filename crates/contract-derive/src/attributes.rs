//! The serde attributes of a type, a field or a variant.

use syn::{Attribute, ExprPath, LitStr, Result};

/// What they say.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is an attribute that is there or not")]
pub struct Attributes {
    /// `rename = "…"`.
    pub rename: Option<String>,
    /// `rename_all = "snake_case"`.
    pub snake_case: bool,
    /// `default`.
    pub default: bool,
    /// `other`.
    pub other: bool,
    /// `transparent`.
    pub transparent: bool,
    /// `skip_serializing_if = "…"`.
    pub skip_if: Option<ExprPath>,
    /// `tag = "…"`.
    pub tag: Option<String>,
}

impl Attributes {
    /// Reads them.
    ///
    /// # Errors
    /// For one that would be read in another way than serde does.
    pub fn read(attributes: &[Attribute]) -> Result<Self> {
        let mut all = Self::default();
        for attribute in attributes.iter().filter(|a| a.path().is_ident("serde")) {
            attribute.parse_nested_meta(|meta| {
                let flag = meta.input.is_empty() || meta.input.peek(syn::Token![,]);
                if meta.path.is_ident("rename") {
                    all.rename = Some(meta.value()?.parse::<LitStr>()?.value());
                } else if meta.path.is_ident("skip_serializing_if") {
                    all.skip_if = Some(meta.value()?.parse::<LitStr>()?.parse()?);
                } else if meta.path.is_ident("tag") {
                    all.tag = Some(meta.value()?.parse::<LitStr>()?.value());
                } else if meta.path.is_ident("rename_all") {
                    let case = meta.value()?.parse::<LitStr>()?;
                    if case.value() != "snake_case" {
                        return Err(syn::Error::new_spanned(case, "only snake_case"));
                    }
                    all.snake_case = true;
                } else if flag && meta.path.is_ident("default") {
                    all.default = true;
                } else if flag && meta.path.is_ident("other") {
                    all.other = true;
                } else if flag && meta.path.is_ident("transparent") {
                    all.transparent = true;
                } else {
                    return Err(meta.error("not understood"));
                }
                Ok(())
            })?;
        }
        Ok(all)
    }
}
