//! Files that belong to the app itself.

/// The text of a language's words: `locales/{tag}.json` beside the page. `None` if it cannot be had.
pub async fn words(tag: &str) -> Option<String> {
    let url = ["locales/", tag, ".json"].concat();
    let answer = gloo_net::http::Request::get(&url).send().await.ok()?;
    if answer.ok() { answer.text().await.ok() } else { None }
}
