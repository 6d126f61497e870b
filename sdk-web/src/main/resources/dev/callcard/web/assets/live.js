// Keeps the first page of the call log as it is now. Without it, or if anything fails, the page stays as it was loaded.

const log = document.querySelector('main.log[data-live]');
const PAUSE = 2000; // between two looks at the log
const RETRY = 30000; // after the server said no

if (log && 'EventSource' in window) {
  follow();
}

function follow() {
  let source;
  let timer;
  let lookedAt = -PAUSE;
  let waiting = [];
  const more = document.createElement('button');
  more.type = 'button';
  more.className = 'primary news';
  more.hidden = true;
  more.addEventListener('click', () => {
    window.scrollTo({ top: 0 });
    insert();
  });
  log.append(more);

  // A browser has few connections to a server, and hidden tabs would hold them all.
  document.addEventListener('visibilitychange', () => (document.hidden ? stop() : start(true)));
  window.addEventListener('pagehide', stop);
  window.addEventListener('scroll', () => { if (waiting.length > 0 && atTop()) { insert(); } }, { passive: true });
  if (!document.hidden) {
    start(false);
  }

  function start(missed) {
    stop();
    source = new EventSource(log.dataset.live);
    for (const name of ['call', 'recording', 'annotation', 'reset']) {
      source.addEventListener(name, look);
    }
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED) {
        stop();
        timer = setTimeout(() => start(true), RETRY);
      }
    });
    if (missed) {
      look();
    }
  }

  function stop() {
    source?.close();
    source = undefined;
    clearTimeout(timer);
    timer = undefined;
  }

  function look() {
    timer ??= setTimeout(async () => {
      timer = undefined;
      lookedAt = performance.now();
      try {
        const answer = await fetch(location.href, { cache: 'no-store', credentials: 'same-origin' });
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        const now = page.querySelector('main.log[data-live]');
        if (answer.ok && now) {
          show(now);
        }
      } catch {
        // The page stays as it is; the next event brings the next look.
      }
    }, Math.max(0, lookedAt + PAUSE - performance.now()));
  }

  /** Rows that are known change in place, new ones come in while the top of the page is in sight. */
  function show(now) {
    const body = log.querySelector('table.calls tbody');
    const rows = [...now.querySelectorAll('table.calls tbody tr')];
    if (!body || rows.length === 0) {
      log.querySelector('.scroll, .empty').replaceWith(now.querySelector('.scroll, .empty'));
      return;
    }
    const known = new Map([...body.rows].map((row) => [key(row), row]));
    waiting = [];
    for (const row of rows) {
      const shown = known.get(key(row));
      if (!shown) {
        waiting.push(row);
      } else if (shown.outerHTML !== row.outerHTML && !inUse(shown)) {
        shown.replaceWith(row);
      }
    }
    if (atTop()) {
      insert();
    }
    tell();
  }

  function insert() {
    const body = log.querySelector('table.calls tbody');
    for (const row of waiting) {
      const next = [...body.rows].find((other) => startOf(other) < startOf(row));
      body.insertBefore(row, next ?? null);
    }
    waiting = [];
    tell();
  }

  function tell() {
    more.hidden = waiting.length === 0;
    more.textContent = waiting.length === 1 ? '1 new call' : `${waiting.length} new calls`;
  }
}

function key(row) {
  return row.querySelector('a').getAttribute('href');
}

function startOf(row) {
  return Date.parse(row.querySelector('time').dateTime);
}

function inUse(row) {
  const audio = row.querySelector('audio');
  return row.contains(document.activeElement) || (audio !== null && !audio.paused);
}

function atTop() {
  return window.scrollY < 80;
}
