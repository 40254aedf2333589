import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { hostname } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { it as inWindow } from '../../support/electron-app.ts';
import { makeTarget, type Target } from '../../support/target.ts';

let { page, electron, attack, ask } = {} as Target;
inWindow.beforeAll(async ({ roaming }) => {
  ({ page, electron, attack, ask } = await makeTarget(await roaming.goToNew()));
});

/** A server on this machine that records every connection. */
const visits: string[] = [];
const stranger = createServer((socket) => {
  visits.push('tcp');
  socket.destroy();
});
const datagrams = createSocket('udp4').on('message', () => visits.push('udp'));
stranger.listen(0, '127.0.0.1');
datagrams.bind(0, '127.0.0.1');
await Promise.all([once(stranger, 'listening'), once(datagrams, 'listening')]);
const { port } = stranger.address() as AddressInfo;
const there = `127.0.0.1:${port}`;
const stun = `127.0.0.1:${datagrams.address().port}`;

afterAll(() => {
  stranger.close();
  datagrams.close();
});

const element = (tag: string, members: string): string =>
  `document.body.append(Object.assign(document.createElement('${tag}'), ${members}));`;

describe('an injected script', { tags: 'window/scripts' }, () => {
  const say = `window.ran = true`;
  it.each([
    [
      'inline',
      `const s = document.createElement('script'); s.textContent = '${say}'; document.body.append(s);`,
    ],
    [
      'data:',
      `const s = document.createElement('script'); s.src = 'data:text/javascript,${say}'; document.body.append(s);`,
    ],
    [
      'blob:',
      `const s = document.createElement('script'); s.src = URL.createObjectURL(new Blob(['${say}'])); document.body.append(s);`,
    ],
    [
      'an event attribute',
      `document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="${say}">');`,
    ],
    [
      'a javascript: link',
      `const a = document.createElement('a'); a.href = 'javascript:${say}'; document.body.append(a); a.click();`,
    ],
    ['eval', `eval('${say}')`],
    ['new Function', `new Function('${say}')()`],
    ['a timer of text', `setTimeout('${say}')`],
    ['an import', `await import('data:text/javascript,${say}')`],
    [
      'a worker',
      `new Worker(URL.createObjectURL(new Blob(['postMessage(1)']))).onmessage = () => { ${say} }`,
    ],
    [
      'a frame of its own',
      `const f = document.createElement('iframe'); f.srcdoc = '<script>parent.ran = true</script>'; document.body.append(f);`,
    ],
    [
      'a base of its own',
      `document.head.insertAdjacentHTML('afterbegin', '<base href="http://${there}/">'); if (document.baseURI.includes('127')) ${say};`,
    ],
  ])('%s', async (_name, body) => {
    await attack(body);
    expect(await page.evaluate('window.ran === undefined')).toBe(true);
  });

  it('and WebAssembly don’t run', async () => {
    const bytes = 'new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])';
    expect(await ask(`await WebAssembly.compile(${bytes}); answer('compiled')`)).toBe(
      'CompileError',
    );
  });
});

describe('a request that leaves the page', { tags: 'window/requests' }, () => {
  const connection = `
    const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:${stun}' }] });
    peer.createDataChannel('x');
    await peer.setLocalDescription(await peer.createOffer());
  `;
  const attempts: [string, string][] = [
    ['fetch', `await fetch('http://${there}/')`],
    [
      'fetch without an answer',
      `await fetch('http://${there}/', { mode: 'no-cors', method: 'POST', body: 'x' })`,
    ],
    [
      'XMLHttpRequest',
      `const x = new XMLHttpRequest(); x.open('GET', 'http://${there}/'); x.send();`,
    ],
    ['WebSocket', `new WebSocket('ws://${there}/')`],
    ['EventSource', `new EventSource('http://${there}/')`],
    ['sendBeacon', `navigator.sendBeacon('http://${there}/', 'x')`],
    ['WebTransport', `await new WebTransport('https://${stun}/').ready`],
    ['WebRTC', connection],
    [
      'a worker',
      `new Worker(URL.createObjectURL(new Blob(["fetch('http://${there}/', { mode: 'no-cors' })"])))`,
    ],
    ['a picture', `new Image().src = 'http://${there}/x.png'`],
    ['a style', element('link', `{ rel: 'stylesheet', href: 'http://${there}/x.css' }`)],
    ['a font', `await new FontFace('x', 'url(http://${there}/x.woff2)').load()`],
    ['a prefetch', element('link', `{ rel: 'prefetch', href: 'http://${there}/' }`)],
    ['a preconnect', element('link', `{ rel: 'preconnect', href: 'http://${there}/' }`)],
    ['a manifest', element('link', `{ rel: 'manifest', href: 'http://${there}/' }`)],
    ['a script', element('script', `{ src: 'http://${there}/x.js' }`)],
    ['a frame', element('iframe', `{ src: 'http://${there}/' }`)],
    ['an object', element('object', `{ data: 'http://${there}/' }`)],
    ['a film', element('video', `{ src: 'http://${there}/' }`)],
    [
      'a form',
      `const f = Object.assign(document.createElement('form'), { action: 'http://${there}/', method: 'post' }); document.body.append(f); f.submit();`,
    ],
    [
      'a ping',
      `const a = Object.assign(document.createElement('a'), { href: '#x', ping: 'http://${there}/' }); document.body.append(a); a.click();`,
    ],
    ['a style attribute', `document.body.style.backgroundImage = 'url(http://${there}/x.png)'`],
  ];

  it.each(attempts)('%s', async (_name, body) => {
    await attack(body);
    expect(visits).toEqual([]);
  });

  it('is cancelled even where no CSP applies', async () => {
    const loaded = await electron.evaluate(async ({ BrowserWindow }, url) => {
      const session = BrowserWindow.getAllWindows()[0]?.webContents.session;
      if (session === undefined) throw new Error('There is no window');
      const window = new BrowserWindow({ show: false, webPreferences: { session } });
      const outcome = await window.loadURL(url).then(
        () => 'loaded',
        (error: { code: string }) => error.code,
      );
      window.destroy();
      return outcome;
    }, `http://${there}/`);
    expect(loaded).toBe('ERR_BLOCKED_BY_CLIENT');
    expect(visits).toEqual([]);
  });

  it('never looks up a name, not even one this machine knows', async () => {
    const name = hostname();
    await expect(lookup(name)).resolves.toBeDefined();
    const found = await electron.evaluate(
      ({ BrowserWindow }, host) =>
        BrowserWindow.getAllWindows()[0]
          ?.webContents.session.resolveHost(host)
          .then(
            () => 'found',
            (error: Error) => error.message,
          ),
      name,
    );
    expect(found).toContain('ERR_NAME_NOT_RESOLVED');
  });

  it('would be seen: a control request reaches the server', async () => {
    connect(port, '127.0.0.1');
    await expect.poll(() => visits).toEqual(['tcp']);
    visits.length = 0;
  });
});
