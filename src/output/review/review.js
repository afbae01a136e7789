'use strict';
const all = (root, selector) => Array.from(root.querySelectorAll(selector));
const noticeOf = element => element.closest('.notice');
const save = document.querySelector('[data-do=save]');
const statusLine = document.querySelector('.status');

// Every cell can be reached by keyboard and corrected; its path follows from where it stands, and is not in the file.
for (const table of all(document, '.rows'))
  Array.from(table.tBodies[0].rows).forEach((row, r) => Array.from(row.cells).forEach((cell, c) => {
    cell.tabIndex = 0;
    cell.dataset.path = `/tables/${table.dataset.table}/rows/${r}/cells/${c}/text`;
  }));

// What shows a cell, by the cell's name, found once for each notice: a list of a thousand rows has ten thousand elements.
const indexes = new Map();
function shownBy(notice, cell) {
  let index = indexes.get(notice);
  if (!index) {
    index = new Map();
    const add = (name, element) => index.has(name) ? index.get(name).push(element) : index.set(name, [element]);
    for (const element of all(notice, '[data-cell]')) add(element.dataset.cell, element);
    for (const line of all(notice, '[data-cells]')) for (const name of line.dataset.cells.split(' ')) add(name, line);
    indexes.set(notice, index);
  }
  return index.get(cell) || [];
}
let lit = [];
function light(notice, cell) {
  lit.forEach(e => e.classList.remove('lit'));
  lit = cell ? shownBy(notice, cell) : [];
  lit.forEach(e => e.classList.add('lit'));
}
function show(notice, cell, from) {
  light(notice, cell);
  const other = lit.find(e => !from.contains(e));
  if (other) other.scrollIntoView({block: 'nearest'});
}
function cellOf(target) {
  const holder = target.closest('[data-cell],[data-cells]');
  return holder && (holder.dataset.cell || holder.dataset.cells.split(' ')[0]);
}
function say(english, chinese, bad) {
  statusLine.textContent = document.documentElement.lang === 'zh' ? chinese : english;
  statusLine.classList.toggle('bad', Boolean(bad));
}
document.addEventListener('mouseover', event => {
  const notice = noticeOf(event.target);
  if (notice) light(notice, cellOf(event.target));
});
document.addEventListener('focusin', event => {
  const notice = noticeOf(event.target), cell = notice && cellOf(event.target);
  if (cell) show(notice, cell, event.target.closest('.pages,.read'));
});
document.addEventListener('click', event => {
  const action = event.target.closest('[data-do]');
  if (action) return void actions[action.dataset.do]();
  const finding = event.target.closest('li[data-finding]');
  if (finding) return void goTo(finding);
  const drawn = event.target.closest('.pages [data-cell], .pages [data-cells]');
  const field = drawn && shownBy(noticeOf(drawn), cellOf(drawn)).find(e => e.matches('td'));
  if (field) { field.focus({preventScroll: true}); field.scrollIntoView({block: 'center'}); }
});
document.addEventListener('dblclick', event => {
  const field = event.target.closest('[data-path]');
  if (field) edit(field);
});
document.addEventListener('change', event => {
  const of = event.target.dataset.toggle;
  if (of === 'found') document.body.classList.toggle('found', event.target.checked);
  if (of === 'leftout') document.body.classList.toggle('hide-leftout', !event.target.checked);
});

// A finding goes to its box on the page and to the value it is about.
function goTo(finding) {
  const notice = noticeOf(finding), number = finding.dataset.finding;
  all(notice, '.finding.now').forEach(e => e.classList.remove('now'));
  const boxes = all(notice, `.pages [data-finding="${number}"]`);
  boxes.forEach(e => e.classList.add('now'));
  const value = notice.querySelector(`td[data-findings~="${number}"]`);
  if (value) { value.scrollIntoView({block: 'center'}); show(notice, value.dataset.cell, notice.querySelector('.read')); }
  if (boxes.length) boxes[0].scrollIntoView({block: 'center'});
}

