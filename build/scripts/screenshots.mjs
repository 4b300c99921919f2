// `node build/scripts/screenshots.mjs`: runs a handshake and an SNMP walk in the lab in Chromium and takes the pictures of the README, light and
// dark, the handshake's in English and Chinese. The workspace is thrown away.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { reportFailure, root, SetupError } from './process.mjs';
import { ensureBuilt, ensureInstalled, pinnedEnvironment, pinnedNode } from './setup.mjs';

const folder = join(root, 'build/screenshots');
const size = { width: 1280, height: 800 };

const browsers = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
];

const words = (locale, area) => JSON.parse(readFileSync(join(root, `shared/messages/${locale}/${area}.json`), 'utf8'));

/** Starts the browser host on a throw-away workspace. */
async function startHost() {
  const data = mkdtempSync(join(tmpdir(), 'punchdown-screenshots-'));
  const args = ['--port', '0', '--workspace', join(data, 'workspace.punchdown'), '--no-open', '--reason', 'chosen'];
  const child = spawn(pinnedNode(), [join(root, 'out/serve/main.js'), ...args], {
    env: pinnedEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((done) => child.once('close', done));
  const url = await new Promise((done, fail) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = line.match(/https?:\/\/\S+/);
      if (found) done(found[0]);
    });
    child.once('close', (code) => fail(new Error(`The browser host ended with ${code} before it printed its URL.`)));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
  return { url, stop };
}

async function handshake(page, locale) {
  const dhcp = words(locale, 'dhcp');
  await page.getByRole('button', { name: dhcp.dhcp_try_lab }).first().click();
  // The verdict: the words before its placeholder, then an address.
  const verdict = new RegExp(`^\\s*${dhcp.dhcp_verdict_bound.split('{')[0]}\\d`);
  await page.getByText(verdict).first().waitFor({ timeout: 15_000 });
  // A packet chosen, so that tree and bytes are in the picture.
  const ack = page.getByText('ACK', { exact: true }).first();
  if (await ack.isVisible()) await ack.click();
}

async function walk(page, locale) {
  const snmp = words(locale, 'snmp-page');
  await page.keyboard.press('Alt+2');
  await page.getByRole('button', { name: snmp.snmp_try_lab }).first().click();
  await page.getByText('lab-router').first().waitFor({ timeout: 15_000 });
  await page.getByRole('radio').nth(3).check();
  const oids = page.getByRole('combobox', { name: snmp.snmp_oids }).first();
  await oids.fill('ifTable');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: snmp.snmp_run_walk }).first().click();
  await page.getByRole('gridcell', { name: 'ifDescr.1' }).first().click({ timeout: 15_000 });
  await page.getByText('response', { exact: true }).first().click();
}

async function picture(browser, name, take, { theme, locale }) {
  const host = await startHost();
  const context = await browser.newContext({ viewport: size, colorScheme: theme, locale, deviceScaleFactor: 1.5 });
  try {
    const page = await context.newPage();
    await page.goto(host.url);
    await take(page, locale);
    await page.waitForTimeout(500);
    const file = join(folder, `${name}-${theme}-${locale}.png`);
    await page.screenshot({ path: file });
    process.stdout.write(`${file}\n`);
  } finally {
    await context.close();
    await host.stop();
  }
}

async function main() {
  await ensureInstalled();
  await ensureBuilt();
  const executablePath = browsers.find((path) => path && existsSync(path));
  if (!executablePath) {
    throw new SetupError({
      what: 'No Chromium found.',
      advice: 'Install chromium (Debian: sudo apt-get install chromium), or name one in the variable CHROMIUM.',
    });
  }
  const { chromium } = await import('playwright');
  const asRoot = process.getuid?.() === 0;
  const browser = await chromium.launch({ executablePath, args: asRoot ? ['--no-sandbox'] : [] });
  mkdirSync(folder, { recursive: true });
  try {
    for (const locale of ['en', 'zh-CN']) {
      for (const theme of ['light', 'dark']) {
        await picture(browser, 'dhcp', handshake, { theme, locale });
        if (locale === 'en') await picture(browser, 'snmp', walk, { theme, locale });
      }
    }
  } finally {
    await browser.close();
  }
}

main().catch(reportFailure);
