-- :SpecBrief: what to hand to whoever writes a section or a document.

local server = require("specls.server")

local M = {}

--- A buffer without a file, in a window of its own.
local function show(text)
  vim.cmd.new()
  vim.api.nvim_buf_set_lines(0, 0, -1, true, vim.split(text, "\n"))
  -- No server checks a brief: it is no document.
  vim.bo.buftype = "nofile"
  vim.bo.bufhidden = "wipe"
  vim.bo.swapfile = false
  vim.bo.filetype = "markdown"
end

function M.brief(opts)
  local buffer = vim.api.nvim_get_current_buf()
  local client = server.client(buffer)
  if not client then
    return
  end
  local argument = opts.bang and {} or { position = server.position(client) }
  server.about(buffer, "specls.brief", argument, function(text)
    if type(text) ~= "string" then
      return
    end
    if opts.reg ~= "" then
      vim.fn.setreg(opts.reg, text)
      return server.say(("the brief is in register %s"):format(opts.reg))
    end
    show(text)
  end)
end

return M
