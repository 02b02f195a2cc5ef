-- For a status line: how far a document has come.

local server = require("specls.server")

local M = {}

--- Asks how far a document has come; the answer is in `b:specls_progress`, and the status line is drawn again.
local function ask(buffer)
  local client = server.attached(buffer)
  if not client then
    vim.b[buffer].specls_progress = nil
    return
  end
  server.ask(client, buffer, "specls.showProgress", { uri = vim.uri_from_bufnr(buffer) }, function(progress)
    if vim.api.nvim_buf_is_valid(buffer) then
      vim.b[buffer].specls_progress = server.is_some(progress) and progress.text or ""
      vim.cmd.redrawstatus()
    end
  end)
end

local is_watched = false

--- Findings come whenever a document has changed, and so does its progress.
local function watch()
  is_watched = true
  vim.api.nvim_create_autocmd({ "DiagnosticChanged", "LspAttach", "LspDetach" }, {
    group = vim.api.nvim_create_augroup("specls", {}),
    callback = function(event)
      -- At LspDetach the client is still there.
      vim.schedule(function()
        if vim.api.nvim_buf_is_valid(event.buf) then
          ask(event.buf)
        end
      end)
    end,
  })
end

--- "3 of 21 sections, 1 placeholder"; empty in a buffer that follows no template.
function M.progress()
  if not is_watched then
    watch()
    for _, client in ipairs(vim.lsp.get_clients({ name = "specls" })) do
      vim.tbl_map(ask, vim.tbl_keys(client.attached_buffers))
    end
  end
  return vim.b.specls_progress or ""
end

return M
