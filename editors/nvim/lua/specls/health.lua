-- :checkhealth specls

local server = require("specls.server")

local M = {}

local function program()
  local command = vim.lsp.config.specls and vim.lsp.config.specls.cmd
  if type(command) ~= "table" then
    return vim.health.info("`cmd` is a function of yours: the program is not looked for")
  end
  local path = vim.fn.exepath(command[1])
  if path == "" then
    local remedy = {
      "Install it: cargo install --locked --path . in specls' repository",
      'Or say where it is: vim.lsp.config("specls", { cmd = { "/path/to/specls", "server" } })',
    }
    return vim.health.error(("`%s` is not on your PATH"):format(command[1]), remedy)
  end
  local run = vim.system({ path, "--version" }, { text = true }):wait(5000)
  if run.code ~= 0 then
    return vim.health.error(("`%s --version` failed: %s"):format(path, vim.trim(run.stderr or "")))
  end
  vim.health.ok(("%s is %s"):format(vim.trim(run.stdout), path))
end

local function buffers(client)
  for buffer in vim.spairs(client.attached_buffers) do
    local name = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ":~:.")
    local progress = server.wait(client, buffer, "specls.showProgress", { uri = vim.uri_from_bufnr(buffer) })
    name = name == "" and "a buffer without a name" or name
    if server.is_some(progress) then
      vim.health.info(("%s follows %s: %s"):format(name, progress.template, progress.text))
    else
      vim.health.info(name .. " follows no template")
    end
  end
end

function M.check()
  vim.health.start("specls")
  if vim.fn.has("nvim-0.11") == 0 then
    return vim.health.error("Neovim 0.11 or later is needed")
  end
  program()
  -- 0.11 cannot tell.
  if vim.lsp.is_enabled and not vim.lsp.is_enabled("specls") then
    vim.health.warn("the server is not enabled", { 'vim.lsp.enable("specls")' })
  end
  local clients = vim.lsp.get_clients({ name = "specls" })
  if #clients == 0 then
    vim.health.info("no server runs: it starts with the first Markdown file")
  end
  for _, client in ipairs(clients) do
    vim.health.ok(("a server runs for %s"):format(client.root_dir or "files without a folder"))
    buffers(client)
  end
end

return M
