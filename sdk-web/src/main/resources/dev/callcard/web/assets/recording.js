// The recording on a card: its picture, and sharing, deleting and retrieving it. Texts go in by textContent only.

import { closable, run, say, send } from './dialogs.js';

const section = document.getElementById('audio');
const api = section && section.dataset.api;

if (api) {
  section.querySelectorAll('button[disabled]').forEach((control) => { control.disabled = false; });
  on('request-recording', () => act('POST', '/retrieval'));
  on('approve-recording', () => act('POST', '/retrieval/approve'));
  sharing(document.getElementById('share-dialog'));
  deleting(document.getElementById('delete-dialog'));
  drawing(document.getElementById('waveform'), document.getElementById('player'));
}

function on(id, work) {
  const button = document.getElementById(id);
  if (button) {
    button.addEventListener('click', () => run(button, section, work));
  }
}

async function act(method, path) {
  await send(api + path, method);
  window.location.reload();
}

function deleting(dialog) {
  if (!dialog) {
    return;
  }
  closable(dialog);
  on('delete-recording', () => dialog.showModal());
  const confirm = document.getElementById('confirm-delete');
  confirm.addEventListener('click', () => run(confirm, dialog, () => act('DELETE', '')));
}

function sharing(dialog) {
  if (!dialog) {
    return;
  }
  closable(dialog);
  const copy = document.getElementById('copy-link');
  const field = document.getElementById('new-link');
  const list = document.getElementById('links');
  on('share-recording', async () => {
    dialog.querySelector('.new-link').hidden = true;
    say(dialog, '');
    await links();
    dialog.showModal();
  });
  copy.addEventListener('click', () => run(copy, dialog, async () => {
    const chosen = dialog.querySelector('input[name=lifetime]:checked').value;
    const link = await send(api + '/links', 'POST', chosen === 'forever' ? { expiresInDays: null } : {});
    field.value = new URL(link.url, window.location.href).href;
    dialog.querySelector('.new-link').hidden = false;
    await links();
    const until = link.expiresAt ? 'until ' + day(link.expiresAt) : 'until the recording is removed';
    try {
      await navigator.clipboard.writeText(field.value);
      say(dialog, `The link is copied. It works ${until}.`);
    } catch {
      field.select();
      say(dialog, `Copy the link from the field. It works ${until}.`);
    }
  }));

  async function links() {
    const known = (await send(api + '/links', 'GET')).items;
    document.getElementById('no-links').hidden = known.length > 0;
    list.replaceChildren(...known.map((link) => {
      const item = document.createElement('li');
      const words = document.createElement('span');
      words.textContent = `${link.createdBy}, ${day(link.createdAt)} · ${state(link)} · ${times(link.accessCount)}`;
      const revoke = document.createElement('button');
      revoke.type = 'button';
      revoke.className = 'quiet';
      revoke.textContent = 'Revoke';
      revoke.setAttribute('aria-label', `Revoke the link of ${day(link.createdAt)}`);
      revoke.addEventListener('click', () => run(revoke, dialog, async () => {
        await send(api + `/links/${link.id}`, 'DELETE');
        dialog.querySelector('.new-link').hidden = true;
        await links();
        say(dialog, 'The link does not work any more.');
      }));
      item.append(words, revoke);
      return item;
    }));
  }
}

function state(link) {
  if (!link.expiresAt) {
    return 'until the recording is removed';
  }
  return (new Date(link.expiresAt) <= new Date() ? 'ended ' : 'until ') + day(link.expiresAt);
}

function times(count) {
  if (count === 0) {
    return 'not opened yet';
  }
  return count === 1 ? 'opened once' : `opened ${count} times`;
}

function day(instant) {
  return new Date(instant).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
}

/** Draws one lane per channel, the played part in the accent colour; a click goes there. */
async function drawing(box, player) {
  if (!box || !player) {
    return;
  }
  let seen;
  try {
    seen = await send(api + '/waveform?buckets=600', 'GET');
  } catch {
    return; // not drawn yet, or never: the player works all the same
  }
  const canvas = document.createElement('canvas');
  box.append(canvas);
  const length = seen.durationMs / 1000;
  const paint = () => {
    const scale = window.devicePixelRatio || 1;
    canvas.width = box.clientWidth * scale;
    canvas.height = box.clientHeight * scale;
    const style = getComputedStyle(box);
    const context = canvas.getContext('2d');
    const lane = canvas.height / seen.channels.length;
    const played = length > 0 ? (player.currentTime / length) * canvas.width : 0;
    seen.channels.forEach((peaks, channel) => {
      const step = canvas.width / peaks.length;
      peaks.forEach((peak, i) => {
        const height = Math.max(scale, peak * lane * 0.9);
        context.fillStyle = style.getPropertyValue(i * step < played ? '--accent' : '--muted');
        context.fillRect(i * step, channel * lane + (lane - height) / 2, Math.max(step * 0.7, 1), height);
      });
    });
  };
  box.addEventListener('click', (event) => {
    const place = (event.clientX - box.getBoundingClientRect().left) / box.clientWidth;
    player.currentTime = Math.min(Math.max(place, 0), 1) * length;
  });
  ['timeupdate', 'seeked', 'loadedmetadata'].forEach((name) => player.addEventListener(name, paint));
  new ResizeObserver(paint).observe(box);
}
