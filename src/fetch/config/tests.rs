//! `config.json`: the reader and the published schema agree, and what is wrong is named by its place.

use crate::fetch::{Backend, Bearer, Config, Credentials, HelpLines, Limits, Remote, Retry, Routes};
use contract_document::spoil::{self, Dice, places, twice, without};
use serde_json::{Value, json};

fn schema() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(include_str!("../../../docs/config.schema.json")).unwrap();
    jsonschema::meta::validate(&schema).expect("a schema of draft 2020-12");
    jsonschema::draft202012::new(&schema).expect("a schema")
}

/// Everything that can be said.
fn full() -> Value {
    json!({
        "$schema": "docs/config.schema.json",
        "backend": {
            "kind": "http",
            "base_url": "https://api.example:8443/social",
            "credentials": "same_origin",
            "headers": { "X-Tenant": "demo city" },
            "limits": { "call_ms": 30000, "attempt_ms": 10000 },
            "retry": { "count": 3, "base_ms": 200, "cap_ms": 5000 },
            "csrf": { "name": "X-CSRF", "value": "1" },
            "bearer": { "token": "/data/~1token" },
            "renewal": "/v1/session/renewal",
            "trace": false,
            "adapter": "adapters/city.json"
        },
        "routes": "path",
        "brand": {
            "name": { "zh-CN": "示例市民中心", "en": "Demo" },
            "logo": "city/logo.svg",
            "light": { "brand": "#0f56c4", "brand-soft": "#eee" },
            "dark": { "brand-deep": "#1D4DA4", "brand-text": "#82b1ff" }
        },
        "languages": { "zh-CN": "简体中文", "zh-Hant-HK": "繁體中文" },
        "language_fallback": "zh-Hant zh-CN",
        "help_lines": { "social": "+86 010-12345", "medical": "12393" },
        "embedder": "wechat-mini",
        "embedder_sign_in": "ask",
        "embedders": "https://portal.example http://localhost:8080",
        "offline": false
    })
}

/// The pointers of what is wrong.
fn wrong(config: &Value) -> Vec<String> {
    let text = config.to_string();
    Config::parse(&text).err().map(|error| error.0.into_iter().map(|(at, _)| at).collect()).unwrap_or_default()
}

fn with(pointer: &str, value: Value) -> Value {
    let mut config = full();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match config.pointer_mut(parent).expect(pointer) {
        Value::Object(members) => drop(members.insert(key.to_owned(), value)),
        Value::Array(items) => items[key.parse::<usize>().unwrap()] = value,
        _ => panic!("{pointer}"),
    }
    config
}

#[test]
fn every_member_is_read() {
    let config = Config::parse(&full().to_string()).unwrap();
    let Backend::Http(remote) = config.backend else { panic!("{:?}", config.backend) };
    let Remote { base_url, credentials, headers, limits, retry, csrf, bearer, renewal, trace, adapter } = remote;
    assert_eq!(base_url, "https://api.example:8443/social");
    assert_eq!(credentials, Credentials::SameOrigin);
    assert_eq!(headers, [("X-Tenant".to_owned(), "demo city".to_owned())]);
    assert_eq!(limits, Limits { call_ms: 30_000, attempt_ms: 10_000 });
    assert_eq!(retry, Retry { count: 3, base_ms: 200, cap_ms: 5_000 });
    assert_eq!(csrf.map(|csrf| (csrf.name, csrf.value)), Some(("X-CSRF".to_owned(), "1".to_owned())));
    assert_eq!(bearer, Some(Bearer { token: "/data/~1token".to_owned() }));
    assert_eq!(renewal.as_deref(), Some("/v1/session/renewal"));
    assert_eq!((trace, adapter.as_deref()), (false, Some("adapters/city.json")));
    assert_eq!(config.routes, Routes::Path);
    let HelpLines { social, medical } = config.help_lines;
    assert_eq!((social.as_deref(), medical.as_deref()), (Some("+86 010-12345"), Some("12393")));
    assert_eq!(config.language_fallback, "zh-Hant zh-CN");
}

#[test]
fn nothing_said_is_the_embedded_backend_and_hash_addresses() {
    for text in [
        "",
        "{}",
        r#"{"backend":{"kind":"embedded"},"routes":"hash"}"#,
        include_str!("../../../web/public/config.json"),
    ] {
        assert_eq!(Config::parse(text), Ok(Config::default()), "{text}");
    }
}

