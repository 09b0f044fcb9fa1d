import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { common } from '../vite.mjs';

export default defineConfig({ ...common('react'), plugins: [react()] });
