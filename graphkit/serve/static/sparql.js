const first = `PREFIX gk: <https://w3id.org/graphkit/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?subject ?relation ?object ?quote WHERE {
  ?claim gk:subject/rdfs:label ?subject ; gk:relation ?relation ; gk:object/rdfs:label ?object ;
         gk:evidence/gk:quote ?quote .
} LIMIT 20`;
Yasgui.Yasqe.defaults.value = first;
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
