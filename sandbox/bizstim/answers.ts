import type { Request, Response } from "express";

/** One answer of the API before it is put into a format. */
export type Answer =
  | { status: number; body: Record<string, unknown> }
  /** The library sends no body at all when a method returned nothing. */
  | { status: 404; body: null }
  | { status: number; html: string };

/** An error of the vendor's own code: text in `response`. */
export const failure = (text: string, status = 200): Answer => ({
  status,
  body: { status: "failure", response: text },
});

/** An error of the REST library, raised before the vendor's code runs: boolean status, text in `error`. */
export const refusal = (status: number, text: string): Answer => ({
  status,
  body: { status: false, error: text },
});

export const success = (fields: Record<string, unknown>): Answer => ({
  status: 200,
  body: { status: "success", ...fields },
});

const page = (title: string, text: string): string =>
  `<!doctype html><html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1><p>${text}</p></body></html>`;

/** The documentation pages that live under the same prefix as the API. */
export const documentationPage: Answer = {
  status: 200,
  html: page("API Method | Bizstim", "Field, type and meaning of each value."),
};

export const signInPage: Answer = {
  status: 200,
  html: page("Sign in | Bizstim", "Please sign in to go on."),
};

export const brokenPage: Answer = {
  status: 500,
  html: page("A PHP Error was encountered", "Severity: Error"),
};

/** Format of the answer: the `format` parameter, else the first known word of the Accept header, as the library does. */
function formatOf(req: Request): string {
  const asked = req.query.format;
  if (typeof asked === "string") return asked;
  const accept = req.get("accept") ?? "";
  if (accept.includes("json") || accept.includes("*/*") || accept === "") return "json";
  return ["csv", "html", "xml"].find((format) => accept.includes(format)) ?? "json";
}

function toXml(value: unknown, tag: string): string {
  if (Array.isArray(value)) return `<${tag}>${value.map((entry) => toXml(entry, "item")).join("")}</${tag}>`;
  if (value !== null && typeof value === "object") {
    const inner = Object.entries(value).map(([key, entry]) => toXml(entry, key));
    return `<${tag}>${inner.join("")}</${tag}>`;
  }
  const text = String(value).replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<${tag}>${text}</${tag}>`;
}

/** Writes the answer. JSON, JSONP and XML are real; other formats get XML with their own content type. */
export function send(req: Request, res: Response, answer: Answer): void {
  res.status(answer.status);
  if ("html" in answer) {
    res.type("text/html").send(answer.html);
    return;
  }
  if (answer.body === null) {
    res.end();
    return;
  }
  const callback = req.query.callback;
  const format = formatOf(req);
  if (typeof callback === "string" && /^[\w$.]{1,64}$/.test(callback)) {
    res.type("application/javascript").end(`${callback}(${JSON.stringify(answer.body)});`);
  } else if (format === "json" || format === "jsonp") {
    res.type("application/json").end(JSON.stringify(answer.body));
  } else {
    res.type(format === "html" ? "text/html" : "application/xml").end(toXml(answer.body, "xml"));
  }
}