#[test]
fn the_defaults_are_those_that_the_schema_states() {
    let schema: Value = serde_json::from_str(include_str!("../../../docs/config.schema.json")).unwrap();
    let of = |member: &str| schema.pointer(&format!("/$defs/remote/properties/{member}/default")).unwrap().clone();
    let text = json!({ "backend": { "kind": "embedder" } }).to_string();
    let Backend::Embedder(got) = Config::parse(&text).unwrap().backend else { panic!("{text}") };
    assert_eq!(got, Remote::default());
    assert_eq!((of("credentials"), of("trace")), (json!("include"), json!(got.trace)));
    let csrf = got.csrf.unwrap();
    assert_eq!(of("csrf"), json!({ "name": csrf.name, "value": csrf.value }));
    assert_eq!(of("limits/properties/call_ms"), json!(got.limits.call_ms));
    assert_eq!(of("limits/properties/attempt_ms"), json!(got.limits.attempt_ms));
    assert_eq!(of("retry/properties/count"), json!(got.retry.count));
    assert_eq!(of("retry/properties/base_ms"), json!(got.retry.base_ms));
    assert_eq!(of("retry/properties/cap_ms"), json!(got.retry.cap_ms));
    assert_eq!(of("bearer/properties/token"), json!(Bearer::default().token));
}

/// A pointer into [`full`], and values that may stand there, and that may not.
fn samples() -> Vec<(&'static str, Vec<Value>, Vec<Value>)> {
    vec![
        ("/routes", vec![json!("hash"), json!("memory")], vec![json!("Hash"), json!(null), json!(1)]),
        ("/backend/kind", vec![json!("http")], vec![json!("smoke"), json!(null)]),
        (
            "/backend/base_url",
            vec![json!("/"), json!("/a/b/"), json!("http://[::1]:80"), json!("https://a.example/")],
            [
                "",
                "api",
                "ftp://a",
                "//a",
                "/a//b",
                "javascript:alert(1)",
                "https://",
                "https:///a",
                "https://u@a",
                "/a?b",
            ]
            .into_iter()
            .chain(["/a#b", "/a\\b", "/a b", "https://a.example?b"])
            .map(|url| json!(url))
            .chain([json!(null), json!(7)])
            .collect(),
        ),
        ("/backend/credentials", vec![json!("include"), json!("omit")], vec![json!("same-origin"), json!(true)]),
        ("/backend/headers/X-Tenant", vec![json!("a, b;c")], vec![json!(""), json!(" a"), json!("a\n"), json!("ä")]),
        ("/backend/limits/call_ms", vec![json!(1000)], vec![json!(999), json!(600_001), json!("1000"), json!(1500.5)]),
        ("/backend/limits/attempt_ms", vec![json!(600_000)], vec![json!(0), json!(-1), json!(null)]),
        ("/backend/retry/count", vec![json!(0), json!(5)], vec![json!(6), json!(-1), json!(true)]),
        ("/backend/retry/base_ms", vec![json!(0)], vec![json!(60_001), json!([])]),
        ("/backend/retry/cap_ms", vec![json!(600_000)], vec![json!(600_001), json!({})]),
        ("/backend/csrf", vec![json!(null)], vec![json!(false), json!([])]),
        ("/backend/csrf/name", vec![json!("x~`|")], vec![json!("a b"), json!(""), json!("a:b")]),
        ("/backend/csrf/value", vec![json!("0")], vec![json!(""), json!(1)]),
        ("/backend/bearer", vec![json!({})], vec![json!(null), json!(true)]),
        ("/backend/bearer/token", vec![json!(""), json!("/a~0/0")], vec![json!("a"), json!("/~"), json!("/~2")]),
        ("/backend/renewal", vec![json!("/a")], vec![json!("a"), json!("//a"), json!("/"), json!("https://a/b")]),
        ("/backend/trace", vec![json!(true)], vec![json!("yes"), json!(null)]),
        ("/backend/adapter", vec![json!("a.json")], vec![json!("/a"), json!("../a"), json!("https://a/b"), json!("")]),
        ("/brand/name/en", vec![json!("x")], vec![json!(""), json!(null)]),
        (
            "/brand/logo",
            vec![json!("logo.png")],
            vec![json!("/logo.png"), json!("https://a.example/logo.png"), json!(1)],
        ),
        ("/languages", vec![json!({})], vec![json!([]), json!("en")]),
        ("/languages/en", vec![json!("x")], vec![json!(""), json!("a|b"), json!("a=b"), json!(true)]),
        (
            "/language_fallback",
            vec![json!("en"), json!("sr-Latn-RS ca-valencia"), json!("de-1996-u-co-phonebk-x-a")],
            vec![json!(""), json!("en-x"), json!("en  zh"), json!("en,zh"), json!(["en"]), json!(null)],
        ),
        (
            "/embedder",
            vec![json!("auto"), json!("browser"), json!("iframe"), json!("alipay-h5"), json!("arkweb")],
            vec![json!("Alipay"), json!(""), json!(null), json!({})],
        ),
        ("/offline", vec![json!(true)], vec![json!("false"), json!(0), json!(null)]),
        (
            "/embedders",
            vec![json!("https://a.example"), json!("https://a.example:1 http://b.example")],
            vec![
                json!(""),
                json!("*"),
                json!("a.example"),
                json!("https://a.example/"),
                json!("https://a.example/b"),
                json!("https://a.example  https://b.example"),
                json!("https://*.example"),
                json!("https://"),
                json!(["https://a.example"]),
            ],
        ),
        (
            "/embedder_sign_in",
            vec![json!("ask"), json!("/pages/a-b_c")],
            vec![json!(""), json!("a?b"), json!("https://a"), json!(1)],
        ),
        ("/help_lines", vec![json!({})], vec![json!(null), json!("12333")]),
        (
            "/help_lines/social",
            vec![json!("110"), json!("+86 10-1 2")],
            vec![
                json!("11"),
                json!(12333),
                json!("1234567890123456789012345"),
                json!("+"),
                json!("12333;x"),
                json!("- 1"),
            ],
        ),
        ("/help_lines/medical", vec![json!("12393")], vec![json!(""), json!("tel:1")]),
        ("/brand/light/brand", vec![json!("#FFF")], vec![json!("red"), json!("#ffff"), json!("#ggg"), json!("fff")]),
        ("/brand/dark/brand-text", vec![json!("#82B1FF")], vec![json!(""), json!(null)]),
    ]
}

