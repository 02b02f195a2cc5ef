-- :SpecInsert and :SpecInsertAll.

local server = require("specls.server")

local M = {}

local function label(section)
  local kind = section.required and "missing" or "optional"
  return ("%s %s  (%s, %s)"):format(("#"):rep(section.level), section.name, kind, section.where)
end

--- Inserts a section where it belongs, and goes to its first tab stop.
local function insert(buffer, section)
  server.about(buffer, "specls.insertSection", { section = section, snippet = true }, function(place, client)
    if not server.is_some(place) or vim.api.nvim_get_current_buf() ~= buffer then
      return
    end
    if place.version ~= vim.lsp.util.buf_versions[buffer] then
      return server.warn("the document has changed meanwhile: do it once more")
    end
    require("specls.snippet").expand(place.range, place.snippet, client.offset_encoding)
  end)
end

--- The names that begin with what is typed on the command line.
function M.complete(lead)
  local buffer = vim.api.nvim_get_current_buf()
  local client = server.attached(buffer)
  local sections = client and server.wait(client, buffer, "specls.insertSection", { uri = vim.uri_from_bufnr(buffer) })
  return server.beginning(lead, vim.tbl_map(function(section)
    return section.section
  end, server.list(sections)))
end

function M.pick(opts)
  local buffer = vim.api.nvim_get_current_buf()
  if opts.args ~= "" then
    return insert(buffer, opts.args)
  end
  server.about(buffer, "specls.insertSection", {}, function(sections)
    sections = server.list(sections)
    if #sections == 0 then
      return server.say("there is no section to insert")
    end
    vim.ui.select(sections, { prompt = "Insert section", kind = "specls.section", format_item = label }, function(section)
      if section then
        vim.schedule(function()
          insert(buffer, section.section)
        end)
      end
    end)
  end)
end

function M.all()
  server.about(vim.api.nvim_get_current_buf(), "specls.insertAll", {}, function(inserted)
    if inserted ~= true then
      server.say("no section is missing")
    end
  end)
end

return M
