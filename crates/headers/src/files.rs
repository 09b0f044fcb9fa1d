//! The files in `deploy/`: the same headers, for servers that read them from a file.

use std::fmt::Write as _;

use crate::{ASK, FOR_EVER, HSTS, always, for_old, policy_header};

/// A file, and what makes its text.
type Made = (&'static str, fn() -> String);

/// The files named by their content, as these servers say it; no file fits two of them.
const HASHED: [&str; 7] = [
    "/app-*.css",
    "/citizen-center-*.js",
    "/worker-*.js",
    "/adapter-worker-*.js",
    "/offline-*.js",
    "/icon-*.svg",
    "/*.wasm",
];

/// The files in `deploy/`, by their paths: `cargo xtask headers` writes them.
pub const FILES: [Made; 3] =
    [("deploy/_headers", netlify), ("deploy/_headers.old-engines", netlify_old), ("deploy/headers.conf", nginx)];

/// The file that Netlify, Cloudflare Pages and others read; every build has it.
pub fn netlify() -> String {
    for_every_path(policy_header(&[], &[]))
}

/// The same for engines of every age: these servers cannot tell one from another.
fn netlify_old() -> String {
    let note = "# In place of _headers, where phones with an engine before Chrome 97 or iOS 16 are to be served too: \
                they\n\
                # refuse wasm without 'unsafe-eval'. In newer ones boot.js takes it back before anything else runs.\n";
    [note, &for_every_path(for_old(&policy_header(&[], &[])))].concat()
}

/// What these servers send with every answer: people reach them over TLS.
fn sent(policy: String) -> impl Iterator<Item = (&'static str, String)> {
    always(policy).into_iter().chain([(HSTS.0, HSTS.1.to_owned())])
}

fn for_every_path(policy: String) -> String {
    let mut out = "/*\n".to_owned();
    for (name, value) in sent(policy) {
        let _ = writeln!(out, "  {name}: {value}");
    }
    let _ = writeln!(out, "  Cache-Control: {ASK}");
    for pattern in HASHED {
        let _ = write!(out, "{pattern}\n  ! Cache-Control\n  Cache-Control: {FOR_EVER}\n");
    }
    out
}

/// For nginx: to be included in a `server` block.
fn nginx() -> String {
    let strict = policy_header(&[], &[]);
    let mut out = "# Made by `cargo xtask headers`. Include it in the server block that serves dist/.\n".to_owned();
    for (name, value) in sent("$citizen_policy".to_owned()) {
        let _ = writeln!(out, "add_header {name} \"{value}\" always;");
    }
    let _ = write!(
        out,
        "# Not with add_header in a location: that would drop all of the above there.\n\
         # In the http block:\n\
         #   map $uri $citizen_cache {{\n\
         #     default \"{ASK}\";\n\
         #     \"~-[0-9a-f]{{10,}}[._]\" \"{FOR_EVER}\";\n\
         #   }}\n\
         # And the policy. With \"routes\": \"path\" in config.json its base-uri has to be 'self', as the page has a <base>.\n\
         # Engines before Chrome 97 and iOS 16 refuse wasm without 'unsafe-eval'; all others get the\n\
         # strict one. A cache in front of nginx must keep the two apart by User-Agent.\n\
         #   map $http_user_agent $citizen_policy {{\n\
         #     default \"{strict}\";\n\
         #     \"~Chrome/([0-9]|[1-8][0-9]|9[0-6])[.]\" \"{old}\";\n\
         #     \"~Chrome/\" \"{strict}\";\n\
         #     \"~(iPhone|iPad|iPod).* OS ([0-9]|1[0-5])[_ ]\" \"{old}\";\n\
         #     \"~Mac OS X 10_.* Version/([0-9]|1[0-5])[. ]\" \"{old}\";\n\
         #   }}\n\
         add_header Cache-Control $citizen_cache always;\n\
         # With the module for brotli: the .br files beside the others are sent as they are.\n\
         # brotli_static on;\n",
        old = for_old(&strict),
    );
    out
}
