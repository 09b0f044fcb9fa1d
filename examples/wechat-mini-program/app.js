// `center` is where dist/ is served. The domain has to be a business domain of the mini-program, with its file for
// verification at the root; a config.json there has `"embedder_sign_in": "pages/sign-in/sign-in"`.
App({
  globalData: { center: 'https://center.example.gov/', api: 'https://api.example.gov/' }
});
