// The form at the top of the page: logs in, tries requests, logs out. The token is kept for this tab only, and is sent in a
// header: an address would end up in logs and histories.
const KEY = 'coffee-shop.token';
const find = (id) => document.getElementById(id);

/** Asks the API as whoever is logged in; gives the status and the body, `null` where there is none. */
async function ask(verb, path, body) {
  const token = sessionStorage.getItem(KEY);
  const response = await fetch(path, {
    method: verb,
    headers: {
      ...(token === null ? {} : { Authorization: token }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, ok: response.ok, body: text === '' ? null : JSON.parse(text) };
}

/** Shows who is logged in. A token that has ended is forgotten. */
async function showAccount() {
  const answer = sessionStorage.getItem(KEY) === null ? undefined : await ask('GET', '/account');
  if (answer?.status === 401) sessionStorage.removeItem(KEY);
  const account = answer?.ok ? answer.body : undefined;
  find('stranger').hidden = account !== undefined;
  find('account').hidden = account === undefined;
  find('name').textContent = account?.name ?? '';
  find('roles').textContent = account?.roles.join(', ') || 'no role';
}

function say(text) {
  find('problem').textContent = text;
}

/** Does what a handler says, and tells where the server cannot be reached. */
function on(element, event, handle) {
  element.addEventListener(event, (happening) => {
    happening.preventDefault();
    say('');
    handle().catch(() => say('The server does not answer.'));
  });
}

on(find('login'), 'submit', async () => {
  const { email, password } = find('login').elements;
  const answer = await ask('POST', '/api/Reviewers/login', { email: email.value, password: password.value });
  password.value = '';
  if (!answer.ok) return say(answer.body.error.message);
  sessionStorage.setItem(KEY, answer.body.id);
  await showAccount();
});

on(find('logout'), 'click', async () => {
  await ask('POST', '/api/Reviewers/logout');
  sessionStorage.removeItem(KEY);
  await showAccount();
});

for (const button of document.querySelectorAll('[data-email]')) {
  on(button, 'click', async () => {
    const { email, password } = find('login').elements;
    email.value = button.dataset.email;
    password.value = button.dataset.password;
    password.focus();
  });
}

for (const button of document.querySelectorAll('[data-path]')) {
  on(button, 'click', async () => {
    const { verb, path, body } = button.dataset;
    const answer = await ask(verb, path, body === undefined ? undefined : JSON.parse(body));
    find('status').textContent = `${verb} ${path} → ${answer.status}`;
    find('status').className = answer.ok ? 'good' : 'bad';
    find('answer').textContent = answer.body === null ? '' : JSON.stringify(answer.body, null, 2);
  });
}

showAccount().catch(() => say('The server does not answer.'));
