//! A project that was moved or copied with its target folder: the program there works on the new one.

use std::path::Path;
use std::process::Command;

#[test]
fn the_project_that_it_is_called_in_is_worked_on() {
    let project = std::env::temp_dir().join(format!("citizen-center-moved-{}", std::process::id()));
    for folder in ["xtask", "deploy", "src"] {
        std::fs::create_dir_all(project.join(folder)).unwrap();
    }
    std::fs::write(project.join("xtask/Cargo.toml"), "").unwrap();
    let headers = |folder: &Path, told: Option<&Path>| {
        let mut command = Command::new(std::env::var("CARGO_BIN_EXE_xtask").unwrap());
        command.arg("headers").current_dir(folder).env_remove("CARGO_MANIFEST_DIR");
        command.envs(told.map(|at| ("CARGO_MANIFEST_DIR", at)));
        let made = command.output().unwrap();
        let written = project.join("deploy/headers.conf");
        (made.status.success(), std::fs::remove_file(written).is_ok())
    };
    assert_eq!(headers(&project.join("src"), None), (true, true), "called below it");
    assert_eq!(headers(&std::env::temp_dir(), Some(&project.join("xtask"))), (true, true), "as cargo says");
    assert_eq!(headers(&std::env::temp_dir(), None), (false, false), "outside of any");
    std::fs::remove_dir_all(&project).unwrap();
}
