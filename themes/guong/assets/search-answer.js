// From a query to entries: the same rules as the program's (src/search/matcher.rs).
import { has, log16 } from './search-bits.js';
import { AGREES, common, HELD, NEAR, RELATED, Tiers } from './search-tiers.js';
import { agreement, beginning, isYear, readQuery } from './search-words.js';

const EXACT = 16;
const TONELESS = [11, 12];
const DIFFERS = 5;
const TIER_WEIGHTS = [8, 5, 3, 9];
const BESIDE = 6;
const COMPLETED = 14;
const ENOUGH = 6;
const COMPLETIONS = 4;
const SUSPECTS = 3;

const held = (form) =>
  Math.max(form.lists[0].length + form.lists[1].length + form.lists[2].length, form.lists[3].length);

class Matcher {
  constructor(index, words) {
    this.index = index;
    this.words = words;
    this.bare = words.every((word) => word.surface === word.folded);
    this.asked = [];
    this.tried = [];
    this.parts = [];
  }

  // One thing that is asked: which words it covers, and the lists that answer it.
  ask(words) {
    const asked = { words, lists: [], sum: null };
    this.asked.push(asked);
    return asked;
  }

  // Where it is written just as it was typed, no tone was left out.
  count(asked, forms, part, all, meant = false) {
    const exact = all.includes(EXACT);
    const marks = exact
      ? all.map((mark) => (mark < TONELESS[0] || mark > TONELESS[1] ? mark : DIFFERS))
      : all;
    const agreeing = (least) => forms.reduce((sum, form, n) => sum + (marks[n] >= least ? held(form) : 0), 0);
    const entries = agreeing(AGREES) || agreeing(0);
    const rarity = Math.max(log16(this.index.all) + 32 - log16(entries), 16);
    const weight = Math.floor((rarity * part) / 16);
    this.sums = asked.sum = null;
    for (const [n, form] of forms.entries()) {
      const covers = weight * marks[n];
      for (const [tier, entries] of form.lists.entries()) {
        const score = covers * TIER_WEIGHTS[tier];
        if (entries.length) asked.lists.push({ entries, tier, meant, score, covers, marks: marks[n] });
      }
    }
  }

  marks(n, written) {
    const word = this.words[n];
    return agreement(word.surface, word.folded, written, this.bare);
  }

  begins(n, written) {
    const word = this.words[n];
    return Math.floor((beginning(word.surface, word.folded, written, this.bare) * COMPLETED) / 16);
  }

  joined(n) {
    return n > 0 && n < this.words.length && this.words[n].joined;
  }

  async run(unfinished) {
    const { index, words } = this;
    const last = words.length - 1;
    const found = words.map(() => false);
    const rare = Math.max(log16(index.all) - 80, 0);
    const keeps = (n) =>
      (this.joined(n + 1) && index.firstKeeps(words[n].folded, words[n + 1].folded)) ||
      (this.joined(n) && !index.firstKeeps(words[n - 1].folded, words[n].folded));
    const alone = (n) => !this.joined(n) && !this.joined(n + 1);
    const limit = common(index);
    const everywhere = (n) => !alone(n) && index.weight(words[n].folded) > limit;
    const counts = (n) =>
      alone(n) || isYear(words[n].folded) || (keeps(n) && index.weight(words[n].folded) <= rare);
    // Everything that is known to be needed is asked for at once.
    const pairs = words.map((word, n) =>
      this.joined(n) ? index.pair(words[n - 1].folded, word.folded) : null,
    );
    const early = words.map((word, n) => (counts(n) && !everywhere(n) ? index.single(word.folded) : null));
    await Promise.all([...pairs, ...early]);
    let completed = false;
    for (let n = 1; n <= last; n += 1) {
      if (this.joined(n)) {
        const [a, b] = [words[n - 1].folded, words[n].folded];
        const forms = await pairs[n];
        const asked = this.ask([n - 1, n]);
        const marks = forms.map((form) => Math.min(this.marks(n - 1, form.own), this.marks(n, form.other)));
        let agreed = marks.some((mark) => mark >= AGREES);
        this.count(asked, forms, 16, marks);
        if (!agreed && unfinished && n === last) {
          const whole = (await index.neighbours(a))[0].filter((word) => word.startsWith(b) && word !== b);
          const all = await Promise.all(whole.slice(0, COMPLETIONS).map((word) => index.pair(a, word)));
          for (const some of all) {
            const parts = some.map((form) =>
              Math.floor(
                (Math.min(
                  this.marks(n - 1, form.own),
                  beginning(words[n].surface, b, form.other, this.bare),
                ) *
                  COMPLETED) /
                  16,
              ),
            );
            completed ||= parts.some((mark) => mark >= Math.floor((AGREES * COMPLETED) / 16));
            this.count(asked, some, 16, parts);
          }
          agreed = completed;
        }
        if (agreed) found[n - 1] = found[n] = true;
      }
    }
    const left = words.map((_, n) => !(completed && n === last) && (counts(n) || !found[n]));
    const wanted = left.map((is, n) => is && !everywhere(n));
    this.common = words.map((_, n) => n).filter((n) => left[n] && everywhere(n));
    await Promise.all(words.map((word, n) => (wanted[n] ? index.single(word.folded) : null)));
    for (let n = 0; n <= last; n += 1) {
      if (wanted[n]) {
        const { folded } = words[n];
        const [asked, marks] = await this.askAlone(n, alone(n) ? 16 : BESIDE);
        if (alone(n) && !marks.some((mark) => mark >= AGREES) && unfinished && n === last) {
          const whole = index.commonWhere((word) => word.startsWith(folded) && word !== folded);
          const all = await Promise.all(whole.slice(0, COMPLETIONS).map((word) => index.single(word)));
          for (const forms of all)
            this.count(
              asked,
              forms,
              16,
              forms.map((form) => this.begins(n, form.own)),
            );
        }
      }
    }
  }

