//! Cuts a wasm that was linked with its relocations into the app's main part and the others: `split IN OUT`. Into the folder
//! it writes `main.wasm`, for wasm-bindgen; the files of the parts; and `parts.txt` with a line `part=file+file` for each,
//! what parts share first, where it needs that.
//!
//! `wasm_split_cli_support` finds out what belongs where. Its parts share the stack pointer, a global that can be changed, and
//! that the engines before Chrome 74 and iOS 13.4 refuse to share. Here each file gets a stack of its own instead: functions
//! leave a stack as they found it, so it does not matter on which one their callers are.

mod merge;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{ConstExpr, GlobalSection, GlobalType, ImportSection, Module, SectionId, ValType};
use wasmparser::{Imports, KnownCustom, Linking, Parser, Payload, TypeRef};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = env::args_os().skip(1).map(PathBuf::from);
    let (Some(input), Some(out)) = (args.next(), args.next()) else { return Err("split IN OUT".into()) };
    split(&fs::read(input)?, &out)
}

/// Up to so many bytes of what parts share are in a part once more, in place of one more file to wait for.
const TWICE_BYTES: usize = 2048;

/// Cuts a wasm, into a folder.
fn split(input: &[u8], out: &Path) -> Result<(), Box<dyn Error>> {
    let main = out.join("main.wasm");
    let mut options = wasm_split_cli_support::Options::new(input);
    options.output_dir = out;
    options.main_out_path = &main;
    // The script that it writes loads the parts with what old engines lack: `web/boot/parts.mjs` does that here.
    options.link_name = "unused.js";
    let made = wasm_split_cli_support::transform(options)?;
    fs::remove_file(out.join("unused.js"))?;
    fs::write(&main, without_shared_globals(&fs::read(&main)?)?)?;
    // There is a file for whatever two parts or more share, by which they are: too many to fetch, and most of them tiny.
    let mut chunks = BTreeMap::new();
    for path in made.split_modules {
        let wasm = fs::read(&path)?;
        fs::remove_file(&path)?;
        chunks.insert(path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), wasm);
    }
    let constants = constants(input);
    let mut parts = Vec::new();
    for (part, needs) in &made.prefetch_map {
        let own = format!("split_{part}");
        let needed = needs.iter().filter(|name| **name != own).filter_map(|name| chunks.get(name));
        let little = needed.clone().map(Vec::len).sum::<usize>() <= TWICE_BYTES
            && !needed.clone().any(|wasm| has_variables(wasm, constants));
        let mut of_part: Vec<_> = needed.filter(|_| little).cloned().collect();
        of_part.extend(chunks.get(&own).cloned());
        fs::write(out.join(format!("{part}.wasm")), with_own_stack(&merge::merged(&of_part)?)?)?;
        let shared = if little { "" } else { "shared.wasm+" };
        parts.push(format!("{part}={shared}{part}.wasm\n"));
    }
    let shared: Vec<_> =
        chunks.into_iter().filter(|(name, _)| !name.starts_with("split_")).map(|(_, wasm)| wasm).collect();
    fs::write(out.join("shared.wasm"), with_own_stack(&merge::merged(&shared)?)?)?;
    parts.sort();
    fs::write(out.join("parts.txt"), parts.concat())?;
    Ok(())
}

/// By its index, the segment of data that nothing changes. The segments of each file are those of the whole.
fn constants(input: &[u8]) -> Option<u32> {
    Parser::new(0).parse_all(input).flatten().find_map(|payload| {
        let Payload::CustomSection(section) = payload else { return None };
        let KnownCustom::Linking(linking) = section.as_known() else { return None };
        linking.subsections().flatten().find_map(|subsection| {
            let Linking::SegmentInfo(segments) = subsection else { return None };
            let mut segments = (0..).zip(segments.into_iter().flatten());
            segments.find(|(_, segment)| segment.name == ".rodata").map(|(index, _)| index)
        })
    })
}

/// Whether the module puts something into the memory that may have been changed since: that must not be put there again.
fn has_variables(wasm: &[u8], constants: Option<u32>) -> bool {
    Parser::new(0).parse_all(wasm).flatten().any(|payload| {
        let Payload::DataSection(section) = payload else { return false };
        let mut segments = (0..).zip(section.into_iter().flatten());
        segments.any(|(index, segment)| Some(index) != constants && !segment.data.is_empty())
    })
}

