-- :SpecProgress.

local server = require("specls.server")

local M = {}

--- The sections in which something is left to do, as entries of a location list.
local function entries(buffer, client, sections)
  local list = {}
  for _, section in ipairs(server.list(sections)) do
    if not section.done then
      local location = { uri = vim.uri_from_bufnr(buffer), range = section.range }
      local item = vim.lsp.util.locations_to_items({ location }, client.offset_encoding)[1]
      item.text = ("%s %s: %s"):format(("#"):rep(section.level), section.heading, section.text)
      list[#list + 1] = item
    end
  end
  return list
end

function M.show(opts)
  local buffer, window = vim.api.nvim_get_current_buf(), vim.api.nvim_get_current_win()
  server.about(buffer, "specls.showProgress", {}, function(progress, client)
    if not server.is_some(progress) then
      return server.say("the document follows no template")
    end
    server.say(("%s (%s)"):format(progress.text, progress.template))
    if opts.bang and vim.api.nvim_get_current_win() == window then
      vim.fn.setloclist(window, {}, " ", { title = "specls", items = entries(buffer, client, progress.sections) })
      vim.cmd.lopen()
    end
  end)
end

return M
