"""The open data and the feeds of a built gallery, read by programs that are not ours: `tests/data.py DEMO`.

Feeds by feedparser, the list of feeds by listparser, the catalogue for portals by rdflib, GeoJSON by geojson, and its
points against the outlines of the provinces.
"""

import json
import sys
from pathlib import Path

import feedparser
import geojson
import listparser
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF

ROOT = Path(__file__).resolve().parent.parent
# The least and the greatest longitude and latitude of the country, Hoàng Sa and Trường Sa included.
WEST, EAST, SOUTH, NORTH = 102.1, 117.9, 6.4, 23.5
# How far a point may lie outside its province's outline, which is drawn in fewer lines than the border has: degrees.
DRAWN = 0.15


def fail(message):
    sys.exit(f"tests/data.py: {message}")


def check(holds, message):
    if not holds:
        fail(message)


def file_of(demo, base, address):
    """The published file at an absolute address of the gallery."""
    check(address.startswith(base), f"{address} is not of {base}")
    path = demo / address[len(base) :].split("?")[0]
    path = path / "index.html" if address.endswith("/") else path
    check(path.is_file(), f"{address} is not there")
    return path


def feeds(demo, base):
    """Every feed is Atom without a fault, and the list of feeds names all of them."""
    published = {path.relative_to(demo).as_posix() for path in demo.rglob("feed.xml")}
    for path in sorted(published):
        read = feedparser.parse((demo / path).read_bytes())
        check(not read.bozo, f"{path}: {read.get('bozo_exception')}")
        check(read.version == "atom10", f"{path} is {read.version}")
        check(read.feed.id and read.feed.title and read.feed.updated_parsed, f"{path} lacks what a feed needs")
        ids = [entry.id for entry in read.entries]
        check(len(ids) == len(set(ids)), f"{path} has an entry twice")
        for entry in read.entries:
            check(entry.title and entry.updated_parsed and entry.summary, f"{path}: {entry.id}")
            file_of(demo, base, entry.link)
            for photo in entry.get("enclosures", []):
                file_of(demo, base, photo.href)
    read = listparser.parse((demo / "feeds.opml").read_text(encoding="utf-8"))
    check(not read.bozo, f"feeds.opml: {read.get('bozo_exception')}")
    listed = [feed.url for feed in read.feeds]
    check(all(feed.title for feed in read.feeds), "a feed of feeds.opml has no title")
    check(sorted(listed) == sorted(base + path for path in published), "feeds.opml does not list each feed once")
    print(f"{len(published)} feeds")


def catalogue(demo, base):
    """The catalogue is one of DCAT, and everything that it offers is there."""
    graph = Graph().parse(demo / "du-lieu/catalog.jsonld", format="json-ld")
    [whole] = graph.subjects(RDF.type, DCAT.Catalog)
    [dataset] = graph.objects(whole, DCAT.dataset)
    for subject, kind, needs in [
        (whole, DCAT.Catalog, [DCTERMS.title, DCTERMS.description, DCTERMS.publisher]),
        (dataset, DCAT.Dataset, [DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.modified]),
    ]:
        check((subject, RDF.type, kind) in graph, f"{subject} is no {kind}")
        for need in needs:
            check(len(list(graph.objects(subject, need))) == 1, f"{subject} has not one {need}")
    [publisher] = graph.objects(dataset, DCTERMS.publisher)
    check(graph.value(publisher, FOAF.name), "the publisher has no name")
    offered = list(graph.objects(dataset, DCAT.distribution))
    check(len(offered) > 9, f"only {len(offered)} files are offered")
    for one in offered:
        check((one, RDF.type, DCAT.Distribution) in graph, f"{one} is no distribution")
        file_of(demo, base, str(graph.value(one, DCAT.downloadURL)))
        check(isinstance(graph.value(one, DCAT.accessURL), URIRef), f"{one} has no page")
        kind = str(graph.value(one, DCAT.mediaType))
        check(kind.startswith("https://www.iana.org/assignments/media-types/"), f"{one}: {kind}")
    foreign = {str(predicate) for predicate in graph.predicates()}
    known = {str(Namespace(space)) for space in (DCAT, DCTERMS, FOAF, RDF)}
    foreign = [one for one in foreign if not any(one.startswith(space) for space in known)]
    check(not foreign, f"unknown words: {foreign}")
    print(f"{len(offered)} distributions")


def within(point, rings):
    """Whether a point lies inside of a polygon, by how often a line from it crosses the rings."""
    (x, y), inside = point, False
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1]):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


def distance(point, rings):
    """How far a point is from the nearest edge of a polygon."""
    at, least = complex(*point), float("inf")
    for ring in rings:
        for one, other in zip(ring, ring[1:] + ring[:1]):
            start, edge = complex(*one), complex(*other) - complex(*one)
            along = ((at - start) * edge.conjugate()).real / abs(edge) ** 2 if edge else 0
            least = min(least, abs(start + min(1, max(0, along)) * edge - at))
    return least


def points(demo):
    """GeoJSON is valid, and each point lies in its province."""
    read = geojson.loads((demo / "du-lieu/mo-hinh.geojson").read_text(encoding="utf-8"))
    check(read.is_valid, f"GeoJSON: {read.errors()}")
    outlines = json.loads((ROOT / "src/gazetteer/data/provinces.geojson").read_text(encoding="utf-8"))
    provinces = {}
    for feature in outlines["features"]:
        shape = feature["geometry"]
        polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        provinces[feature["properties"]["code"]] = polygons
    check(len(read.features) > 0, "GeoJSON has no point")
    entries = 0
    for feature in read.features:
        x, y = feature.geometry.coordinates
        name, code = feature.properties["commune"], feature.properties["province_code"]
        check(WEST < x < EAST and SOUTH < y < NORTH, f"{name} lies outside of Viet Nam: {x}, {y}")
        near = {other: min(distance((x, y), one) for one in shape) for other, shape in provinces.items()}
        inside = [other for other, shape in provinces.items() if any(within((x, y), one) for one in shape)]
        # Of an island that is not drawn, its province is the nearest.
        lies = code in inside or near[code] < DRAWN or (not inside and code == min(near, key=near.get))
        check(lies, f"{name} ({x}, {y}) lies in {inside}, {near[code]:.2f} degrees from its province, {code}")
        check(feature.properties["count"] == len(feature.properties["entries"]), name)
        entries += feature.properties["count"]
    print(f"{len(read.features)} points, {entries} entries")


def main():
    demo = Path(sys.argv[1])
    base = json.loads((demo / "du-lieu/catalog.jsonld").read_text(encoding="utf-8"))["foaf:homepage"]["@id"]
    base = base.removesuffix("du-lieu/")
    feeds(demo, base)
    catalogue(demo, base)
    points(demo)


main()