  // Lets the parts that are understood count as their words.
  take(parts) {
    for (const { from, to, entries } of parts) {
      const asked = this.ask(Array.from({ length: to - from }, (_, n) => from + n));
      this.count(asked, [{ lists: [[], [], [], entries] }], 16, [EXACT]);
    }
    this.parts = parts;
  }

  // Lets a word count alone.
  async askAlone(n, part) {
    const forms = await this.index.single(this.words[n].folded);
    const asked = this.ask([n]);
    const marks = forms.map((form) => this.marks(n, form.own));
    this.count(asked, forms, part, marks);
    return [asked, marks];
  }

  // What may be meant is found out elsewhere, for few queries need it.
  async mend(allowed) {
    const tried = [];
    while (tried.length < SUSPECTS) {
      const n = this.suspect(allowed, tried);
      if (n === undefined) return;
      tried.push(n);
      await (await import('./search-slips.js')).mend(this, n);
    }
  }

  // What stands nearly everywhere counts where nothing else was found.
  async askCommon() {
    if (this.totals().met.length) return;
    for (const n of this.common) await this.askAlone(n, BESIDE);
  }

  // The rarest word that the best entry does not have.
  suspect(allowed, tried) {
    const { met, score, cover } = this.totals();
    let best = allowed ? allowed.indexOf(1) : 0;
    for (const n of met) {
      const ahead =
        cover[n] > cover[best] ||
        (cover[n] === cover[best] && (score[n] > score[best] || (score[n] === score[best] && n < best)));
      if (ahead && (!allowed || allowed[n])) best = n;
    }
    const covered = (n) =>
      this.asked.some(
        (asked) =>
          asked.words.includes(n) &&
          asked.lists.some((list) => list.marks >= HELD && has(list.entries, best)),
      );
    const list = this.words
      .map((_, n) => n)
      .filter((n) => {
        const { folded } = this.words[n];
        return (
          !tried.includes(n) &&
          !this.parts.some((part) => n >= part.from && n < part.to) &&
          folded.length > 1 &&
          !/^[0-9]/.test(folded) &&
          !covered(n)
        );
      });
    const weight = (n) => this.index.weight(this.words[n].folded);
    return list.sort((a, b) => weight(a) - weight(b))[0];
  }

