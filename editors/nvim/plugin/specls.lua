-- Starts the server for Markdown, and defines the commands. See |specls|.

if vim.g.loaded_specls then
  return
end
vim.g.loaded_specls = true

if vim.fn.has("nvim-0.11") == 0 then
  vim.api.nvim_create_autocmd("VimEnter", {
    once = true,
    callback = function()
      vim.notify("specls: Neovim 0.11 or later is needed", vim.log.levels.WARN)
    end,
  })
  return
end

if vim.g.specls_enable ~= false then
  vim.lsp.enable("specls")
end

--- Defines a command that is a function of the module `specls.<module>`, which is read once the command is used.
local function command(name, module, run, options)
  vim.api.nvim_create_user_command(name, function(opts)
    require("specls." .. module)[run](opts)
  end, options)
end

local function templates(lead)
  return require("specls.templates").complete(lead)
end
local function sections(lead)
  return require("specls.insert").complete(lead)
end

command("SpecNew", "new", "new", { nargs = "?", complete = templates, desc = "New document from a template" })
command("SpecNextGap", "gap", "next", { desc = "Go to the next gap" })
command("SpecPrevGap", "gap", "previous", { desc = "Go to the previous gap" })
command("SpecInsert", "insert", "pick", { nargs = "?", complete = sections, desc = "Insert a missing or optional section" })
command("SpecInsertAll", "insert", "all", { desc = "Insert all missing sections" })
command("SpecBrief", "brief", "brief", { bang = true, register = true, desc = "Drafting brief of this section, or of the document" })
command("SpecTemplate", "templates", "change", { nargs = "?", complete = templates, desc = "Follow another template" })
command("SpecProgress", "progress", "show", { bang = true, desc = "How far the document has come" })
