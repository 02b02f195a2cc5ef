// The documents that the tests in a real editor work on: with emoji, Japanese text, and line ends of both kinds.
import fs from "node:fs";
import path from "node:path";
import { root } from "./editor.mjs";

const example = name => fs.readFileSync(path.join(root, "..", "..", "examples", name), "utf8");

export const TEMPLATE = `<!-- specls: template: id=rfc, description=A change that others should know of before it is made -->

# {Service name}

**Owner:** {Owner}
**Status:** Draft | Review | Approved

## Goals

{What it is for}

## Design

### Data

{What is kept, and where}

## 見積り

{How long it takes}
`;

export const CART = "<!-- specls: template rfc -->\n\n# Café 😀\n\n**Owner:** Ada\n**Status:** Review\n\n## Goals\n\n😀😀 {What it is for}\n";

export const files = {
  "specls.toml": 'templates = ["templates"]\n',
  "templates/rfc.md": TEMPLATE,
  "rfcs/cart.md": CART,
  "rfcs/dos.md": CART.replace("Café 😀", "Refunds").replaceAll("\n", "\r\n"),
  "rfcs/done.md": "<!-- specls: template rfc -->\n\n# Search\n\n**Owner:** Ada\n**Status:** Approved\n\n## Goals\n\nFind it.\n\n" +
    "## Design\n\n### Data\n\nAn index.\n\n## 見積り\n\nTwo weeks.\n",
  "checkout.md": example("checkout.md"),
  "export.md": example("export.md"),
  "notes.md": "# Notes\n\nNo spec at all.\n",
};
