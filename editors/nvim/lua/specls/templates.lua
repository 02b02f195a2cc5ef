-- The templates to pick from, and :SpecTemplate.

local server = require("specls.server")

local M = {}

--- What the server knows a template by.
function M.name(template)
  return server.is_some(template.version) and template.id .. "@" .. template.version or template.id
end

local function label(template)
  local mark = template.current == true and "* " or ""
  return ("%s%s  %s"):format(mark, M.name(template), template.summary or "")
end

--- Has the user pick one of the templates, and goes on with it.
function M.pick(templates, prompt, done)
  if #templates == 0 then
    return server.warn("there are no templates")
  end
  vim.ui.select(templates, { prompt = prompt, kind = "specls.template", format_item = label }, function(template)
    if template then
      -- Outside of the picker, which may still have windows to close.
      vim.schedule(function()
        done(template)
      end)
    end
  end)
end

--- What to ask for the templates with: a document knows its own, elsewhere the current folder does.
---@param client vim.lsp.Client
function M.around(buffer, client)
  local is_document = vim.lsp.buf_is_attached(buffer, client.id)
  return { uri = is_document and vim.uri_from_bufnr(buffer) or vim.uri_from_fname(vim.fs.joinpath(vim.fn.getcwd(), "new.md")) }
end

--- The names that begin with what is typed on the command line.
function M.complete(lead)
  local buffer = vim.api.nvim_get_current_buf()
  local client = server.any(buffer)
  local templates = client and server.wait(client, buffer, "specls.templates", M.around(buffer, client))
  return server.beginning(lead, vim.tbl_map(M.name, server.list(templates)))
end

function M.change(opts)
  local buffer = vim.api.nvim_get_current_buf()
  local function follow(name)
    server.about(buffer, "specls.changeTemplate", { template = name }, function(changed)
      server.say(changed == true and "follows " .. name or "the template is the same")
    end)
  end
  if opts.args ~= "" then
    return follow(opts.args)
  end
  server.about(buffer, "specls.changeTemplate", {}, function(templates)
    M.pick(server.list(templates), "Follow template", function(template)
      follow(M.name(template))
    end)
  end)
end

return M
