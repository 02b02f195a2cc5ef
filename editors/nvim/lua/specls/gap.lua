-- :SpecNextGap and :SpecPrevGap.

local server = require("specls.server")

local M = {}

local function go(command)
  local buffer = vim.api.nvim_get_current_buf()
  local client = server.client(buffer)
  if not client then
    return
  end
  server.about(buffer, command, { position = server.position(client) }, function(location)
    if not server.is_some(location) then
      return server.say("nothing is left to write")
    end
    -- Who went elsewhere meanwhile stays there.
    if vim.api.nvim_get_current_buf() == buffer then
      vim.lsp.util.show_document(location, client.offset_encoding, { focus = true })
    end
  end)
end

function M.next()
  go("specls.nextGap")
end

function M.previous()
  go("specls.previousGap")
end

return M
