// Makes the controls of a card's page work through the JSON API. Texts go in by textContent only.

const section = document.getElementById('annotation');
const player = document.getElementById('player');

if (player) {
  const speed = document.getElementById('speed');
  const error = document.getElementById('player-error');
  speed.disabled = false;
  speed.addEventListener('change', () => { player.playbackRate = Number(speed.value); });
  const fail = () => {
    error.textContent = 'The recording cannot be played just now. It may have been deleted; reload the page to see.';
    error.hidden = false;
  };
  player.addEventListener('error', fail);
  const lifetime = document.documentElement.dataset.audioLinkMs;
  if (lifetime) {
    renew(player, lifetime - 1000, fail); // signatures have whole seconds
  }
}

/**
 * A link to an object store ends after some minutes, and a browser tries it for half a minute more before it gives up. So what
 * it does not have yet by then is asked for by the server's own address, which gives another link.
 */
function renew(player, lifetime, fail) {
  let since = 0;
  player.addEventListener('loadstart', () => { since = performance.now(); });
  ['seeking', 'waiting'].forEach((name) => player.addEventListener(name, () => {
    const at = player.currentTime;
    if (performance.now() - since < lifetime || has(at)) {
      return;
    }
    const playing = !player.paused;
    const rate = player.playbackRate;
    since = performance.now();
    player.load();
    player.currentTime = at;
    player.playbackRate = rate;
    if (playing) {
      player.play().catch(fail);
    }
  }));

  function has(at) {
    const ranges = player.buffered;
    return [...Array(ranges.length).keys()].some((i) => ranges.start(i) <= at && at + 0.5 < ranges.end(i));
  }
}

if (section) {
  annotate(section.dataset.api);
}

