// Where vitest and editors look; the configuration itself lives with the other build files.
export { default } from './build/vite/vitest.config.ts';
