// Legal hold and erasure on a card. Texts go in by textContent only.

import { closable, run, say, send } from './dialogs.js';

const section = document.getElementById('privacy');
const WORD = 'ERASE';
const PARTS = {
  CALLS: ['Calls', 'call', 'calls'],
  ANNOTATIONS: ['Calls rated or categorised', 'rated or categorised call', 'rated or categorised calls'],
  COMMENTS: ['Comments', 'comment', 'comments'],
  RECORDINGS: ['Recordings', 'recording', 'recordings'],
  SHARE_LINKS: ['Links to recordings', 'link to a recording', 'links to recordings'],
  VISITORS: ['Visitors', 'visitor', 'visitors'],
  SESSIONS: ['Visits', 'visit', 'visits'],
  VISIT_EVENTS: ['Events of visits', 'event of a visit', 'events of visits'],
};
const REASONS = {
  LEGAL_HOLD: 'the customer is under legal hold',
  SHARED: 'calls of other customers name the same visitor',
  STORE_UNAVAILABLE: 'the store does not answer; nobody can play them any more, and they are deleted later',
};

if (section) {
  const { api } = section.dataset;
  section.querySelectorAll('button[disabled]').forEach((control) => { control.disabled = false; });
  asking('hold', 'place-hold', () => {
    const reason = document.getElementById('hold-reason').value.trim();
    return send(`${api}/legal-hold`, 'PUT', reason === '' ? {} : { reason });
  });
  asking('release', 'release-hold', () => send(`${api}/legal-hold`, 'DELETE'));
  erasing(document.getElementById('erase-dialog'), api);
}

/** A question that leads to the same page, changed. */
function asking(name, opener, work) {
  const dialog = document.getElementById(`${name}-dialog`);
  if (!dialog) {
    return;
  }
  closable(dialog);
  document.getElementById(opener).addEventListener('click', () => {
    say(dialog, '');
    dialog.showModal();
  });
  const confirm = document.getElementById(`confirm-${name}`);
  const answer = () => run(confirm, dialog, async () => {
    await work();
    window.location.reload();
  });
  confirm.addEventListener('click', answer);
  dialog.querySelector('input')?.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      answer();
    }
  });
}

function erasing(dialog, api) {
  if (!dialog) {
    return;
  }
  closable(dialog);
  const confirm = document.getElementById('confirm-erase');
  const word = document.getElementById('erase-word');
  let answered = false;
  const meant = () => word.value.trim() === WORD;
  document.getElementById('erase-customer').addEventListener('click', () => {
    say(dialog, '');
    word.value = '';
    confirm.disabled = true;
    dialog.showModal();
    word.focus();
  });
  word.addEventListener('input', () => { confirm.disabled = !meant(); });
  confirm.addEventListener('click', () => run(confirm, dialog, async () => {
    if (!meant()) {
      return;
    }
    say(dialog, '');
    show(await send(api, 'DELETE'));
    answered = true;
  }));
  document.getElementById('receipt-done').addEventListener('click', () => dialog.close());
  // What the page shows is not there any more.
  dialog.addEventListener('close', () => {
    if (answered) {
      window.location.assign(section.dataset.after);
    }
  });
}

function show(receipt) {
  const gone = receipt.erased.filter((part) => part.count > 0);
  document.getElementById('erase-title').textContent = gone.length > 0 ? 'The customer is erased' : 'Nothing was erased';
  const left = receipt.kept.length === 0 ? 'Nothing is left.'
    : receipt.complete ? 'Nothing is left that is of this customer alone.' : 'Not everything went.';
  document.getElementById('receipt-summary').textContent = `${left} This receipt is shown only now.`;
  document.getElementById('receipt-erased').replaceChildren(...gone.map((part) => {
    const row = document.createElement('div');
    const name = document.createElement('dt');
    name.textContent = (PARTS[part.part] ?? [part.part])[0];
    const count = document.createElement('dd');
    count.className = 'figure';
    count.textContent = part.count.toLocaleString('en-GB');
    row.append(name, count);
    return row;
  }));
  document.getElementById('receipt-kept').replaceChildren(...receipt.kept.map((kept) => {
    const item = document.createElement('li');
    const [, one, many] = PARTS[kept.part] ?? ['', kept.part, kept.part];
    item.textContent = `Kept: ${kept.count.toLocaleString('en-GB')} ${kept.count === 1 ? one : many}, because ${
      REASONS[kept.why] ?? kept.why}.`;
    return item;
  }));
  document.getElementById('erase-question').hidden = true;
  document.getElementById('receipt').hidden = false;
  document.getElementById('receipt-done').focus();
}
