import { VantResolver } from '@vant/auto-import-resolver';
import vue from '@vitejs/plugin-vue';
import components from 'unplugin-vue-components/vite';
import { defineConfig } from 'vite';
import { common } from '../vite.mjs';

// The resolver imports each component with its own style sheet.
export default defineConfig({
  ...common('vue'),
  plugins: [vue(), components({ dts: false, resolvers: [VantResolver()] })],
});
