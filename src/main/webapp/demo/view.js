// The page's few moves: everything that came over the wire goes through textContent.
const LOG_LINES = 300;

export function byId(id) {
  return document.getElementById(id);
}

export function fieldsOf(form) {
  return Object.fromEntries(new FormData(form));
}

/** A line of the event log, newest first. */
export function log(kind, name, ...values) {
  const line = document.createElement('li');
  line.dataset.kind = kind;
  const title = document.createElement('b');
  title.textContent = `${SIGN[kind]} ${name}`;
  line.append(`${new Date().toLocaleTimeString()} `, title, ` ${values.map(written).join(' ')}`);
  byId('log').prepend(line);
  shorten(byId('log'), LOG_LINES);
}

const SIGN = { in: '←', out: '→', ack: '✓', bad: '✗' };

function written(value) {
  return value === undefined ? '' : JSON.stringify(value);
}

/** A line of a list of messages, newest first. */
export function entry(list, text, timestamp, limit) {
  const line = document.createElement('li');
  const time = document.createElement('small');
  time.textContent = timestamp ? new Date(timestamp).toLocaleTimeString() : '';
  line.append(text, ' ', time);
  byId(list).prepend(line);
  shorten(byId(list), limit);
}

function shorten(list, limit) {
  while (list.children.length > limit) {
    list.lastElementChild.remove();
  }
}

/** Names as chips, with a button on each where there is something to do. */
export function chips(list, names, action, onAction) {
  byId(list).replaceChildren(...[...names].map((name) => chip(name, action, onAction)));
}

function chip(name, action, onAction) {
  const item = document.createElement('li');
  item.append(name);
  if (action) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = '×';
    button.setAttribute('aria-label', `${action} ${name}`);
    button.addEventListener('click', () => onAction(name));
    item.append(button);
  }
  return item;
}
