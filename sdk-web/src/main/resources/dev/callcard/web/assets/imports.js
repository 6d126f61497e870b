// Uploads files, and shows how far their imports are. Texts go in by textContent only.

const page = document.getElementById('imports');
const api = page.dataset.api;
const form = document.getElementById('upload');
const list = document.getElementById('import-list');
const message = page.querySelector('.message');
const submit = form.querySelector('button');
let timer;

submit.disabled = false;
form.addEventListener('submit', (event) => {
  event.preventDefault();
  const file = document.getElementById('file').files[0];
  if (file) {
    upload(file, document.getElementById('format').value);
  }
});
list.addEventListener('click', (event) => {
  const key = event.target.closest('button[data-action]');
  if (key) {
    act(key.closest('li').dataset.id, key.dataset.action);
  }
});
refresh();

/** XMLHttpRequest, because fetch does not tell how much was sent. */
function upload(file, format) {
  const request = new XMLHttpRequest();
  const item = show({
    id: '', name: file.name, state: 'UPLOADING', bytes: 0, sizeBytes: file.size, lines: 0,
    created: 0, updated: 0, unchanged: 0, rejected: 0,
  });
  request.upload.addEventListener('progress', (event) => {
    item.querySelector('progress').value = event.loaded;
  });
  request.addEventListener('loadend', () => {
    item.remove();
    submit.disabled = false;
    if (request.status === 202) {
      form.reset();
      say('');
    } else {
      say(problem(request.status, request.responseText));
    }
    refresh();
  });
  request.open('POST', `${api}?format=${encodeURIComponent(format)}&name=${encodeURIComponent(file.name.slice(-255))}`);
  request.setRequestHeader('Content-Type', 'application/octet-stream');
  submit.disabled = true;
  say('');
  request.send(file);
}

async function act(id, action) {
  if (action === 'delete' && !window.confirm('Forget this import and its report? What was imported stays.')) {
    return;
  }
  try {
    const answer = action === 'delete'
      ? await fetch(`${api}/${id}`, { method: 'DELETE', credentials: 'same-origin' })
      : await fetch(`${api}/${id}/${action}`, { method: 'POST', credentials: 'same-origin' });
    say(answer.ok ? '' : problem(answer.status, await answer.text()));
  } catch {
    say('The server cannot be reached. Try again.');
  }
  refresh();
}

async function refresh() {
  clearTimeout(timer);
  try {
    const answer = await fetch(api, { cache: 'no-store', credentials: 'same-origin' });
    if (!answer.ok) {
      say(problem(answer.status, await answer.text()));
      return;
    }
    const items = (await answer.json()).items;
    const known = new Set(items.map((item) => item.id));
    [...list.children].filter((item) => item.dataset.id !== '' && !known.has(item.dataset.id))
        .forEach((item) => item.remove());
    [...items].reverse().forEach(show);
    document.getElementById('no-imports').hidden = list.children.length > 0;
    if (items.some((item) => isActive(item))) {
      timer = setTimeout(refresh, 1000);
    }
  } catch {
    say('The server cannot be reached. The import goes on without this page.');
    timer = setTimeout(refresh, 5000);
  }
}

function show(known) {
  let item = [...list.children].find((other) => known.id !== '' && other.dataset.id === known.id);
  if (!item) {
    item = document.getElementById('import-template').content.firstElementChild.cloneNode(true);
    item.dataset.id = known.id;
    list.prepend(item);
  }
  item.querySelector('.name').textContent = known.name;
  if (known.createdBy && item.querySelector('.by').textContent === '') {
    item.querySelector('.by').textContent = `by ${known.createdBy}`;
  }
  const bar = item.querySelector('progress');
  bar.max = Math.max(1, known.sizeBytes);
  bar.value = known.state === 'DONE' ? bar.max : known.bytes;
  item.querySelector('.state').textContent = words(known);
  const shown = { stop: isActive(known), resume: isResumable(known), delete: known.id !== '' };
  item.querySelectorAll('[data-action]').forEach((key) => { key.hidden = !shown[key.dataset.action]; });
  const report = item.querySelector('.report');
  report.hidden = known.rejected === 0;
  report.href = `${api}/${known.id}/rejected`;
  return item;
}

function isActive(known) {
  return known.state === 'QUEUED' || known.state === 'RUNNING';
}

function isResumable(known) {
  return ['STOPPED', 'INTERRUPTED', 'FAILED'].includes(known.state);
}

function words(known) {
  const states = {
    UPLOADING: 'Uploading', QUEUED: 'Waiting for another import', RUNNING: 'Importing', STOPPED: 'Stopped',
    INTERRUPTED: 'The server was restarted in the middle. It can go on.', FAILED: 'Failed', DONE: 'Done',
  };
  const number = (value) => value.toLocaleString('en-GB');
  const parts = [states[known.state] ?? known.state];
  if (known.state !== 'UPLOADING') {
    parts.push(`${number(known.lines)} lines: ${number(known.created)} created, ${number(known.updated)} updated, `
        + `${number(known.unchanged)} unchanged, ${number(known.rejected)} rejected`);
  }
  if (known.remainingMs !== undefined) {
    const seconds = Math.ceil(known.remainingMs / 1000);
    parts.push(seconds > 90 ? `about ${Math.round(seconds / 60)} min left` : `about ${seconds} s left`);
  }
  if (known.detail) {
    parts.push(known.detail);
  }
  return parts.join(' · ');
}

function problem(status, text) {
  if (status === 401) {
    return 'You are not logged in any more. Log in to the CRM in another tab, then try again.';
  }
  if (status === 0) {
    return 'The upload broke off. Try again.';
  }
  try {
    const answer = JSON.parse(text);
    const wrong = (answer.errors ?? []).map((error) => `${error.pointer.slice(1)} ${error.message}.`);
    return wrong.length > 0 ? wrong.join(' ') : answer.detail;
  } catch {
    return `The server answered ${status}.`;
  }
}

function say(text) {
  message.textContent = text;
  message.hidden = text === '';
}
