/* The book's model in a thread of its own, so that the page never stands still: Python, the models, one chapter. */

const post = message => self.postMessage(message);
const plainFetch = self.fetch.bind(self);
let loaded = 0;
let total = 1;
let chapter = null;

/* Whatever is fetched from here on is counted as it arrives. What fails is told here: Python's own loader would wait for it without end. */
self.fetch = async (...request) => {
  const response = await plainFetch(...request).catch(error => error);
  if (!response.ok) {
    post({ kind: "broken", message: new URL(request[0], self.location.href).pathname + ": " + (response.status ? "the server answers " + response.status : response.message) });
    throw new Error("not loaded");
  }
  const counted = response.body.pipeThrough(new TransformStream({
    transform(chunk, controller) {
      loaded += chunk.byteLength;
      post({ kind: "progress", share: Math.min(1, loaded / total) });
      controller.enqueue(chunk);
    }
  }));
  return new Response(counted, { status: response.status, headers: response.headers });
};

const bytes = async address => (await self.fetch(address)).arrayBuffer();

async function open(order) {
  total = order.bytes;
  const [{ loadPyodide }, model, content] = await Promise.all([import(order.python + "pyodide.mjs"), bytes(order.model), bytes(order.chapter)]);
  const python = await loadPyodide({ indexURL: order.python, env: { PYTHONHASHSEED: "0" } });
  python.unpackArchive(model, "zip", { extractDir: "/model" });
  python.FS.writeFile("/model/chapter.json", new Uint8Array(content));
  chapter = python.runPython(
    "import json, sys\n"
    + "sys.path.insert(0, '/model')\n"
    + "from alliance.whatif import Chapter\n"
    + "with open('/model/chapter.json', encoding='utf-8') as file:\n"
    + "    chapter = Chapter(json.load(file))\n"
    + "chapter.answer_json"
  );
}

self.onmessage = async event => {
  const order = event.data;
  try {
    if (order.kind === "open") {
      await open(order);
      post({ kind: "ready" });
    } else {
      post({ kind: "answer", turn: order.turn, answer: chapter(JSON.stringify(order.items)) });
    }
  } catch (error) {
    post({ kind: "broken", message: String(error && error.message || error) });
  }
};
