// Python beside the page: a message brings code, the answer is what its last line gives.
let loading;

async function load({ python, wheel }) {
  const { loadPyodide } = await import(python);
  const [loaded, answer] = await Promise.all([loadPyodide(), fetch(wheel)]);
  if (!answer.ok) throw new Error(`${wheel}: ${answer.status}`);
  loaded.unpackArchive(await answer.arrayBuffer(), "wheel");
  return loaded;
}

function run(python, code) {
  const printed = [], answer = {}, start = performance.now();
  const batched = (line) => printed.push(line);
  python.setStdout({ batched });
  python.setStderr({ batched });
  const globals = python.toPy({ __name__: "__main__" });
  try {
    const value = python.runPython(code, { globals, filename: "claim.py" });
    if (value?.type === "Finding") {
      answer.found = value.to_json().toJs({ dict_converter: Object.fromEntries });
    } else if (value !== undefined) {
      printed.push(String(value));
    }
  } catch (error) {
    if (error.name !== "PythonError") throw error; // Python itself has broken down
    // which of Python's own lines ran the code says nothing to a reader
    answer.error = error.message.replace(/^(Traceback.*\n)[^]*?(?= *File "claim\.py")/, "$1").trim();
  }
  globals.destroy();
  return { ...answer, printed: printed.join("\n"), seconds: (performance.now() - start) / 1000 };
}

onmessage = async ({ data }) => {
  const about = { run: data.run };
  try {
    const python = await (loading = loading || load(data));
    postMessage({ ...about, running: true });
    postMessage({ ...about, ...run(python, data.code) });
  } catch (error) {
    postMessage({ ...about, unloaded: String(error) }); // the page starts another worker
  }
};
