import { DrawnElement } from "./element.js";
import { DrawnText } from "./node.js";

const XHTML = "http://www.w3.org/1999/xhtml";

/** What the library tells a page of, were there one. */
class DrawnEvent {
  constructor(readonly type: string) {}
}

/** Makes the elements of drawings. It stands in no window and has nothing that listens, loads or runs. */
export class DrawnDocument {
  readonly nodeType = 9;
  readonly defaultView: { readonly Event: typeof DrawnEvent } = Object.freeze({ Event: DrawnEvent });
  readonly documentElement: DrawnElement = new DrawnElement(this, XHTML, "html");

  createElement(name: string): DrawnElement {
    return new DrawnElement(this, XHTML, String(name));
  }

  createElementNS(namespaceURI: string | null, qualified: string): DrawnElement {
    const name = String(qualified);
    return new DrawnElement(this, namespaceURI, name.slice(name.indexOf(":") + 1));
  }

  createTextNode(text: string): DrawnText {
    return new DrawnText(String(text));
  }
}
