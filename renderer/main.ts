import './rpc/zod-without-eval.ts';
import './styles/base.css';
import { mount } from 'svelte';
import App from './app/App.svelte';
import { AppearanceState } from './app/appearance-state.svelte.ts';
import { ConnectionState } from './rpc/connection-state.svelte.ts';
import { keepToken, openTransport } from './rpc/transport.ts';

keepToken();

const target = document.getElementById('app');
if (target) {
  mount(App, {
    target,
    props: { appearance: new AppearanceState(), connection: new ConnectionState(openTransport) },
  });
}
