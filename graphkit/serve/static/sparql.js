const first = `PREFIX gk: <https://w3id.org/graphkit/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?subject ?relation ?object ?quote WHERE {
  ?claim gk:subject/rdfs:label ?subject ; gk:relation ?relation ; gk:object/rdfs:label ?object ;
         gk:evidence/gk:quote ?quote .
} LIMIT 20`;
Yasgui.Yasqe.defaults.value = first;

// Results without data types and language tags, and whole: both can be switched.
const table = Yasgui.Yasr.plugins.table.prototype;
const { draw } = table;
table.draw = function (saved) {
  return draw.call(this, { compact: true, isEllipsed: false, ...saved });
};

const yasgui = new Yasgui(document.getElementById("yasgui"), {
  requestConfig: { endpoint: new URL("/sparql", location.href).href, method: "POST" },
  endpointCatalogueOptions: { getData: () => [{ endpoint: new URL("/sparql", location.href).href }] },
  copyEndpointOnNewTab: true,
  persistenceExpire: 0,
  persistenceId: null,
});

const ready = document.getElementById("ready");
ready.onchange = () => {
  const { query } = ready.selectedOptions[0].dataset;
  if (query) yasgui.getTab().getYasqe().setValue(query);
};

// What a result names of this graph leads to its page here.
const root = document.getElementById("yasgui");
const homes = Object.entries(JSON.parse(root.dataset.homes));
root.addEventListener("click", (event) => {
  const link = event.target.closest("a.iri");
  const iri = link?.getAttribute("href") ?? "";
  const [begin, home] = homes.find(([one]) => (one.endsWith("/") ? iri.startsWith(one) : iri === one)) ?? [];
  if (home) link.href = home + iri.slice(begin.length);
}, true);
