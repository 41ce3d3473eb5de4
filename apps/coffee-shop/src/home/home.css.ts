/** The style of the page: one column, dark on light or light on dark as the visitor prefers. */
export const CSS = `
:root { color-scheme: light dark; --ink: #2b211c; --faint: #7a6a60; --paper: #faf6f1; --card: #fff; --line: #e6dcd2; --accent: #8a4b20; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #efe7e0; --faint: #a99a8f; --paper: #1c1714; --card: #261f1b; --line: #3d332c; --accent: #e0a070; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { margin: 0; font-size: 2rem; }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.25rem; }
h3 { margin: 0; font-size: 1.0625rem; }
p { margin: .25rem 0 0; }
a { color: var(--accent); }
code { font: .875em ui-monospace, monospace; overflow-wrap: anywhere; }
.faint { color: var(--faint); }
.grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); gap: 1rem; }
.card { padding: 1rem 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; }
.card ul { margin: .75rem 0 0; padding: 0; list-style: none; }
.card li { padding: .125rem 0; }
.count { float: right; font-size: 1.5rem; line-height: 1.2; }
.count small { font-size: .875rem; color: var(--faint); }
details { margin-top: .75rem; border-top: 1px solid var(--line); padding-top: .5rem; }
summary { cursor: pointer; color: var(--faint); }
table { width: 100%; border-collapse: collapse; }
th { text-align: left; color: var(--faint); font-weight: normal; }
th, td { padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--line); }
.verb { display: inline-block; min-width: 4rem; color: var(--faint); }
`;
