/**
 * Preloaded into every process our scripts start. Standard input is a pipe from the script: when it closes, the
 * script is gone, however it ended, and this process stops in order instead of living on unseen.
 */
process.stdin.on("end", () => process.kill(process.pid, "SIGTERM"));
process.stdin.resume();
if ("unref" in process.stdin && typeof process.stdin.unref === "function") process.stdin.unref();
