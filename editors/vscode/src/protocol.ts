// What the server answers, as far as the extension uses it. docs/features of specls shows whole answers.

export interface Position {
  line: number;
  character: number;
}

export interface Range {
  start: Position;
  end: Position;
}

export interface Location {
  uri: string;
  range: Range;
}

/** specls.templates and specls.changeTemplate. */
export interface Template {
  id: string;
  version: string | null;
  summary: string;
  /** Its file, or `builtin:ID`. */
  path: string;
  /** The names of the values that it asks for. */
  inputs: string[];
  /** Whether the document follows it; specls.changeTemplate alone says that. */
  current?: boolean;
}

/** specls.new without a target, or with `snippet`. */
export interface NewDocument {
  text: string;
  snippet: string;
}

/** specls.insertSection without a section. */
export interface Insertable {
  section: string;
  name: string;
  level: number;
  required: boolean;
  where: string;
  guidance: string;
}

/** specls.insertSection with a section and `snippet`. */
export interface Snippet {
  range: Range;
  snippet: string;
  /** The version of the document that the range is of. */
  version: number;
}

/** specls.showProgress; null where the document follows no template. */
export interface Progress {
  template: string;
  present: number;
  wanted: number;
  placeholders: number;
  findings: { error: number; warning: number; information: number; hint: number };
  text: string;
  done: boolean;
  sections: SectionProgress[];
}

export interface SectionProgress {
  heading: string;
  level: number;
  range: Range;
  text: string;
  done: boolean;
}

/** The request for the workspace's specs. */
export const SPECS = "specls/specs";
/** Sent when its answer may be another one, once somebody asked. */
export const SPECS_CHANGED = "specls/didChangeSpecs";

export interface Spec {
  uri: string;
  title: string;
  template: string;
  progress: Done;
  /** Those with gaps, in the order of the document. */
  sections: SpecSection[];
}

export interface SpecSection {
  heading: string;
  level: number;
  range: Range;
  progress: Done;
}

export interface Done {
  present: number;
  wanted: number;
  placeholders: number;
  /** For people; empty where nothing is left. */
  text: string;
}
