//! A program is cut in three, and run in Node: others met closures that called nothing, and imports that were nobody's.

use std::process::Command;

/// Loads them as `web/boot/parts.mjs` does, and calls what is exported before and after.
const RUN: &str = r"
const { readFileSync } = require('fs');
const [folder] = process.argv.slice(1);
const compiled = (name) => new WebAssembly.Module(readFileSync(`${folder}/${name}.wasm`));
const { exports: main } = new WebAssembly.Instance(compiled('main'), {});
let before;
try { main.made_there(); before = 'called'; } catch (error) { before = error instanceof WebAssembly.RuntimeError; }
const mutable = WebAssembly.Module.exports(compiled('main')).filter((one) => one.kind === 'global' && /stack_pointer|shared/.test(one.name));
for (const name of ['near', 'far']) {
  const top = (main.memory.grow(4) + 4) * 65536;
  const shared = { memory: main.memory, __indirect_function_table: main.__indirect_function_table, __stack_pointer: top };
  new WebAssembly.Instance(compiled(name), { __wasm_split: shared });
}
console.log(JSON.stringify([before, mutable.length, main.made_there(), main.made_here(), main.said(), main.both()]));
";

fn done(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}:\n{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn closures_stacks_and_data_go_back_and_forth() {
    let folder = std::env::temp_dir().join(format!("citizen-center-split-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let wasm = folder.join("two.wasm");
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    rustc.args(["--target=wasm32-unknown-unknown", "--edition=2024", "--crate-type=cdylib", "-Copt-level=1"]);
    rustc.args(["-Cpanic=abort", "-Clink-arg=--emit-relocs", "--cfg=feature=\"split\"", "--out-dir"]);
    // Of coverage, or of whoever runs this, nothing is wanted here.
    rustc.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    done(rustc.arg(&folder).arg("tests/fixture/two.rs"));
    done(Command::new(std::env::var_os("CARGO_BIN_EXE_split").unwrap()).arg(&wasm).arg(&folder));
    assert_eq!(std::fs::read_to_string(folder.join("parts.txt")).unwrap(), "far=far.wasm\nnear=near.wasm\n");
    // Before the part is there a call into it is a trap; after, sums over both sides are right.
    let said = done(Command::new("node").args(["-e", RUN]).arg(&folder));
    assert_eq!(said.trim(), "[true,0,131,8011,1,64]");
    std::fs::remove_dir_all(folder).unwrap();
}