function annotate(api) {
  const message = section.querySelector('.message');
  const comments = document.getElementById('comments');
  const text = document.getElementById('comment');
  const add = document.getElementById('add-comment');
  section.querySelectorAll('[disabled]').forEach((control) => { control.disabled = false; });

  if (add) {
    add.addEventListener('click', () => run(add, addComment));
    text.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        run(add, addComment);
      }
    });
  }
  comments.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-action]');
    if (button) {
      const item = button.closest('li');
      if (button.dataset.action === 'edit') {
        edit(item);
      } else {
        run(button, () => remove(item));
      }
    }
  });
  for (const rating of section.querySelectorAll('.rating')) {
    rating.addEventListener('click', (event) => {
      const key = event.target.closest('button');
      if (key) {
        const value = key.value === '' ? null : Number(key.value);
        run(key, () => change({ [rating.dataset.name]: value }));
      }
    });
  }
  const boxes = [...section.querySelectorAll('input[name=category]')];
  for (const box of boxes) {
    box.addEventListener('change', () => {
      const chosen = boxes.filter((other) => other.checked).map((other) => other.value);
      run(box, () => change({ categories: chosen }));
    });
  }

  async function addComment() {
    const answer = await send('POST', '/comments', { text: text.value });
    const item = document.getElementById('comment-template').content.firstElementChild.cloneNode(true);
    item.querySelectorAll('[disabled]').forEach((control) => { control.disabled = false; });
    show(item, answer);
    comments.prepend(item);
    document.getElementById('no-comments').hidden = true;
    text.value = '';
    say('The comment is saved.');
  }

  function edit(item) {
    if (item.querySelector('textarea')) {
      return;
    }
    const shown = item.querySelector('.text');
    const area = document.createElement('textarea');
    area.value = shown.textContent;
    area.maxLength = 10000;
    area.rows = 3;
    area.dir = 'auto';
    area.setAttribute('aria-label', 'Comment');
    const save = button('Save', 'primary');
    const cancel = button('Cancel', 'quiet');
    const editor = document.createElement('div');
    editor.className = 'composer';
    editor.append(area, save, cancel);
    shown.hidden = true;
    shown.after(editor);
    area.focus();
    const close = () => { editor.remove(); shown.hidden = false; };
    cancel.addEventListener('click', close);
    area.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        close();
      }
    });
    save.addEventListener('click', () => run(save, async () => {
      try {
        show(item, await send('PATCH', `/comments/${item.dataset.id}`, { text: area.value }, item.dataset.version));
        close();
        say('The comment is changed.');
      } catch (failure) {
        if (failure.status !== 412) {
          throw failure;
        }
        item.dataset.version = version(failure.etag);
        const current = await find(item.dataset.id);
        if (current) {
          shown.textContent = current.text;
        }
        throw new Error('This comment was changed elsewhere meanwhile. Its text is now: “'
            + shown.textContent + '”. Yours is still in the field: save again to replace it.');
      }
    }));
  }

  async function find(id) {
    const answer = await send('GET', '/comments?limit=500');
    return answer.body.items.find((comment) => comment.id === id);
  }

  async function remove(item) {
    if (!window.confirm('Delete this comment?')) {
      return;
    }
    await send('DELETE', `/comments/${item.dataset.id}`);
    item.remove();
    document.getElementById('no-comments').hidden = comments.children.length > 0;
    say('The comment is deleted.');
  }

  async function change(members) {
    try {
      judge(await send('PATCH', '/annotation', members, section.dataset.version));
      say('Saved.');
    } catch (failure) {
      judge(await send('GET', '/annotation'));
      if (failure.status === 412) {
        throw new Error('Somebody else changed this meanwhile. You see the values of now; choose again if you still want to.');
      }
      throw failure;
    }
  }

  function judge(answer) {
    section.dataset.version = version(answer.etag);
    const given = answer.body.categories.map((category) => category.id);
    boxes.forEach((box) => { box.checked = given.includes(box.value); });
    for (const rating of section.querySelectorAll('.rating')) {
      const mark = answer.body[rating.dataset.name];
      rating.querySelectorAll('.key').forEach((key) => {
        key.setAttribute('aria-pressed', String(mark !== undefined && String(mark.value) === key.value));
      });
      const clear = rating.querySelector('.clear');
      if (clear) {
        clear.hidden = mark === undefined;
      }
      rating.querySelector('.by').textContent = mark === undefined ? '' : `by ${mark.by}, ${time(mark.at)}`;
    }
  }

  function show(item, answer) {
    const comment = answer.body;
    item.dataset.id = comment.id;
    item.dataset.version = version(answer.etag);
    item.querySelector('.text').textContent = comment.text;
    item.querySelector('.author').textContent = comment.author;
    item.querySelector('.when').textContent = time(comment.createdAt);
    item.querySelector('.edited').hidden = comment.editedAt === undefined;
  }

  /** Does one thing at a time, and says in words what went wrong. */
  async function run(control, action) {
    if (section.getAttribute('aria-busy') === 'true') {
      return;
    }
    section.setAttribute('aria-busy', 'true');
    message.hidden = true;
    try {
      await action();
    } catch (failure) {
      say(failure.message, true);
    } finally {
      section.removeAttribute('aria-busy');
      if (document.contains(control)) {
        control.focus();
      }
    }
  }

  function say(words, isError = false) {
    message.textContent = words;
    message.classList.toggle('error', isError);
    message.hidden = false;
  }

  async function send(method, path, body, expected) {
    const headers = {};
    if (body !== undefined) {
      headers['Content-Type'] = 'application/json';
    }
    if (expected !== undefined) {
      headers['If-Match'] = `"${expected}"`;
    }
    let response;
    try {
      response = await fetch(api + path, {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        cache: 'no-store',
        credentials: 'same-origin',
      });
    } catch {
      throw new Error('The server cannot be reached. Nothing was saved; try again.');
    }
    const type = response.headers.get('Content-Type') ?? '';
    const content = type.includes('json') ? await response.json() : {};
    const etag = response.headers.get('ETag');
    if (!response.ok) {
      const failure = new Error(words(response.status, content));
      failure.status = response.status;
      failure.etag = etag;
      throw failure;
    }
    return { body: content, etag };
  }
}

function words(status, problem) {
  if (status === 401) {
    return 'You are not logged in any more. Log in to the CRM in another tab, then try again.';
  }
  const wrong = (problem.errors ?? []).map((error) => `${error.pointer.slice(1) || 'This'} ${error.message}.`);
  return wrong.length > 0 ? wrong.join(' ') : problem.detail ?? `The server answered ${status}. Nothing was saved.`;
}

function version(etag) {
  return (etag ?? '').replaceAll('"', '');
}

function time(instant) {
  const options = {
    timeZone: section.dataset.zone, day: 'numeric', month: 'short', year: 'numeric',
    hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
  };
  try {
    return new Intl.DateTimeFormat('en-GB', options).format(new Date(instant));
  } catch {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC', timeZoneName: 'short' }).format(new Date(instant));
  }
}

function button(label, look) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = look;
  made.textContent = label;
  return made;
}
