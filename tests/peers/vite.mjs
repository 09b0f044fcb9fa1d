// What both builds have in common. Hashes are hexadecimal and long, so that the server tells browsers to keep such files
// (crates/headers).

export const common = (root) => ({
  root,
  base: './',
  publicDir: '../public',
  build: {
    outDir: `../../../target/peers/${root}`,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        hashCharacters: 'hex',
        entryFileNames: '[name]-[hash:16].js',
        chunkFileNames: '[name]-[hash:16].js',
        assetFileNames: '[name]-[hash:16][extname]',
      },
    },
  },
});
