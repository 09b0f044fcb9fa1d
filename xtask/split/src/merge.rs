//! Several wasm modules as one.

use std::error::Error;

use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{CodeSection, DataSection, ElementSection, FunctionSection, ImportSection, Module, TypeSection};
use wasmparser::{Parser, Payload};

/// Puts modules together that import the same memory, table and stack pointer, and nothing else; that export nothing; and whose
/// functions call each other through the table alone.
///
/// # Errors
/// A module that is not like that.
pub fn merged(modules: &[Vec<u8>]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut all = Sections::default();
    for module in modules {
        all.add(module)?;
    }
    let mut module = Module::new();
    module.section(&all.types).section(&all.imports).section(&all.functions);
    module.section(&all.elements).section(&all.code).section(&all.data);
    Ok(module.finish())
}

#[derive(Default)]
struct Sections {
    types: TypeSection,
    imports: ImportSection,
    /// The names of the imports.
    imported: Vec<String>,
    functions: FunctionSection,
    elements: ElementSection,
    code: CodeSection,
    data: DataSection,
}

impl Sections {
    fn add(&mut self, module: &[u8]) -> Result<(), Box<dyn Error>> {
        let mut moved = Moved { types: self.types.len(), functions: self.functions.len() };
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::TypeSection(section) => moved.parse_type_section(&mut self.types, section)?,
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let import = import?;
                        if matches!(import.ty, wasmparser::TypeRef::Func(_)) {
                            return Err(format!("a part imports the function {}", import.name).into());
                        }
                        if !self.imported.iter().any(|name| name == import.name) {
                            self.imported.push(import.name.to_owned());
                            moved.parse_import(&mut self.imports, import)?;
                        }
                    }
                }
                Payload::FunctionSection(section) => moved.parse_function_section(&mut self.functions, section)?,
                Payload::ElementSection(section) => moved.parse_element_section(&mut self.elements, section)?,
                Payload::CodeSectionEntry(body) => moved.parse_function_body(&mut self.code, body)?,
                Payload::DataSection(section) => moved.parse_data_section(&mut self.data, section)?,
                Payload::Version { .. }
                | Payload::CodeSectionStart { .. }
                | Payload::DataCountSection { .. }
                | Payload::CustomSection(_)
                | Payload::End(_) => {}
                Payload::ExportSection(section) if section.count() == 0 => {}
                Payload::GlobalSection(section) if section.count() == 0 => {}
                other => return Err(format!("a part has {other:?}").into()),
            }
        }
        Ok(())
    }
}

/// A module whose types and functions come after others.
struct Moved {
    types: u32,
    functions: u32,
}

impl Reencode for Moved {
    type Error = std::convert::Infallible;

    fn type_index(&mut self, index: u32) -> Result<u32, reencode::Error<Self::Error>> {
        Ok(self.types + index)
    }

    fn function_index(&mut self, index: u32) -> Result<u32, reencode::Error<Self::Error>> {
        Ok(self.functions + index)
    }
}
