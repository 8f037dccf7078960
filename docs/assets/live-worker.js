// Python beside the page: a message brings code, the answer is what its last line gives.
let loading;

async function load({ python, wheel }) {
  const { loadPyodide } = await import(python);
  const [loaded, answer] = await Promise.all([loadPyodide(), fetch(wheel)]);
  if (!answer.ok) throw new Error(`${wheel}: ${answer.status}`);
  loaded.unpackArchive(await answer.arrayBuffer(), "wheel");
  return loaded;
}

onmessage = async ({ data }) => {
  const answer = { run: data.run }, printed = [];
  let python;
  try {
    python = await (loading = loading || load(data));
  } catch (error) {
    loading = undefined;
    postMessage({ ...answer, unloaded: String(error) });
    return;
  }
  postMessage({ ...answer, running: true });
  python.setStdout({ batched: (line) => printed.push(line) });
  const scope = python.toPy({ __name__: "__main__" }), start = performance.now();
  try {
    const value = python.runPython(data.code, { globals: scope, filename: "claim.py" });
    if (value?.type === "Finding") {
      answer.found = value.to_json().toJs({ dict_converter: Object.fromEntries });
    } else if (value !== undefined) {
      printed.push(String(value));
    }
  } catch (error) {
    // which of Python's own lines ran the code says nothing to a reader
    answer.error = error.message.replace(/^(Traceback.*\n)[^]*?(?= *File "claim\.py")/, "$1").trim();
  }
  postMessage({ ...answer, printed: printed.join("\n"), seconds: (performance.now() - start) / 1000 });
};