// Corrections by notice: path -> {before, after}.
const corrections = new Map();
const textsOf = field => Array.from(field.childNodes).filter(n => n.nodeType === Node.TEXT_NODE);
const valueOf = field => textsOf(field).map(n => n.data).join('');
function setValue(field, value) {
  textsOf(field).forEach(n => n.remove());
  field.prepend(document.createTextNode(value));
}
function edit(field) {
  if (field.querySelector('textarea')) return;
  const before = valueOf(field), box = document.createElement('textarea');
  box.value = before; box.rows = 1; box.setAttribute('aria-label', field.dataset.path);
  let done = false;
  const close = keep => {
    if (done) return;
    const after = keep ? box.value.trim().replace(/\s*\n\s*/g, ' ') : before;
    if (field.dataset.path === '/date/text' && !/^\d{4}-\d{2}-\d{2}$/.test(after)) {
      say('A date is written 2023-04-11', '日期请写作 2023-04-11', true);
      return;
    }
    done = true;
    box.remove();
    setValue(field, before);
    if (after !== before) for (const same of together(field, before)) correct(same, before, after);
    field.focus();
  };
  box.addEventListener('keydown', event => {
    event.stopPropagation();
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) { event.preventDefault(); close(true); }
    if (event.key === 'Escape') { event.preventDefault(); close(false); }
  });
  box.addEventListener('blur', () => close(true));
  setValue(field, '');
  field.prepend(box); box.focus(); box.select();
}
// A value printed once for several rows is corrected in all of them; a row below it alone, by itself.
function together(field, before) {
  const cell = field.dataset.cell;
  if (!cell || !field.matches('.own')) return [field];
  return shownBy(noticeOf(field), cell).filter(e => e.matches('td[data-path]') && (e === field || valueOf(e) === before));
}
function correct(field, before, after) {
  const notice = noticeOf(field), number = notice.dataset.notice, path = field.dataset.path;
  if (!corrections.has(number)) corrections.set(number, new Map());
  const known = corrections.get(number).get(path), first = known ? known.before : before;
  if (first === after) corrections.get(number).delete(path);
  else corrections.get(number).set(path, {before: first, after});
  setValue(field, after);
  field.classList.toggle('corrected', first !== after);
  field.title = first === after ? '' : `${first} → ${after}`;
  tell(notice);
}
function tell(notice) {
  const list = notice.querySelector('.made'), made = corrections.get(notice.dataset.notice);
  list.replaceChildren(...Array.from(made, ([path, {before, after}]) => {
    const line = document.createElement('li'), code = document.createElement('code'), was = document.createElement('span');
    code.textContent = path; was.className = 'was'; was.textContent = before || '∅';
    line.append(code, ' ', was, ` → ${after || '∅'}`);
    return line;
  }));
  const count = Array.from(corrections.values()).reduce((sum, m) => sum + m.size, 0);
  save.disabled = !count;
  document.querySelector('[data-count]').textContent = count || '';
  unsaved = count > 0;
  say(`${count} corrected, not saved yet`, `已更正${count}处，尚未保存`);
}
let unsaved = false;
window.addEventListener('beforeunload', event => { if (unsaved) event.preventDefault(); });
// JSON Patch (RFC 6902): each change is preceded by a test of what stood there, and the first tests which file it was, so
// that a patch cannot be applied to another notice unseen. The name is for people.
function patchOf(section) {
  const operations = ['sha256', 'name'].filter(of => section.dataset[of])
    .map(of => ({op: 'test', path: `/source/${of}`, value: section.dataset[of]}));
  // What is not seen stands on the page as \\u{1b}, and in the value as itself.
  const own = text => text.replace(/\\u\{([0-9a-f]{1,6})\}/g, (_, code) => String.fromCodePoint(parseInt(code, 16)));
  for (const [path, {before, after}] of corrections.get(section.dataset.notice) || [])
    operations.push({op: 'test', path, value: own(before)}, {op: 'replace', path, value: own(after)});
  return operations;
}
const actions = {
  lang() {
    document.documentElement.lang = document.documentElement.lang === 'zh' ? 'en' : 'zh';
    statusLine.textContent = '';
  },
  next() {
    const list = all(document, 'li[data-finding]');
    if (!list.length) return void say('No findings', '没有核对提示');
    const next = list[(list.indexOf(document.activeElement) + 1) % list.length];
    next.closest('details').open = true;
    next.focus(); goTo(next);
  },
  save() {
    const sections = all(document, '.notice').filter(s => (corrections.get(s.dataset.notice) || new Map()).size);
    if (!sections.length) return;
    // One notice, one patch; of several notices, an object of patches by file name.
    const one = sections.length === 1;
    const content = one ? patchOf(sections[0]) : Object.fromEntries(sections.map(s => [s.dataset.name, patchOf(s)]));
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([JSON.stringify(content, null, 1) + '\n'], {type: 'application/json'}));
    link.download = (one && sections[0].dataset.name || 'notices').replace(/^.*[\\/]/, '') + '.corrections.json';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    unsaved = false;
    say(`Saved as ${link.download}; apply with: putuo-notice convert FILE --corrections ${link.download}`,
      `已存为 ${link.download}；应用：putuo-notice convert 文件 --corrections ${link.download}`);
  },
  larger() { zoom(1.25); },
  smaller() { zoom(0.8); },
};
let scale = 1;
function zoom(by) {
  scale = Math.min(4, Math.max(0.25, scale * by));
  document.documentElement.style.setProperty('--zoom', `${scale * 100}%`);
}
function move(cell, key) {
  const row = cell.parentElement, column = cell.cellIndex;
  const rows = Array.from(row.parentElement.rows), index = rows.indexOf(row);
  const next = {ArrowUp: () => rows[index - 1]?.cells[column], ArrowDown: () => rows[index + 1]?.cells[column],
    ArrowLeft: () => row.cells[column - 1], ArrowRight: () => row.cells[column + 1]}[key]();
  if (next) { next.focus({preventScroll: true}); next.scrollIntoView({block: 'nearest', inline: 'nearest'}); }
}
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('textarea,input')) return;
  const cell = event.target.closest('td[data-path]');
  if (cell && event.key.startsWith('Arrow')) { event.preventDefault(); return void move(cell, event.key); }
  if (event.key === 'Enter') {
    const field = event.target.closest('[data-path]'), finding = event.target.closest('li[data-finding]');
    if (field) { event.preventDefault(); edit(field); } else if (finding) goTo(finding);
  }
  const action = {n: 'next', s: 'save', l: 'lang', '+': 'larger', '-': 'smaller'}[event.key];
  if (action) actions[action]();
});
