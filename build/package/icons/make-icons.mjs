// Draws the page's icon in every size and container that the three systems want: `node build/package/icons/make-icons.mjs`.
// Run it after renderer/public/icon.svg changed; the results are kept in the repository.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';

const here = dirname(fileURLToPath(import.meta.url));
const svg = readFileSync(join(here, '../../../renderer/public/icon.svg'), 'utf8');
const sizes = [16, 32, 48, 64, 128, 256, 512];

/** ICO: a directory of pictures, each a PNG. Width 256 is written as 0. */
function ico(pictures) {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  pictures.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index;
    head[at] = size % 256;
    head[at + 1] = size % 256;
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

/** ICNS: a length, then PNGs each with a type and a length. */
function icns(pictures) {
  const types = { 16: 'icp4', 32: 'icp5', 64: 'icp6', 128: 'ic07', 256: 'ic08', 512: 'ic09' };
  const chunks = pictures
    .filter(({ size }) => types[size] !== undefined)
    .map(({ size, png }) => Buffer.concat([Buffer.from(types[size]), length(png.length + 8), png]));
  const body = Buffer.concat(chunks);
  return Buffer.concat([Buffer.from('icns'), length(body.length + 8), body]);
}

function length(number) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(number);
  return bytes;
}

const executablePath = process.env.PUNCHDOWN_CHROMIUM ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const pictures = [];
for (const size of sizes) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  const png = await page.screenshot({ omitBackground: true });
  pictures.push({ size, png });
  writeFileSync(join(here, `${size}x${size}.png`), png);
  await page.close();
}
await browser.close();
writeFileSync(join(here, 'icon.ico'), ico(pictures.filter(({ size }) => size <= 256)));
writeFileSync(join(here, 'icon.icns'), icns(pictures));
