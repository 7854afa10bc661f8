// Nothing that asks the network, and nothing around the text.
export default {
  root: "src",
  title: "Sites",
  globalStylesheets: [],
  search: false,
  toc: false,
  pager: false,
};