#[test]
fn the_reader_takes_what_the_schema_takes_and_names_the_place_of_what_it_refuses() {
    let schema = schema();
    assert!(schema.is_valid(&full()) && wrong(&full()).is_empty());
    for (pointer, good, bad) in samples() {
        for value in good {
            let config = with(pointer, value);
            assert!(schema.is_valid(&config), "the schema refuses {pointer} in {config}");
            assert_eq!(wrong(&config), Vec::<String>::new(), "{config}");
        }
        for value in bad {
            let config = with(pointer, value);
            assert!(!schema.is_valid(&config), "the schema takes {pointer} in {config}");
            assert_eq!(wrong(&config), [pointer], "{config}");
        }
    }
}

#[test]
fn a_member_that_nobody_knows_is_refused_wherever_it_is() {
    let schema = schema();
    for parent in [
        "",
        "/backend",
        "/backend/limits",
        "/backend/retry",
        "/backend/csrf",
        "/backend/bearer",
        "/brand",
        "/brand/light",
        "/brand/dark",
        "/help_lines",
    ] {
        let pointer = format!("{parent}/no such/~");
        let mut config = full();
        config.pointer_mut(parent).unwrap().as_object_mut().unwrap().insert("no such/~".to_owned(), json!(1));
        assert!(!schema.is_valid(&config), "{pointer}");
        assert_eq!(wrong(&config), [format!("{parent}/no such~1~0")], "{pointer}");
    }
    let no_tags =
        ["1", "en-x", "e", "engl", "en-", "-en", "en_US", "en-a", "en-x-", "en-123456789", "i-klingon", "zh-CN!"];
    let tags = ["/brand/name", "/languages"].into_iter().flat_map(|pointer| no_tags.map(|tag| (pointer, tag)));
    for (pointer, key) in tags.chain([("/backend/headers", "a b")]) {
        let config = with(&format!("{pointer}/{key}"), json!("x"));
        assert!(!schema.is_valid(&config), "{config}");
        assert_eq!(wrong(&config), [format!("{pointer}/{key}")]);
    }
}