  // The entries that one thing asked met, with the score of each and how much it covers: the best of the first
  // three tiers, and what the last adds.
  sum(asked) {
    if (asked.sum) return asked.sum;
    const { all } = this.index;
    // Only entries that were met are ever looked at again, so that the next one finds these empty.
    this.index.desk ??= [
      new Uint32Array(all),
      new Uint32Array(all),
      new Uint32Array(all),
      new Uint32Array(all),
    ];
    const [met, best, last, cover] = this.index.desk;
    let count = 0;
    for (const { entries, tier, score, covers } of asked.lists) {
      const slots = tier === 3 ? last : best;
      for (let at = 0; at < entries.length; at += 1) {
        const n = entries[at];
        if (cover[n] === 0) {
          met[count] = n;
          count += 1;
        }
        if (slots[n] < score) slots[n] = score;
        if (cover[n] < covers) cover[n] = covers;
      }
    }
    asked.sum = { met: met.slice(0, count), score: new Uint32Array(count), cover: new Uint32Array(count) };
    for (let at = 0; at < count; at += 1) {
      const n = met[at];
      asked.sum.score[at] = best[n] + last[n];
      asked.sum.cover[at] = cover[n];
      best[n] = last[n] = cover[n] = 0;
    }
    return asked.sum;
  }

  // Every entry that was met, with its score and how much of the query it covers.
  totals() {
    if (this.sums) return this.sums;
    const { all } = this.index;
    const [score, cover, met] = [new Uint32Array(all), new Uint32Array(all), new Uint32Array(all)];
    let count = 0;
    for (const asked of this.asked) {
      const sum = this.sum(asked);
      for (let at = 0; at < sum.met.length; at += 1) {
        const n = sum.met[at];
        if (cover[n] === 0) {
          met[count] = n;
          count += 1;
        }
        score[n] += sum.score[at];
        cover[n] += sum.cover[at];
      }
    }
    this.sums = { met: met.subarray(0, count), score, cover };
    return this.sums;
  }
}

/** The entries that answer a query, the best first, with scores; `ranked` if scores say something; `doubt` if their pages know more. */
export async function answer(index, typed, plain = []) {
  const query = readQuery(typed);
  const strict = query.phrases.length || query.excluded.length;
  const exact = strict ? await (await import('./search-exact.js')).allowedBy(index, query) : {};
  const { allowed = null, doubt = null } = exact;
  let { words } = query;
  if (words.some((word) => !index.weight(word.folded))) {
    // What is not in doubt is asked for meanwhile.
    words.forEach((word, n) => {
      const sure = n > 0 && word.joined && index.weight(word.folded) && index.weight(words[n - 1].folded);
      if (sure) index.pair(words[n - 1].folded, word.folded).catch(() => {});
    });
    const { finish } = await import('./search-slips.js');
    words = words.map((word) => finish(index, word));
  }
  const matcher = new Matcher(index, words);
  const ranked = words.length > 0;
  const tiers = new Tiers(matcher);
  let understood = { parts: [], offered: [] };
  if (ranked) {
    const loaded = import('./search-parts.js');
    await Promise.all([matcher.run(query.unfinished), tiers.lookUp(), loaded]);
    understood = await (await loaded).understand(matcher, plain, query.quoted);
    matcher.take(understood.parts);
    if (tiers.best(allowed) > NEAR) await matcher.mend(allowed);
    await matcher.askCommon();
  }
  const { met, score, cover } = matcher.totals();
  const all = Uint32Array.from({ length: index.all }, (_, n) => n);
  const hold = ranked ? tiers.hits() : all;
  const candidates = ranked ? Uint32Array.from(new Set([...met, ...all.filter((n) => hold[n])])) : all;
  let most = 0;
  for (const n of candidates) if (cover[n] > most && (!allowed || allowed[n])) most = cover[n];
  const answers = candidates.filter(
    (n) => (!allowed || allowed[n]) && (!ranked || hold[n] || cover[n] * 16 >= most * ENOUGH),
  );
  if (!ranked)
    return { entries: answers, hits: answers.length, instead: null, score, ranked, words, understood, doubt };
  // Tiers rise, scores fall, and among equals numbers rise.
  const { place, isMended } = tiers.order(answers);
  const order = Float64Array.from(answers, (n) => (place(n) * 2 ** 25 + 2 ** 25 - score[n]) * 2 ** 20 + n);
  const entries = Uint32Array.from(order.sort(), (key) => key % 2 ** 20);
  const hits = entries.reduce((count, n) => count + (place(n) < RELATED * 8), 0);
  return {
    entries,
    hits,
    instead: isMended ? tiers.instead(entries[0]) : null,
    score,
    ranked,
    words,
    understood,
    doubt,
  };
}
