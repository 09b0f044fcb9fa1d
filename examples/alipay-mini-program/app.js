// `center` is where dist/ is served. The domain has to be among the H5 domains of the mini-program, with its file for
// verification at the root.
App({
  globalData: { center: 'https://center.example.gov/', api: 'https://api.example.gov/' }
});
