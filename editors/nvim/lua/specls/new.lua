-- :SpecNew: a new document from a template.

local server = require("specls.server")
local templates = require("specls.templates")

local M = {}

--- Asks for one input after the other; <Esc> ends the whole, an empty answer leaves the placeholder.
local function ask(names, index, given, done)
  local name = names[index]
  if not name then
    return done(given)
  end
  vim.ui.input({ prompt = name .. ": " }, function(value)
    if value == nil then
      return
    end
    if vim.trim(value) ~= "" then
      given[name] = value
    end
    ask(names, index + 1, given, done)
  end)
end

--- A file's name from the first value: `One-Page Checkout` is `one-page-checkout.md`.
local function file_name(template, given)
  local words = given[server.list(template.inputs)[1]] or template.id
  local slug = vim.fn.tolower(words):gsub("[%s%p%c]+", "-"):gsub("^%-+", ""):gsub("%-+$", "")
  return (slug == "" and template.id or slug) .. ".md"
end

local function open(document, file)
  vim.cmd.enew()
  vim.api.nvim_buf_set_name(0, file)
  vim.bo.filetype = "markdown"
  local start = { line = 0, character = 0 }
  -- The buffer has the last line's ending already.
  require("specls.snippet").expand({ start = start, ["end"] = start }, (document.snippet:gsub("\n$", "")), "utf-8")
end

--- Where to write it. A buffer needs a name to be edited by a server: Neovim finds none without.
local function target(template, given, done)
  vim.ui.input({ prompt = "File: ", default = file_name(template, given), completion = "file" }, function(file)
    if file == nil or file == "" then
      return
    end
    local path = vim.fn.fnamemodify(file, ":p")
    if vim.uv.fs_stat(path) or vim.fn.bufexists(path) == 1 then
      return server.warn(file .. " is there already: give another name")
    end
    done(path)
  end)
end

local function make(client, buffer, template)
  ask(server.list(template.inputs), 1, {}, function(given)
    target(template, given, function(file)
      local argument = {
        template = templates.name(template),
        inputs = vim.tbl_isempty(given) and vim.empty_dict() or given,
        uri = vim.uri_from_fname(file),
        snippet = true,
      }
      server.ask(client, buffer, "specls.new", argument, function(document)
        vim.schedule(function()
          open(document, file)
        end)
      end)
    end)
  end)
end

--- A client, started where no Markdown is open yet.
local function with_client(buffer, done)
  local client = server.any(buffer)
  if client then
    return done(client)
  end
  local config = vim.lsp.config.specls
  local root = vim.fs.root(vim.fn.getcwd(), config.root_markers or {}) or vim.fn.getcwd()
  local id = vim.lsp.start(vim.tbl_extend("force", config, { name = "specls", root_dir = root }), { attach = false })
  client = id and vim.lsp.get_client_by_id(id)
  if not client or not vim.wait(3000, function() return client.initialized end, 10) then
    return server.warn("no server is running, see :checkhealth specls")
  end
  done(client)
end

function M.new(opts)
  local buffer = vim.api.nvim_get_current_buf()
  with_client(buffer, function(client)
    server.ask(client, buffer, "specls.templates", templates.around(buffer, client), function(list)
      list = server.list(list)
      if opts.args == "" then
        return templates.pick(list, "New document from template", function(template)
          make(client, buffer, template)
        end)
      end
      for _, template in ipairs(list) do
        if opts.args == template.id or opts.args == templates.name(template) then
          return make(client, buffer, template)
        end
      end
      server.warn(("there is no template %q: use %s"):format(opts.args, table.concat(vim.tbl_map(templates.name, list), ", ")))
    end)
  end)
end

return M