#[test]
fn what_a_kind_needs_must_be_there_and_what_it_does_not_know_must_not() {
    let schema = schema();
    for (backend, places) in [
        (json!({ "kind": "http" }), vec!["/backend/base_url"]),
        (json!({}), vec!["/backend/kind"]),
        (json!("http"), vec!["/backend/kind"]),
        (json!({ "kind": "embedded", "base_url": "/a" }), vec!["/backend/base_url"]),
        (json!({ "kind": "embedder", "csrf": {} }), vec!["/backend/csrf/name", "/backend/csrf/value"]),
        (json!({ "kind": "embedder" }), vec![]),
        (json!({ "kind": "embedder", "adapter": "a.json" }), vec!["/backend/adapter"]),
    ] {
        let config = json!({ "backend": backend });
        assert_eq!(schema.is_valid(&config), places.is_empty(), "{config}");
        assert_eq!(wrong(&config), places, "{config}");
    }
}

#[test]
fn the_old_names_of_what_the_embedder_is_are_taken() {
    let schema = schema();
    for (old, new) in [
        (json!({ "backend": { "kind": "host" } }), json!({ "backend": { "kind": "embedder" } })),
        (json!({ "host": "dingtalk" }), json!({ "embedder": "dingtalk" })),
        (json!({ "host_sign_in": "ask" }), json!({ "embedder_sign_in": "ask" })),
        (json!({ "host": "qq", "embedder": "qq" }), json!({ "embedder": "qq" })),
    ] {
        assert!(schema.is_valid(&old) && schema.is_valid(&new), "{old}");
        assert_eq!(Config::parse(&old.to_string()).unwrap(), Config::parse(&new.to_string()).unwrap(), "{old}");
    }
    for (wrong_one, place) in [
        (json!({ "backend": { "kind": "host", "adapter": "a.json" } }), "/backend/adapter"),
        (json!({ "host": "Alipay" }), "/host"),
        (json!({ "host_sign_in": "a?b" }), "/host_sign_in"),
    ] {
        assert!(!schema.is_valid(&wrong_one), "{wrong_one}");
        assert_eq!(wrong(&wrong_one), [place], "{wrong_one}");
    }
}

#[test]
fn all_that_is_wrong_is_said_at_once_and_where() {
    for (text, reason) in [
        ("{\n\"routes\": hash}", "config.json line 2: not JSON\n"),
        ("[]", "config.json : not an object\n"),
        ("{\"routes\": null}", "config.json /routes: not hash, path or memory\n"),
        ("{\"routes\":\"hash\",\"r\\u006futes\":\"path\"}", "config.json /routes: not there once\n"),
        (
            r#"{"backend":{"kind":"http","retry":{"count":9}},"a":1}"#,
            "config.json /backend/retry/count: not an integer from 0 to 5\n\
             config.json /backend/base_url: not there\n\
             config.json /a: not a member that there is\n",
        ),
    ] {
        assert_eq!(Config::parse(text).unwrap_err().reason(), reason);
    }
}

#[test]
fn a_spoilt_config_is_refused_with_its_places_or_taken() {
    const TOKENS: [&str; 16] = [
        "null",
        "true",
        "0",
        "-1",
        "1.5",
        "1e400",
        "\"\"",
        "\"embedder\"",
        "\"/../\\u0000\"",
        "\"\\ud800\"",
        "[]",
        "{}",
        "[[",
        "\"",
        "\\",
        "\u{4e2d}",
    ];
    let text = full().to_string();
    let all = places(&text);
    let (mut taken, mut refused) = (0, 0);
    for case in 0..20_000_u64 {
        let mut dice = Dice((case + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let (place, put) = (dice.of(&all), *dice.of(&TOKENS));
        let spoilt = match dice.below(6) {
            0 => without(&text, place),
            1 | 2 => spoil::with(&text, place, put),
            3 => twice(&text, place, put).unwrap_or_default(),
            4 => spoil::with(&text, place, &text[dice.of(&all).value.clone()]),
            _ => {
                let at = (0..=dice.below(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
                [&text[..at], put, &text[at..]].concat()
            }
        };
        match Config::parse(&spoilt) {
            Ok(_) => taken += 1,
            Err(error) => {
                refused += 1;
                assert!(!error.0.is_empty() && error.reason().lines().count() >= error.0.len(), "{spoilt}");
            }
        }
    }
    assert!(taken > 1000 && refused > 10_000, "{taken} taken, {refused} refused: the dice are loaded");
}
