// The data: inside the page, or in scripts beside it; and the rows of evidence that a query finds.
document.documentElement.classList.add("js");
const VOICES = { outlet: "outlet’s own voice", direct: "direct quotation", indirect: "reported speech" };
const LAYERS = [
  ["voice", "voices"], ["terms", "loaded terms"], ["names", "names chosen"], ["cues", "verbs and speakers"],
  ["actors", "actors"], ["excluded", "left out"],
];
const BATCH = 25, LISTED = 50, FAR = 400;
const byId = (id) => document.getElementById(id);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const make = (tag, properties = {}, ...children) => {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
};
const number = (value) => value.toLocaleString("en");
const counted = (value, noun) => `${number(value)} ${noun}${value === 1 ? "" : "s"}`;

const store = {};
window.framingPage = (name, data) => { store[name] = Promise.resolve(data); };

function unpacked(element) {
  const bytes = Uint8Array.from(atob(element.textContent), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}

function fetched(name) {
  return new Promise((done, fail) => {
    const script = make("script", { src: `pages/${name}.js` });
    script.onload = () => { script.remove(); done(store[name]); };
    script.onerror = () => { delete store[name]; fail(new Error(`pages/${name}.js could not be read. Keep the folder “pages” beside this file.`)); };
    document.head.append(script);
  });
}

function load(name) {
  if (!(name in store)) {
    const element = byId(`data-${name}`);
    store[name] = element ? unpacked(element) : fetched(name);
  }
  return store[name];
}

const [meta, pages] = await Promise.all([load("meta"), load("pages")]);
const pageSize = pages.length ? PAGE_SIZE : Infinity;

async function article(place) {
  const page = pageSize === Infinity ? 0 : Math.floor(place / pageSize);
  const articles = await load(`articles-${page}`);
  const found = articles && articles[place - (page ? page * pageSize : 0)];
  if (!found) return null;
  const [text, headline, bounds, voices, furniture] = found;
  return { text, headline, bounds, voices, furniture };
}

function value(index, name, row) {
  if (name in index.via) {
    const [column, values] = index.via[name];
    const code = index.columns[column][row];
    return code < 0 ? null : values[code];
  }
  const raw = index.columns[name][row];
  return name in index.lists ? (raw < 0 ? null : index.lists[name][raw]) : raw;
}

function test(index, name, wanted) {
  const list = new Set([].concat(wanted));
  const good = (each) => [].concat(each).some((one) => list.has(one));
  if (name in index.via) {
    const [column, values] = index.via[name];
    const fits = values.map(good), codes = index.columns[column];
    return (row) => codes[row] >= 0 && fits[codes[row]];
  }
  const codes = index.columns[name];
  if (!codes) return () => false;
  if (!(name in index.lists)) return (row) => list.has(codes[row]);
  const fits = index.lists[name].map(good);
  return (row) => codes[row] >= 0 && fits[codes[row]];
}

function find(index, where) {
  const tests = Object.entries(where).filter(([name]) => name !== "outlet").map(([name, wanted]) => test(index, name, wanted));
  const outlets = "outlet" in where ? new Set([].concat(where.outlet).map((name) => meta.outlets.indexOf(name))) : null;
  const rows = [];
  for (let place = 0; place < meta.id.length; place++) {
    if (outlets && !outlets.has(meta.outlet[place])) continue;
    for (let row = index.at[place]; row < index.at[place + 1]; row++) if (tests.every((fits) => fits(row))) rows.push([place, row]);
  }
  return rows;
}
