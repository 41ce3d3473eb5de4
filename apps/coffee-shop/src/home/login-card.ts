import { SEED_PASSWORD, SEED_USERS, type SeedUser } from '../seed/seed-users.js';
import { TRIES, type Try } from './examples.js';
import { type Html, html } from './html.js';

/** The form to log in with, what can be tried, and the answer. public/home.js makes it work. */
export function loginCard(): Html {
  return html`<div class="card split">
    <div>
      <p id="problem" class="bad" role="alert"></p>
      <div id="stranger">
        <form id="login" method="post">
          <label>E-mail <input name="email" type="email" autocomplete="username" required /></label>
          <label>Password <input name="password" type="password" autocomplete="current-password" required /></label>
          <button class="main" type="submit">Log in</button>
        </form>
        <table>
          <thead>
            <tr>
              <th>Who</th>
              <th>Role</th>
              <th></th>
            </tr>
          </thead>
          <tbody>
            ${SEED_USERS.map(userRow)}
          </tbody>
        </table>
        <p class="faint">All of them log in with the password <code>${SEED_PASSWORD}</code>.</p>
      </div>
      <div id="account" hidden>
        <p>Logged in as <strong id="name"></strong>: <span id="roles"></span>.</p>
        <button id="logout" class="main" type="button">Log out</button>
      </div>
      <noscript><p class="bad">Logging in needs JavaScript.</p></noscript>
    </div>
    <div>
      <p class="faint">Try these before and after logging in, as one or the other:</p>
      <div class="tries">${TRIES.map(tryButton)}</div>
      <div aria-live="polite">
        <p><code id="status" class="faint">Nothing has been tried yet.</code></p>
        <pre id="answer"></pre>
      </div>
    </div>
  </div>`;
}

function userRow({ name, email, role }: SeedUser): Html {
  return html`<tr>
    <td>${name}</td>
    <td>${role}</td>
    <td>
      <button class="plain" type="button" data-email="${email}" data-password="${SEED_PASSWORD}">${email}</button>
    </td>
  </tr>`;
}

function tryButton({ text, allowed, verb, path, body }: Try): Html {
  const data = body === undefined ? '' : html`data-body="${JSON.stringify(body)}"`;
  return html`<button type="button" data-verb="${verb}" data-path="${path}" ${data}>
    ${text} <small>${allowed}</small>
  </button>`;
}