/// What the functions of the module take from the outside that can be changed: the place of each global imported, and whether.
fn imported_globals(wasm: &[u8]) -> Result<Vec<bool>, wasmparser::BinaryReaderError> {
    let mut globals = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::ImportSection(imports) = payload? {
            for import in imports.into_imports() {
                if let TypeRef::Global(global) = import?.ty {
                    globals.push(global.mutable);
                }
            }
        }
    }
    Ok(globals)
}

/// Lets a part begin its own stack where the constant `__stack_pointer`, which it imports, says.
fn with_own_stack(wasm: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let globals = imported_globals(wasm)?;
    let Some(pointer) = globals.iter().position(|mutable| *mutable) else { return Ok(wasm.to_vec()) };
    let mut stack = OwnStack { pointer: u32::try_from(pointer)?, imported: u32::try_from(globals.len())?, made: false };
    let mut module = Module::new();
    stack.parse_core_module(&mut module, Parser::new(0), wasm)?;
    Ok(module.finish())
}

/// Makes a part's stack pointer its own.
struct OwnStack {
    /// The index of the global imported.
    pointer: u32,
    /// How many globals are imported: the index of the one that takes its place.
    imported: u32,
    /// Whether that is there.
    made: bool,
}

impl OwnStack {
    fn add_to(&mut self, globals: &mut GlobalSection) {
        let own = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
        globals.global(own, &ConstExpr::global_get(self.pointer));
        self.made = true;
    }
}

impl Reencode for OwnStack {
    type Error = std::convert::Infallible;

    fn entity_type(&mut self, ty: TypeRef) -> Result<wasm_encoder::EntityType, reencode::Error<Self::Error>> {
        match ty {
            TypeRef::Global(global) => {
                let global = wasmparser::GlobalType { mutable: false, ..global };
                reencode::utils::entity_type(self, TypeRef::Global(global))
            }
            _ => reencode::utils::entity_type(self, ty),
        }
    }

    fn parse_imports(
        &mut self,
        section: &mut ImportSection,
        imports: Imports<'_>,
    ) -> Result<(), reencode::Error<Self::Error>> {
        match imports {
            Imports::Single(_, import) if matches!(import.ty, TypeRef::Global(global) if global.mutable) => {
                section.import(import.module, "__stack_pointer", self.entity_type(import.ty)?);
                Ok(())
            }
            _ => reencode::utils::parse_imports(self, section, imports),
        }
    }

    fn global_index(&mut self, global: u32) -> Result<u32, reencode::Error<Self::Error>> {
        Ok(match global {
            _ if global == self.pointer => self.imported,
            _ if global >= self.imported => global + 1,
            _ => global,
        })
    }

    fn parse_global_section(
        &mut self,
        globals: &mut GlobalSection,
        section: wasmparser::GlobalSectionReader<'_>,
    ) -> Result<(), reencode::Error<Self::Error>> {
        self.add_to(globals);
        reencode::utils::parse_global_section(self, globals, section)
    }

    fn intersperse_section_hook(
        &mut self,
        module: &mut Module,
        _after: Option<SectionId>,
        before: Option<SectionId>,
    ) -> Result<(), reencode::Error<Self::Error>> {
        use SectionId::{Code, Data, DataCount, Element, Export, Start};
        // The part has no section of globals: here it would be.
        if !self.made && matches!(before, None | Some(Export | Start | Element | DataCount | Code | Data)) {
            let mut globals = GlobalSection::new();
            self.add_to(&mut globals);
            module.section(&globals);
        }
        Ok(())
    }
}

/// Takes back the exports of globals that can be changed: nobody needs them any more.
fn without_shared_globals(wasm: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut globals = imported_globals(wasm)?;
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::GlobalSection(section) = payload? {
            for global in section {
                globals.push(global?.ty.mutable);
            }
        }
    }
    let mut module = Module::new();
    Unshared(globals).parse_core_module(&mut module, Parser::new(0), wasm)?;
    Ok(module.finish())
}

/// For each global whether it can be changed.
struct Unshared(Vec<bool>);

impl Reencode for Unshared {
    type Error = std::convert::Infallible;

    fn parse_export(
        &mut self,
        exports: &mut wasm_encoder::ExportSection,
        export: wasmparser::Export<'_>,
    ) -> Result<(), reencode::Error<Self::Error>> {
        let is_global = export.kind == wasmparser::ExternalKind::Global;
        if is_global && self.0.get(export.index as usize) == Some(&true) {
            return Ok(());
        }
        reencode::utils::parse_export(self, exports, export)
    }
}
