import type { RankedShop } from '../coffee-shops/coffee-shops.service.js';
import { type Example, EXAMPLES, OWN_EXAMPLES } from './examples.js';
import { type Html, html } from './html.js';
import { loginCard } from './login-card.js';

/** A route of a model, as the page shows it. */
export interface ShownRoute {
  readonly verb: string;
  readonly path: string;
  readonly method: string;
}

/** A model, as the page shows it. */
export interface ShownModel {
  readonly name: string;
  readonly description: string;
  readonly path: string;
  readonly count: number;
  readonly routes: readonly ShownRoute[];
}

/** The page, as text. */
export function homePage(models: readonly ShownModel[], shops: readonly RankedShop[]): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Coffee shops</title>
        <link rel="stylesheet" href="/home.css" />
        <script src="/home.js" type="module"></script>
      </head>
      <body>
        <h1>Coffee shops</h1>
        <p class="faint">A sample application: LoopBack models in NestJS, with a REST API below <code>/api</code>.</p>
        <h2>Users, roles and rules</h2>
        ${loginCard()}
        <h2>Models</h2>
        <div class="grid">${models.map(modelCard)}</div>
        <h2>An ordinary controller, with the models injected</h2>
        <div class="card">
          <table>
            <thead>
              <tr>
                <th>Coffee shop</th>
                <th>City</th>
                <th>Stars</th>
                <th>Reviews</th>
              </tr>
            </thead>
            <tbody>
              ${shops.map(shopRow)}
            </tbody>
          </table>
          ${exampleList(OWN_EXAMPLES, '')}
        </div>
      </body>
    </html> `.text;
}

function modelCard({ name, description, path, count, routes }: ShownModel): Html {
  return html`<section class="card">
    <span class="count">${count} <small>rows</small></span>
    <h3>${name}</h3>
    <p class="faint">${description}</p>
    ${exampleList(EXAMPLES[name] ?? [], path)}
    <details>
      <summary>${routes.length} routes</summary>
      <ul>
        ${routes.map(routeItem)}
      </ul>
    </details>
  </section>`;
}

function exampleList(examples: readonly Example[], path: string): Html {
  return html`<ul>
    ${examples.map(({ text, url }) => html`<li><a href="${path + url}">${text}</a></li>`)}
  </ul>`;
}

function routeItem({ verb, path, method }: ShownRoute): Html {
  return html`<li title="${method}">
    <code><span class="verb">${verb.toUpperCase()}</span>${path}</code>
  </li>`;
}

function shopRow({ name, city, average, reviews }: RankedShop): Html {
  return html`<tr>
    <td>${name}</td>
    <td>${city ?? '–'}</td>
    <td>${average ?? '–'}</td>
    <td>${reviews}</td>
  </tr>`;
}
