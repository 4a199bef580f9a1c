// The timeline drawn over the plain list: phases as bands, entries as a histogram from afar and as cards near
// by, each at the precision that its date has.
//
// Takes the section `.tl` with its words in data attributes, the overview and, as one looks closer, the shards.
// What carries links (bands, cards) is DOM and as few as fit; what is many (bars, marks, ticks) is one canvas:
// 168 bars and 60 labels, moved in every frame, took 3.8 ms of it as SVG and 1.3 ms so (Chromium 148, 22/11/2026).
// Time is counted in days since 1970; a view is the day at the left edge and the pixels in a day.
(() => {
  const root = document.querySelector('.tl');
  if (!root) return;
  const words = root.dataset;
  const view = root.querySelector('.tl-view');
  const canvas = view.querySelector('canvas');
  const paint = canvas.getContext('2d');
  const [bandBox, cardBox] = view.querySelectorAll('div');
  const said = root.querySelector('output');
  const months = words.months.split(' ');
  const still = matchMedia('(prefers-reduced-motion: reduce)');

  const DAY = 864e5;
  const NARROW = 150; // the narrowest cell that holds cards, in pixels
  const FOOT = 46; // the axis
  const DEEPEST = 260; // pixels in a day

  const day = (y, m = 0, d = 1) => Date.UTC(y, m, d) / DAY;
  const parse = (iso) => {
    const [y, m, d] = iso.split('-').map(Number);
    return {
      from: day(y, (m || 1) - 1, d || 1),
      to: d ? day(y, m - 1, d + 1) : m ? day(y, m) : day(y + 1),
      level: d ? 2 : m ? 1 : 0,
    };
  };
  const parts = (n) => {
    const date = new Date(Math.floor(n) * DAY);
    return [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  };
  const iso = (n) => new Date(Math.floor(n) * DAY).toISOString().slice(0, 10);
  const name = (level, y, m, d) => [`${y}`, fill(words.month, y, m), fill(words.day, y, m, d)][level];
  const spoken = (date) => {
    const [y, m, d] = date.split('-').map(Number);
    return name(d ? 2 : m ? 1 : 0, y, m - 1, d);
  };
  const fill = (text, y, m, d) =>
    text.replace('{y}', y).replace('{m}', months[m]).replace('{d}', `${d}`.padStart(+words.digits, '0'));
  // The cell of a level (0 year, 1 month, 2 day) that holds a day.
  const cellAt = (level, n) => {
    const [y, m, d] = parts(n);
    const from = level === 0 ? day(y) : level === 1 ? day(y, m) : day(y, m, d);
    const to = level === 0 ? day(y + 1) : level === 1 ? day(y, m + 1) : from + 1;
    return { level, y, m, d, from, to };
  };

  let TOP = 8; // where bands and milestones end
  let vague = 0; // the room for what only its year is known of
  let phases = [];
  let years = new Map();
  let pageSize = 100;
  let first, last; // the days between which there is something
  const most = [1, 1, 4]; // entries in the fullest year, month, and day as far as known
  let at = 0,
    scale = 1,
    width = 0,
    height = 0;
  const shards = new Map(); // name → { days: Map(day → entries), coarse: entries } or a promise
  let colours = {};

  // ---- What there is -------------------------------------------------------------------------------------

  function take(overview) {
    overviewText = JSON.stringify(overview);
    phases = overview.phases.map((phase) => ({
      ...phase,
      from: parse(phase.from).from,
      to: parse(phase.to).from,
      milestones: phase.milestones.map(([date, text]) => ({ at: parse(date).from, text })),
    }));
    if (phases.length) TOP = phases.some((phase) => phase.milestones.length) ? 78 : 38;
    years = new Map(overview.years.map((year) => [year.year, year]));
    pageSize = overview.page;
    const edges = [
      ...phases.flatMap((phase) => [phase.from, phase.to]),
      ...overview.years.flatMap(({ year }) => [day(year), day(year + 1)]),
    ];
    if (!edges.length) return false;
    first = Math.min(...edges);
    last = Math.max(...edges);
    for (const year of overview.years) {
      year.count = year.counts.reduce((sum, n) => sum + n, 0);
      most[0] = Math.max(most[0], year.count);
      if (year.counts[0]) vague = 29;
      most[1] = Math.max(most[1], ...year.counts.slice(1));
    }
    return true;
  }

  const shardName = (year, m) =>
    year.split && m >= 0 ? `${year.year}-${`${m + 1}`.padStart(2, '0')}` : `${year.year}`;

  // The entries of a cell that are known to its precision or better; nothing yet where they are not here.
  function entriesOf({ level, y, m, from }) {
    const year = years.get(y);
    if (!year) return [];
    if (level === 0) {
      if (year.split) return undefined;
      return shard(shardName(year, -1))?.all;
    }
    if (!year.counts[m + 1]) return [];
    const loaded = shard(shardName(year, m));
    if (!loaded) return undefined;
    return (level === 1 ? loaded.months.get(m) : loaded.days.get(from)) ?? [];
  }

  function coarse(level, y, m) {
    const year = years.get(y);
    const count = year?.counts[level === 0 ? 0 : m + 1];
    if (!count) return [];
    const loaded = shard(shardName(year, level === 0 ? -1 : m));
    return loaded && loaded.all.filter((entry) => entry.level === level && (level === 0 || entry.m === m));
  }

  const wanted = new Set();
  const resting = new Set(); // shards that did not come; asked for again when the reader moves on
  let fetching = 0;

  function shard(file) {
    const known = shards.get(file);
    if (known === undefined && !resting.has(file)) wanted.add(file);
    return known || undefined;
  }

  function fetchWanted() {
    for (const file of wanted) {
      if (fetching >= 6) return;
      wanted.delete(file);
      if (shards.has(file)) continue;
      shards.set(file, null);
      fetching += 1;
      load(`${file}.json`, 'no-cache')
        .then(({ entries }) => shards.set(file, index(entries)))
        .catch(() => {
          shards.delete(file);
          resting.add(file);
          return renew();
        })
        .finally(() => {
          fetching -= 1;
          draw();
          fetchWanted();
        });
    }
  }

  async function load(file, cache) {
    const answer = await fetch(new URL(file, new URL(words.overview, document.baseURI)), { cache });
    if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
    return answer.json();
  }

  // Where a shard did not come, the site may have been published anew since this page was opened.
  let renewing;
  let overviewText;
  function renew() {
    renewing ??= load('tong-quan.json', 'no-cache')
      .then((overview) => {
        if (JSON.stringify(overview) === overviewText || !take(overview)) return;
        shards.clear();
        awake();
      })
      .catch(() => {})
      .finally(() => {
        renewing = null;
      });
    return renewing;
  }

  function awake() {
    resting.clear();
    draw();
    settling ||= setTimeout(settle, 150);
  }

  function index(rows) {
    const all = rows.map(([date, slug, title, place, hue, photo, ended]) => {
      const [y, m, d] = parts(parse(date).from);
      return {
        ...parse(date),
        y,
        m,
        d,
        slug,
        title,
        place,
        hue,
        photo,
        until: ended && parse(ended).to,
        last: ended && spoken(ended),
      };
    });
    const byMonth = new Map(),
      days = new Map();
    const put = (map, key, entry) => (map.has(key) ? map.get(key).push(entry) : map.set(key, [entry]));
    for (const entry of all) {
      if (entry.level > 0) put(byMonth, entry.m, entry);
      if (entry.level > 1) put(days, entry.from, entry);
    }
    for (const list of days.values()) most[2] = Math.max(most[2], list.length);
    return { all, months: byMonth, days };
  }

  // The page of a year on which its entry number `n` stands.
  const yearPage = (y, n) =>
    `${words.root}dong-thoi-gian/${y}/${n < pageSize ? '' : `trang/${Math.floor(n / pageSize) + 1}/`}`;
  const before = (y, m) =>
    years
      .get(y)
      .counts.slice(0, m + 1)
      .reduce((sum, n) => sum + n, 0);

  // ---- Drawing -------------------------------------------------------------------------------------------

  const x = (n) => (n - at) * scale;
  let asked = 0;
  function draw() {
    asked ||= requestAnimationFrame(frame);
  }

  function size() {
    const box = view.getBoundingClientRect();
    const dots = Math.min(devicePixelRatio || 1, 2);
    if (width && box.width !== width) scale *= box.width / width;
    width = box.width;
    height = box.height;
    canvas.width = Math.round(width * dots);
    canvas.height = Math.round(height * dots);
    paint.setTransform(dots, 0, 0, dots, 0, 0);
    const style = getComputedStyle(view);
    colours = { font: style.fontFamily };
    const probe = document.createElement('i');
    view.append(probe);
    for (const key of ['ink', 'soft', 'line', 'tone']) {
      probe.className = `tl-${key}`;
      colours[key] = getComputedStyle(probe).color;
    }
    probe.remove();
    const hatch = document.createElement('canvas');
    hatch.width = hatch.height = 8;
    const lines = hatch.getContext('2d');
    lines.strokeStyle = colours.tone;
    lines.lineWidth = 1.5;
    for (const shift of [-4, 4, 12]) {
      lines.moveTo(shift - 4, 8 + 4 - 4);
      lines.lineTo(shift + 4, 0);
    }
    lines.stroke();
    colours.hatch = paint.createPattern(hatch, 'repeat');
  }

  function frame() {
    asked = 0;
    paint.clearRect(0, 0, width, height);
    paint.textBaseline = 'middle';
    paint.textAlign = 'left';
    const level = scale * 365 < NARROW ? -1 : scale * 30.4 < NARROW ? 0 : scale < NARROW ? 1 : 2;
    const cards = [];
    drawAxis();
    drawMilestones();
    if (level < 0) drawBars(at, at + width / scale);
    else drawCells(level, cards);
    placeBands();
    placeCards(cards);
    if (isLate) settle();
  }

  function* cells(level, from, to) {
    for (let cell = cellAt(level, from); cell.from < to; cell = cellAt(level, cell.to)) yield cell;
  }

  function drawAxis() {
    const base = height - FOOT;
    const end = at + width / scale;
    const font = (bold) => {
      paint.font = `${bold ? '600 ' : ''}13px ${colours.font}`;
    };
    paint.fillStyle = colours.line;
    paint.fillRect(0, base, width, 1);
    const small = scale >= 20 ? 2 : scale * 30 >= (+words.digits === 2 ? 26 : 34) ? 1 : 0;
    const step = small ? 1 : ([1, 2, 5, 10, 20, 50].find((n) => n * 365 * scale >= 44) ?? 100);
    for (const cell of cells(small, at, end)) {
      if (!small && cell.y % step) continue;
      const left = x(cell.from);
      paint.fillStyle = colours.line;
      paint.fillRect(left, base, 1, small ? 6 : 10);
      if (small) paint.fillRect(left, TOP, 1, (small === 1 ? cell.m === 0 : cell.d === 1) ? base - TOP : 0);
      else paint.fillRect(left, TOP, 1, base - TOP);
      if (left < -3) continue;
      font(!small);
      paint.fillStyle = small ? colours.soft : colours.ink;
      paint.fillText(small === 2 ? cell.d : small === 1 ? months[cell.m] : cell.y, left + 4, base + 14);
    }
    if (!small) return;
    font(true);
    paint.fillStyle = colours.ink;
    for (const cell of cells(small - 1, at, end)) {
      const text = name(small - 1, cell.y, cell.m);
      const room = x(cell.to) - 8 - paint.measureText(text).width;
      paint.fillText(text, Math.min(Math.max(x(cell.from), 0) + 4, room), base + 34);
    }
  }

  function drawMilestones() {
    let taken = -1e9;
    paint.font = `13px ${colours.font}`;
    const seen = phases
      .flatMap((phase) => phase.milestones)
      .filter((one) => x(one.at) > -400 && x(one.at) < width);
    seen.forEach((one, n) => {
      const left = x(one.at);
      one.width ??= paint.measureText(one.text).width;
      paint.fillStyle = colours.soft;
      paint.fillRect(left, TOP, 1, height - FOOT - TOP);
      paint.fillStyle = colours.ink;
      paint.beginPath();
      paint.moveTo(left, 36);
      paint.lineTo(left + 5, 42);
      paint.lineTo(left, 48);
      paint.lineTo(left - 5, 42);
      paint.fill();
      // A text stands beside its mark, else below it; where there is no room either, the mark alone tells.
      const next = seen[n + 1] ? x(seen[n + 1].at) : 1e9;
      if (left + one.width + 20 < Math.min(next, width)) paint.fillText(one.text, left + 9, 43);
      else if (taken + 12 < left && left + one.width < width) {
        paint.fillText(one.text, left - 4, 62);
        taken = left + one.width;
      }
    });
  }

  // The histogram between two days: by year, month or day, as bars of five pixels or more allow.
  function drawBars(from, to) {
    const base = height - FOOT;
    const room = base - TOP - 22;
    const level = scale * 30.4 < 3 ? 0 : scale < 5 ? 1 : 2;
    const bar = (left, right, count, hatched) => {
      const tall = count && Math.max(2, (count / most[level]) * room);
      paint.fillStyle = hatched ? colours.hatch : colours.tone;
      paint.fillRect(left, base - tall, Math.max(right - left - (right - left > 3 ? 1 : 0), 1), tall);
      if (!hatched && count && right - left > 24) {
        paint.fillStyle = colours.soft;
        paint.fillText(count, left, base - tall - 9);
      }
    };
    paint.font = `12px ${colours.font}`;
    for (const cell of cells(level, from, to)) {
      const year = years.get(cell.y);
      if (!year) continue;
      const left = x(Math.max(cell.from, from)),
        right = x(Math.min(cell.to, to));
      if (level === 0) bar(left, right, year.count);
      // Of what only the year or the month is known, a hatched share in every part of it.
      if (level === 1 && year.counts[0]) bar(left, right, year.counts[0] / 12, true);
      if (level === 1) bar(left, right, year.counts[cell.m + 1]);
      if (level === 2) {
        const days = year.counts[cell.m + 1] ? shard(shardName(year, cell.m)) : undefined;
        const blurred = days
          ? (days.blurred?.[cell.m] ??
            ((days.blurred ??= {})[cell.m] = (days.months.get(cell.m) ?? []).filter(
              (e) => e.level === 1,
            ).length))
          : 0;
        if (blurred) bar(left, right, blurred / 30, true);
        if (days) bar(left, right, days.days.get(cell.from)?.length ?? 0);
      }
    }
  }

  // Cells that are wide enough hold cards; those with more than fit hold bars, or at last some of theirs.
  function drawCells(level, cards) {
    const top = TOP + 4 + (level > 0 ? vague : 0) + (level > 1 ? 29 : 0);
    const base = height - FOOT - 14;
    const end = at + width / scale;
    const chip = (cell, row) => {
      const list = coarse(cell.level, cell.y, cell.m);
      if (!list?.length) return;
      const one = list.length === 1 ? list[0] : undefined;
      const only = fill(cell.level ? words.onlyMonth : words.onlyYear, cell.y, cell.m);
      cards.push({
        key: `~${cell.level}${cell.from}`,
        left: Math.max(x(cell.from), 0) + 3,
        top: TOP + 2 + (row ? vague : 0),
        kind: 'span',
        width: Math.min(x(cell.to), width) - Math.max(x(cell.from), 0) - 6,
        height: 26,
        hue: one?.hue,
        title: one ? `${one.title} (${only})` : `${only}: ${list.length} ${words.unit}`,
        href: one ? entryPath(one) : yearPage(cell.y, cell.level ? before(cell.y, cell.m) : 0),
        order: cell.from,
      });
    };
    if (level > 0) for (const cell of cells(0, at, end)) chip(cell, 0);
    if (level > 1) for (const cell of cells(1, at, end)) chip(cell, 1);
    for (const cell of cells(level, at, end)) {
      const year = years.get(cell.y);
      const count = !year ? 0 : level === 0 ? year.count : level === 1 ? year.counts[cell.m + 1] : 1;
      if (!count) continue;
      const wide = Math.min(Math.floor((x(cell.to) - x(cell.from) - 6) / 20) * 20, 240);
      const fits = Math.floor((base - top) / 31);
      const list = entriesOf(cell);
      const lanes = list && inLanes(list, cell, wide, level < 2 ? fits : 0);
      if (!lanes) {
        drawBars(Math.max(cell.from, at - 1), Math.min(cell.to, end + 1));
        if (level === 0 && year.counts[0]) chip(cell, 0);
        if (level === 1) chip(cell, 1);
        continue;
      }
      const high = Math.max(...lanes) + 1;
      const big = wide >= 200 && high * 72 <= base - top ? 68 : 28;
      const shown = high > fits ? list.slice(0, fits - 1) : list;
      shown.forEach((entry, n) => {
        cards.push({
          key: entry.slug,
          left: leftOf(entry, cell, wide),
          top: top + lanes[n] * (big + (big > 30 ? 4 : 3)),
          width: wide,
          height: big,
          kind: big > 30 ? 'near' : '',
          title: entry.title,
          date: name(entry.level, entry.y, entry.m, entry.d) + (entry.last ? ` – ${entry.last}` : ''),
          place: entry.place,
          photo: entry.photo,
          hue: entry.hue,
          href: entryPath(entry),
          order: cell.from + n / 1000,
        });
        // A mark on the axis: where in the cell it began, as wide as its date is vague.
        const left = x(entry.from);
        // What came to its end is a line up to there.
        if (entry.until) {
          paint.fillStyle = colours.soft;
          paint.fillRect(
            left + 1,
            height - FOOT - 11,
            Math.max(4, Math.min(x(entry.until), width) - left - 2),
            2,
          );
        }
        paint.fillStyle = entry.level < 2 ? colours.hatch : colours.tone;
        paint.fillRect(
          left + 1,
          height - FOOT - 9,
          Math.max(4, Math.min(x(entry.to), x(cell.to)) - left - 2),
          8,
        );
      });
      if (shown.length < list.length) {
        const skipped =
          before(cell.y, cell.m) +
          shards.get(shardName(year, cell.m)).months.get(cell.m).indexOf(list[shown.length]);
        cards.push({
          key: `+${cell.from}`,
          left: x(cell.from) + 3,
          top: top + shown.length * 31,
          width: wide,
          height: 28,
          kind: 'more',
          title: words.more.replace('{n}', list.length - shown.length),
          href: yearPage(cell.y, skipped),
          order: cell.from + 0.99,
        });
      }
    }
  }

  // Where a card begins: at its day, but within its cell, so that cells need not know of each other.
  const leftOf = (entry, cell, wide) =>
    Math.max(Math.min(x(Math.max(entry.from, cell.from)), x(cell.to) - wide - 3), x(cell.from)) + 3;

  // The lane of each card; nothing where `limit` lanes do not hold them all.
  function inLanes(list, cell, wide, limit) {
    const ends = [];
    const lanes = [];
    for (const entry of list) {
      const left = leftOf(entry, cell, wide);
      let lane = ends.findIndex((end) => end < left);
      if (lane < 0) lane = ends.length;
      if (limit && lane >= limit) return undefined;
      ends[lane] = left + wide;
      lanes.push(lane);
    }
    return lanes;
  }

  const entryPath = (entry) => `${words.root}mo-hinh/${entry.slug}/`;

  function placeBands() {
    phases.forEach((phase, n) => {
      const band = bandBox.children[n] ?? bandBox.appendChild(document.createElement('a'));
      if (!band.href) {
        band.href = words.root + phase.path;
        band.textContent = phase.name;
      }
      const left = Math.round(Math.max(x(phase.from), -2));
      const wide = Math.round(Math.min(x(phase.to), width + 2)) - left - 2;
      if (band.hidden !== wide < 3) band.hidden = wide < 3;
      if (!band.hidden) place(band, left, 0, wide);
    });
  }

  const pool = new Map(); // key → element
  const spare = [];
  const FRESH = 6; // how many cards one frame may fill
  let origin = 0,
    originScale = 0;

  // Puts the cards where they belong. While one pans, the box moves and not they: to restyle many elements in
  // each frame costs more than all the rest. Of new cards a frame fills a few, the next ones the others.
  function placeCards(cards) {
    if (originScale !== scale) [origin, originScale] = [at, scale];
    const shift = (at - origin) * scale;
    cardBox.style.transform = `translateX(${-shift}px)`;
    const seen = new Set(cards.map(({ key }) => key));
    for (const [key, card] of pool) {
      if (seen.has(key) || card === document.activeElement) continue;
      pool.delete(key);
      spare.push(card);
    }
    let fresh = FRESH;
    for (const one of cards) {
      let card = pool.get(one.key);
      if (!card) {
        if (!fresh) {
          draw();
          continue;
        }
        fresh -= 1;
        card = spare.pop() ?? cardBox.appendChild(blank());
        if (card.hidden) card.hidden = false;
        pool.set(one.key, card);
      }
      const text = `${one.title}|${one.date}|${one.kind}|${one.photo}|${one.hue}`;
      if (card.reads !== text) fillCard(card, one, text);
      card.order = one.order;
      place(card, Math.round(one.left + shift), one.top, one.width, one.height);
    }
    for (const card of spare) place(card, -9999, 0);
  }

  // Writes only what changed.
  function place(card, left, top, wide, tall) {
    if (card.left !== left || card.at !== top)
      card.style.transform = `translate(${(card.left = left)}px, ${(card.at = top)}px)`;
    if (wide && card.wide !== wide) card.style.width = `${(card.wide = wide)}px`;
    if (tall && card.tall !== tall) card.style.height = `${(card.tall = tall)}px`;
  }

  function fillCard(card, one, text) {
    card.reads = text;
    card.href = one.href;
    card.className = `tl-card ${one.kind ? `tl-${one.kind}` : ''}`;
    const [tint, image, title, small] = card.children;
    tint.className = one.hue === undefined ? '' : `hue-${one.hue}`;
    title.textContent = one.title;
    small.textContent = one.kind === 'near' ? `${one.date} · ${one.place}` : '';
    card.title = one.kind || !one.date ? one.title : `${one.title} (${one.date}, ${one.place})`;
    image.hidden = !(one.kind === 'near' && one.photo);
    if (!image.hidden) image.src = words.root + one.photo;
  }

  function blank() {
    const card = document.createElement('a');
    const image = document.createElement('img');
    image.alt = '';
    image.width = image.height = 56;
    image.decoding = 'async';
    card.append(
      document.createElement('i'),
      image,
      document.createElement('b'),
      document.createElement('small'),
    );
    card.draggable = image.draggable = false;
    return card;
  }

  // ---- Moving --------------------------------------------------------------------------------------------

  let settling = 0;
  let isLate = false; // whether settling waits for a frame, which tells what is wanted

  function go(newAt, newScale) {
    const margin = (last - first) * 0.02 + 15;
    scale = Math.min(Math.max(newScale, width / (last - first + 2 * margin)), DEEPEST);
    const span = width / scale;
    at = Math.min(Math.max(newAt, first - margin), Math.max(first - margin, last + margin - span));
    draw();
    clearTimeout(settling);
    settling = setTimeout(settle, 150);
  }

  function steer(newAt, newScale) {
    steered = true;
    resting.clear();
    go(newAt, newScale);
  }

  const zoom = (factor, around = width / 2) => {
    const pinned = at + around / scale;
    const wide = Math.min(Math.max(scale * factor, width / (last - first) / 1.2), DEEPEST);
    return [pinned - around / wide, wide];
  };

  // Goes there smoothly, unless the reader wants no motion.
  let flying = 0;
  function fly([toAt, toScale], push) {
    cancelAnimationFrame(flying);
    if (push) history.pushState(null, '', location.href);
    if (still.matches) return steer(toAt, toScale);
    const from = [at, scale],
      begun = performance.now();
    const wing = (now) => {
      const t = Math.min((now - begun) / 220, 1),
        eased = 1 - (1 - t) ** 3;
      const s = from[1] * (toScale / from[1]) ** eased;
      // The edges move as the span does, so that the eye is not led astray.
      const share =
        Math.abs(toScale - from[1]) < 1e-9 ? eased : (1 / s - 1 / from[1]) / (1 / toScale - 1 / from[1]);
      steer(from[0] + (toAt - from[0]) * share, s);
      if (t < 1) flying = requestAnimationFrame(wing);
    };
    flying = requestAnimationFrame(wing);
  }

  const fit = (from, to) => [from, width / (to - from)];
  const whole = () => fit(first - (last - first) * 0.02, last + (last - first) * 0.02);

  // When the picture stands: fetch what it lacks, put the links in their order, tell where we are.
  function settle() {
    settling = 0;
    isLate = asked > 0;
    if (isLate) return;
    fetchWanted();
    if (!cardBox.contains(document.activeElement)) {
      const rows = [...cardBox.children];
      for (const card of spare) card.hidden = true;
      const sorted = [...rows].sort((a, b) => a.hidden - b.hidden || a.order - b.order);
      if (rows.some((row, n) => row !== sorted[n])) cardBox.append(...sorted);
    }
    const end = at + width / scale;
    const [a, b] = [parts(at + 0.5), parts(end - 0.5)];
    const level = scale >= 20 ? 2 : 1;
    let count = 0;
    for (const cell of cells(1, at + 0.5, end - 0.5)) {
      const year = years.get(cell.y);
      if (year)
        count +=
          year.counts[cell.m + 1] +
          ((cell.m === a[1] && cell.y === a[0]) || cell.m === 0 ? year.counts[0] : 0);
    }
    const ends = [...new Set([name(level, ...a), name(level, ...b)])].join(' – ');
    const text = `${ends}${level === 1 ? `: ${count} ${words.unit}` : ''}`;
    if (said.textContent !== text) said.textContent = text;
    for (const button of root.querySelectorAll('button')) {
      const stuck = { in: scale >= DEEPEST * 0.99, out: width / scale >= last - first };
      button.setAttribute('aria-disabled', Boolean(stuck[button.dataset.do]));
    }
    const hash = `#${iso(at + 0.5)}..${iso(end - 0.5)}`;
    const isForeign = location.hash && !days(location.hash) && !steered;
    if (started && location.hash !== hash && !isForeign && !named(location.hash))
      history.replaceState(null, '', hash);
    started = true;
  }
  let started = false;
  let steered = false; // whether the reader has moved

  // Whether an address names the view that we are at, in other words than ours.
  function named(hash) {
    const there = days(hash);
    return there && Math.abs(there[0] - at) * scale < 2 && Math.abs(there[1] / scale - 1) < 0.01;
  }

  // `#2019`, `#2019-03`, `#2019-03-05`, `#2019-03-05..2019-04-20`: the days that are to be seen.
  function days(hash) {
    const found = hash.match(/^#(\d{4}(?:-\d\d){0,2})(?:\.\.(\d{4}(?:-\d\d){0,2}))?$/);
    if (!found) return undefined;
    const from = parse(found[1]).from,
      to = parse(found[2] ?? found[1]).to;
    return from < to && from < last && to > first ? fit(from, to) : undefined;
  }

  const here = () => go(...(days(location.hash) ?? whole()));

  const acts = {
    in: () => zoom(2),
    out: () => zoom(0.5),
    all: whole,
    left: () => [at - width / scale / 4, scale],
    right: () => [at + width / scale / 4, scale],
  };
  const keys = {
    ArrowLeft: acts.left,
    ArrowRight: acts.right,
    '+': acts.in,
    '=': acts.in,
    '-': acts.out,
    _: acts.out,
    0: acts.all,
    PageUp: () => [at - width / scale, scale],
    PageDown: () => [at + width / scale, scale],
    Home: () => [first, scale],
    End: () => [last - width / scale, scale],
  };

  function listen() {
    root.addEventListener('click', ({ target }) => {
      const act = acts[target.closest('button')?.dataset.do];
      if (act) fly(act(), act === acts.all);
    });
    view.addEventListener('keydown', (event) => {
      const act = keys[event.key];
      if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      fly(act());
    });
    // Who comes to a card by the Tab key sees all of it.
    cardBox.addEventListener('focusin', ({ target }) => {
      const card = target.getBoundingClientRect(),
        box = view.getBoundingClientRect();
      const out = Math.min(card.left - box.left - 8, 0) || Math.max(card.right - box.right + 8, 0);
      if (out && card.width < box.width && target.matches(':focus-visible')) fly([at + out / scale, scale]);
    });
    view.addEventListener(
      'wheel',
      (event) => {
        const across = Math.abs(event.deltaX) > Math.abs(event.deltaY);
        const unit = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? height : 1;
        // A page must scroll under the pointer: only with Ctrl (a pinch comes so too), or when the reader has
        // come into the timeline, is the wheel ours; and not where it leads no further.
        if (!across && !event.ctrlKey && !view.contains(document.activeElement)) return;
        const old = [at, scale];
        cancelAnimationFrame(flying);
        if (across) steer(at + (event.deltaX * unit) / scale, scale);
        else
          steer(
            ...zoom(
              Math.exp(-event.deltaY * unit * (event.ctrlKey ? 0.01 : 0.002)),
              event.clientX - view.getBoundingClientRect().left,
            ),
          );
        if (event.ctrlKey || across || at !== old[0] || scale !== old[1]) event.preventDefault();
      },
      { passive: false },
    );

    const fingers = new Map();
    let moved = 0;
    view.addEventListener('pointerdown', (event) => {
      if (event.button) return;
      cancelAnimationFrame(flying);
      if (!fingers.size) moved = 0;
      fingers.set(event.pointerId, event.clientX);
    });
    view.addEventListener('pointermove', (event) => {
      const was = fingers.get(event.pointerId);
      if (was === undefined) return;
      const left = view.getBoundingClientRect().left;
      moved += Math.abs(event.clientX - was);
      if (fingers.size === 1 && moved > 5) {
        // Only now, for a captured click would not reach the card below it.
        if (!view.hasPointerCapture(event.pointerId)) view.setPointerCapture(event.pointerId);
        steer(at - (event.clientX - was) / scale, scale);
      } else if (fingers.size === 2) {
        const [other] = [...fingers].find(([id]) => id !== event.pointerId).slice(1);
        const [before, now] = [Math.abs(was - other), Math.abs(event.clientX - other)];
        if (before > 10 && now > 10) {
          const middle = (was + other) / 2 - left,
            pinned = at + middle / scale;
          const wide = (scale * now) / before;
          steer(pinned - ((event.clientX + other) / 2 - left) / wide, wide);
        }
        moved = 99;
      }
      fingers.set(event.pointerId, event.clientX);
    });
    for (const end of ['pointerup', 'pointercancel'])
      view.addEventListener(end, ({ pointerId }) => fingers.delete(pointerId));
    view.addEventListener(
      'click',
      (event) => {
        if (moved > 5) {
          event.preventDefault();
          event.stopPropagation();
        } else if (!event.target.closest('a')) {
          const level = scale * 365 < NARROW ? 0 : scale * 30.4 < NARROW ? 1 : 2;
          const box = view.getBoundingClientRect();
          if (event.clientY - box.top < TOP) return;
          const cell = cellAt(level, at + (event.clientX - box.left) / scale);
          fly(level === 2 ? zoom(3, event.clientX - box.left) : fit(cell.from, cell.to), true);
        }
      },
      true,
    );
    view.addEventListener('dragstart', (event) => event.preventDefault());
    // What is no time (a skip link, say) is left alone.
    for (const kind of ['popstate', 'hashchange']) {
      addEventListener(kind, () => (location.hash && !days(location.hash)) || named(location.hash) || here());
    }
    addEventListener('online', awake);
    new ResizeObserver(() => {
      if (view.getBoundingClientRect().width === width) return;
      size();
      go(at, scale);
    }).observe(view);
    for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)']) {
      matchMedia(query).addEventListener('change', () => {
        size();
        draw();
      });
    }
  }

  load(words.overview.split('/').pop())
    .then((overview) => {
      if (!take(overview)) throw new Error('nothing to draw');
      size();
      listen();
      here();
      root.hidden = false;
    })
    .catch(() => root.remove());
})();
