import path from "node:path";
import express, { Router } from "express";

/** File names of the build carry a hash, so they may be kept for good; pages must be asked for each time. */
function cacheControl(file: string): string {
  return file.includes(`${path.sep}assets${path.sep}`) ? "public, max-age=31536000, immutable" : "no-cache";
}

/** The built client. Addresses without a file ending are pages and get `index.html`. */
export function clientFilesRouter(clientDir: string): Router {
  const router = Router();
  router.use(
    express.static(clientDir, {
      index: "index.html",
      setHeaders: (res, file) => res.setHeader("cache-control", cacheControl(file)),
    }),
  );
  router.get(/^\/[^.]*$/, (req, res, next) => {
    if (req.accepts(["html", "json"]) !== "html") {
      next();
      return;
    }
    res.setHeader("cache-control", "no-cache");
    res.sendFile("index.html", { root: clientDir }, (error) => {
      // Not built: nobody else has an answer either.
      if (error) next();
    });
  });
  return router;
}
