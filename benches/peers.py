#!/usr/bin/env python3
"""Runs SQLite FTS5 and tantivy on held-out queries. Prints one line of JSON for each: the mean reciprocal rank by
class, and how many of the queries that have no answer get one when all words are required.

usage: peers.py CORPUS QUERIES RELEVANT       FTS5 needs Python's sqlite3; tantivy needs `pip install tantivy`
"""
import json, re, sqlite3, sys, time
from collections import defaultdict


def entries(path):
    for line in open(path, encoding="utf-8"):
        e = json.loads(line)
        said = " ".join([e["place"], e.get("locality", ""), e.get("unit", ""), *(d for pair in e.get("documents", []) for d in pair)])
        yield e["id"], e["title"], said, e["body"]


def sqlite(path):
    base = sqlite3.connect(":memory:")
    base.execute("create virtual table e using fts5(id unindexed, title, said, body, tokenize=\"unicode61 remove_diacritics 2\")")
    base.executemany("insert into e values (?, ?, ?, ?)", entries(path))
    def ask(words, all_of):
        quoted = (" " if all_of else " OR ").join(f'"{word}"' for word in words)
        return [row[0] for row in base.execute("select id from e where e match ? order by bm25(e, 0, 5, 3, 1) limit 10", (quoted,))]
    return ask


def tantivy(path):
    import tantivy as peer
    schema = peer.SchemaBuilder().add_text_field("id", stored=True, tokenizer_name="raw")
    for field in ("title", "said", "body"): schema = schema.add_text_field(field, tokenizer_name="folded")
    index = peer.Index(schema.build())
    tools = peer.TextAnalyzerBuilder(peer.Tokenizer.simple()).filter(peer.Filter.lowercase()).filter(peer.Filter.ascii_fold())
    index.register_tokenizer("folded", tools.build())
    writer = index.writer(200_000_000)
    for id, title, said, body in entries(path): writer.add_document(peer.Document(id=id, title=title, said=said, body=body))
    writer.commit()
    index.reload()
    searcher = index.searcher()
    def ask(words, all_of):
        query = index.parse_query(" ".join(f"+{word}" if all_of else word for word in words), ["title", "said", "body"], field_boosts={"title": 5.0, "said": 3.0})
        return [searcher.doc(address)["id"][0] for _, address in searcher.search(query, 10).hits]
    return ask


if __name__ == "__main__":
    corpus, queries, relevant = sys.argv[1:]
    asked = [json.loads(line) for line in open(queries, encoding="utf-8")]
    wanted = json.load(open(relevant))
    for name, make in (("SQLite FTS5", sqlite), ("tantivy", tantivy)):
        try: ask = make(corpus)
        except ImportError as missing:
            print(f"{name}: {missing}", file=sys.stderr)
            continue
        ranks, false, begun = defaultdict(list), 0, time.perf_counter()
        for query in asked:
            words, answer = re.findall(r"\w+", query["q"]), wanted[query["qid"]]
            if not answer:
                false += bool(ask(words, True))
                continue
            found = ask(words, False)
            ranks[query["cls"]].append(next((1 / (n + 1) for n, id in enumerate(found) if id in answer), 0))
        means = {cls: sum(list) / len(list) for cls, list in ranks.items()}
        print(json.dumps({"name": name, "ranks": means, "false": false, "ms": 1000 * (time.perf_counter() - begun) / len(asked)}, ensure_ascii=False))
