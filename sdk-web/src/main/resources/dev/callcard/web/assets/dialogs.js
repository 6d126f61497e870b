// What the dialogs of a card share. Texts go in by textContent only.

/** Lets the buttons of a dialog that are there for it close it. */
export function closable(dialog) {
  dialog.querySelector('[data-close]').addEventListener('click', () => dialog.close());
}

/** Says something in the place that a section or a dialog has for it. */
export function say(place, words, isError = false) {
  const message = place.querySelector(':scope > .message');
  message.textContent = words;
  message.classList.toggle('error', isError);
  message.hidden = words === '';
  if (words !== '') {
    message.scrollIntoView({ block: 'nearest' });
  }
}

/** Does one thing, with its button out of order meanwhile, and says what went wrong. */
export async function run(button, place, work) {
  button.disabled = true;
  try {
    await work();
  } catch (failure) {
    say(place, failure.message, true);
  } finally {
    button.disabled = false;
  }
}

/** Sends JSON and gives the answer; throws words for people. */
export async function send(url, method, body) {
  let response;
  try {
    response = await fetch(url, {
      method,
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Error('The server does not answer. Nothing was changed; try again.');
  }
  const json = (response.headers.get('Content-Type') || '').includes('json') ? await response.json() : undefined;
  if (!response.ok) {
    throw new Error(response.status === 401
      ? 'You are not logged in any more. Log in to the CRM in another tab, then try again.'
      : reasons(json) || 'That did not work. Nothing was changed.');
  }
  return json;
}

function reasons(problem) {
  const wrong = (problem?.errors ?? []).map((error) => `${error.pointer.slice(1) || 'This'} ${error.message}.`);
  return wrong.length > 0 ? wrong.join(' ') : problem?.detail;
}
